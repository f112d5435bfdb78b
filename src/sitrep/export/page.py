"""`report.html`: one page that holds everything it shows and asks nothing of the network.

The page is one file: styles, scripts, outlines and records are inside it, under a content security policy that
forbids every request. Scripts may only set text (`require-trusted-types-for`), so that a report's words stay words.
"""

from __future__ import annotations

import base64
import hashlib
import re
from importlib.resources import files
from importlib.resources.abc import Traversable

from jinja2 import Environment, StrictUndefined, select_autoescape
from markupsafe import Markup

from sitrep.export.view import PageView, payload_json, payload_of

#: The page's scripts in the order in which they are joined: each imports only from those before it.
SCRIPTS = (
    "core/text.js",
    "core/dom.js",
    "core/records.js",
    "core/words.js",
    "core/days.js",
    "core/control.js",
    "core/filters.js",
    "core/state.js",
    "map/projection.js",
    "map/outlines.js",
    "map/symbols.js",
    "map/labels.js",
    "map/places.js",
    "map/gestures.js",
    "map/legend.js",
    "map/map.js",
    "map/tray.js",
    "map/timeline.js",
    "panels/filterbar.js",
    "panels/claim.js",
    "panels/event.js",
    "panels/detail.js",
    "panels/list.js",
    "panels/table.js",
    "panels/highlight.js",
    "panels/report.js",
    "panels/help.js",
    "main.js",
)
STYLES = ("base.css", "layout.css", "panels.css", "map.css", "print.css")
_IMPORT = re.compile(r"^import [^;]*;\n", re.MULTILINE)
_EXPORT = re.compile(r"^export ", re.MULTILINE)


def render_page(view: PageView) -> str:
    """The whole page as HTML. The same records give the same bytes: no clock, no order of chance."""
    payload = payload_of(view)
    script, style = page_script(), page_style()
    environment = Environment(autoescape=select_autoescape(default=True), undefined=StrictUndefined, trim_blocks=True)
    template = environment.from_string(_read("page.html"))
    return template.render(
        title=view.title,
        policy=policy(script, style),
        style=Markup(style),
        script=Markup(script),
        words=Markup(_read("words.json").replace("<", "\\u003c")),
        data=Markup(payload_json(payload)),
    )


def page_script() -> str:
    """All scripts as one, inside a function so that nothing leaks: the modules joined, their imports dropped."""
    joined = "\n".join(_EXPORT.sub("", _IMPORT.sub("", _read("js", *name.split("/")))) for name in SCRIPTS)
    return f'(() => {{\n"use strict";\n{joined}}})();\n'


def page_style() -> str:
    """All styles as one."""
    return "\n".join(_read("css", name) for name in STYLES)


def policy(script: str, style: str) -> str:
    """The content security policy: these very scripts and styles, and nothing from anywhere."""
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {_digest(script)}",
            f"style-src {_digest(style)}",
            "base-uri 'none'",
            "form-action 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types 'none'",
        )
    )


def _digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode('utf-8')).digest()).decode('ascii')}'"


def _read(*path: str) -> str:
    at: Traversable = files("sitrep.export").joinpath("data", *path)
    return at.read_text(encoding="utf-8")
