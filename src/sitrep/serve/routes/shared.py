"""What all pages share: templates with their words, addresses that keep the filter, and who asks."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any
from urllib.parse import urlencode

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from sitrep import __version__
from sitrep.model.dates import TimeRef
from sitrep.serve import words
from sitrep.serve.access.guard import allowed, session_of
from sitrep.serve.desk import Desk
from sitrep.serve.find.filters import Filter, Look, filter_of, look_of, pairs_of
from sitrep.serve.handout.asked import PRECISIONS, menu
from sitrep.serve.tell.blocks import blocks_of

#: Named in every address of a style or script, so that a new version is fetched anew and the old one kept for long.
VERSION = __version__


def environment() -> Environment:
    """The templates with everything that they call."""
    made = Environment(
        loader=PackageLoader("sitrep.serve"),
        autoescape=select_autoescape(default=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    for name in (
        "label", "day_text", "days_text", "range_text", "toll_text", "stock_text", "figure_text", "heading", "status_text",
        "chain", "names", "precision_text", "side_text", "confidence_text", "count",
    ):  # fmt: skip
        made.globals[name] = getattr(words, name)
    made.globals["table"] = words.words
    made.globals["version"] = VERSION
    made.globals["format_menu"] = menu()
    made.globals["precisions"] = PRECISIONS
    made.globals["blocks"] = blocks_of
    made.globals["shown"] = shown_value
    made.globals["embedded"] = embedded
    made.globals["page_words"] = embedded(words.words())
    made.globals["back_days"] = lambda day, days: day - dt.timedelta(days=days - 1)
    return made


def embedded(value: Any) -> Markup:
    """A value as JSON that is safe inside a script element."""
    text = json.dumps(value, ensure_ascii=False)
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)


def shown_value(value: Any) -> str:
    """A slot's value in the log, in a few words."""
    if value is None:
        return "–"
    if isinstance(value, str):
        return value.replace("_", " ")
    if isinstance(value, TimeRef):
        return words.days_text(value.start, value.end)
    told = [words.figure_text(each) if hasattr(each, "low") else each.name or each.text for each in value]
    return ", ".join(told) or "nobody, nothing"


_ENVIRONMENT = environment()


def desk_of(request: Request) -> Desk:
    """The desk that this server shows."""
    desk: Desk = request.app.state.desk
    return desk


class Asked:
    """One request as its page needs it: filter, what is looked at, and addresses that keep both."""

    def __init__(self, request: Request) -> None:
        self.request = request
        self.filter: Filter = filter_of(request.query_params)
        self.look: Look = look_of(request.query_params)

    def day(self, as_of: dt.date | None) -> dt.date | None:
        """The day of control: the one asked for, else the end of the period, else the last day with evidence."""
        if self.look.day or as_of is None:
            return self.look.day
        return min(self.filter.until or as_of, as_of)

    def address(self, path: str, **changes: Any) -> str:
        """An address with the present filter and look, changed: names of both, None or "" takes one away."""
        looks = {name: value for name, value in self.look.model_dump(mode="json").items() if value}
        if looks.get("page") == 1:
            del looks["page"]
        filters = {name: changes.pop(name) for name in list(changes) if name in Filter.model_fields}
        looks |= changes
        pairs = pairs_of(self.filter, **filters) + [(name, str(value)) for name, value in looks.items() if value]
        return f"{path}?{urlencode(pairs)}" if pairs else path

    def file(self, name: str, day: dt.date | None = None) -> str:
        """Where the filter's records are as a file."""
        pairs = [*self.pairs(), *([("day", str(day))] if day else [])]
        return f"/export/{name}?{urlencode(pairs)}" if pairs else f"/export/{name}"

    def pairs(self) -> list[tuple[str, str]]:
        """The filter as the fields of a form."""
        return pairs_of(self.filter)


def render(request: Request, template: str, status: int = 200, **values: Any) -> HTMLResponse:
    """A page."""
    session = session_of(request)
    desk = desk_of(request)
    shown = {
        "user": session.user,
        "csrf": session.csrf,
        "may_review": allowed(request, "reviewer"),
        "may_admin": allowed(request, "admin"),
        "single_user": request.app.state.sessions.users is None,
        "busy": desk.busy,
        "trouble": desk.trouble,
        "last_decision": lambda subject: _last(desk, subject),
        "undo_last": lambda name, back: _undo_last(desk, name, back, session.csrf),
        "path": request.url.path,
    }
    page = _ENVIRONMENT.get_template(template).render(**shown, **values)
    response = HTMLResponse(page, status_code=status)
    response.headers["Vary"] = "HX-Request"
    return response


def plain(template: str, status: int = 200, **values: Any) -> HTMLResponse:
    """A page for somebody who is not logged in."""
    return HTMLResponse(_ENVIRONMENT.get_template(template).render(**values), status_code=status)


def _last(desk: Desk, subject: str) -> str:
    found = desk.snapshot.now.last.get(subject)
    return found.id if found else ""


def _undo_last(desk: Desk, name: str, back: str, csrf: str) -> Markup:
    """A button that takes the user's last decision back; nothing where there is none."""
    snapshot = desk.snapshot
    own = (each for each in reversed(snapshot.decisions) if each.decided_by == name and each.kind != "undo")
    decision = next((each for each in own if each.id not in snapshot.now.undone), None)
    if decision is None:
        return Markup("")
    forms: Any = _ENVIRONMENT.get_template("forms.html").module
    text = f"Undo: {words.label('kind', decision.kind)}"
    return Markup(forms.undo(csrf, back, decision, _last(desk, decision.subject), text, "z"))
