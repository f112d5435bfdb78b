"""The words of a row: who reports what, never that it is so."""

from __future__ import annotations

import datetime as dt

from sitrep.export.source.material import ToldEvent
from sitrep.export.tables.acled.merge import Row
from sitrep.model.claims import amount
from sitrep.model.events import Event

STANDINGS = {
    "claimed": "claimed by one side only",
    "single": "from a single origin",
    "repeated": "repeated by several outlets from one origin",
    "corroborated": "told by independent origins",
    "disputed": "disputed",
    "denied": "denied",
}
LONGEST_QUOTE = 300


def note(row: Row) -> str:
    """The notes of a merged row: day, sources, each event with its standing, accounts that differ, exact words."""
    lead = row.lead
    when = lead.when
    if when.days == 1:
        opening = f"On {spelled(when.start)}, "
    else:
        assumed = " (first day assumed)" if when.assumed else ""
        opening = f"Between {spelled(when.start)} and {spelled(when.end)}{assumed}, "
    inside = ", ".join(name for name in (lead.where.admin2, lead.where.admin1) if name)
    where = f"{lead.where.name} ({inside})" if inside else lead.where.name
    told = ". ".join(sentence(member.told) for member in row.members)
    remark = f" [{lead.where.note}]" if lead.where.note else ""
    return f"{opening}near {where}, as reported: {told}.{remark}"


def sentence(told: ToldEvent) -> str:
    """One event: "territory gain by A against B (claimed by one side only; reported by X; said by Y)"."""
    event = told.event
    who = " by " + ", ".join(ref.name for ref in event.agents) if event.agents else ""
    whom = " against " + ", ".join(ref.name for ref in event.targets) if event.targets else ""
    reported = ", ".join(event.outlets) or "an outlet not told"
    said = f"; first said by {', '.join(event.origins)}" if event.origins and event.origins != event.outlets else ""
    standing = f"{STANDINGS[event.standing]}; reported by {reported}{said}"
    return f"{event.type.replace('_', ' ')}{who}{whom} ({standing}){toll(event)}{differing(event)}{quoted(told)}"


def toll(event: Event) -> str:
    """What is told of people, group by group."""
    told = (
        f"{each.group.name or each.group.text} {amount(each.low, each.high)} {each.outcome}"
        for each in event.casualties
    )
    listed = "; ".join(told)
    return f", with {listed}" if listed else ""


def differing(event: Event) -> str:
    """On what accounts differ, with each account."""
    told = (
        f"{dispute.field.replace('_', ' ')}: {' or '.join(account.value.replace('_', ' ') for account in dispute.accounts)}"
        for dispute in event.disputes
    )
    listed = "; ".join(told)
    return f"; accounts differ on {listed}" if listed else ""


def quoted(told: ToldEvent) -> str:
    """The words of the first claim that has some."""
    words = next((claim.evidence.text for claim in told.claims if claim.evidence.text.strip()), "")
    if not words:
        return ""
    plain = " ".join(words.split()).lstrip('“"')
    return f": “{plain[:LONGEST_QUOTE]}{'…' if len(plain) > LONGEST_QUOTE else ''}”"


def spelled(day: dt.date) -> str:
    """A day in words: "3 May 2015"."""
    return f"{day.day} {day:%B %Y}"
