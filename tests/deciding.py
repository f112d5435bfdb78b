"""Decisions as somebody makes them who has seen the whole log."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sitrep.review.decisions import Decision, Said


def drafted(
    log: Sequence[Decision], kind: Any, subject: str, claims: Sequence[Said] = (), others: Sequence[Said] = (), **more: Any
) -> Decision:  # fmt: skip
    """The next decision after those of the log; the clock ticks with each."""
    last = next((each for each in reversed(log) if each.subject == subject), None)
    return Decision(
        kind=kind,
        subject=subject,
        decided_at=f"2026-01-01T00:00:{len(log):02d}+00:00",
        decided_by="ada",
        predecessor=last.id if last else None,
        claims=tuple(claims),
        others=tuple(others),
        **more,
    )
