"""Whose copy a report is."""

from __future__ import annotations

import pytest

from sitrep.read.layout.bylines import agencies


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("KYIV, March 5 (Reuters) - Two drones were shot down.", ("Reuters",)),
        ("MOSCOW, July 10. /TASS/. Two hangars burned.", ("TASS",)),
        ("Mill burns in Tarn AFP Sunday 29 Jun 2014 A mill burned down.", ("AFP",)),
        ("A mill burned down in the north.-AFP", ("AFP",)),
        ("A mill burned down. Source: Reuters", ("Reuters",)),
        ("A mill burned down, a resident told AFP on Sunday.", ()),
        ("Two reporters of Reuters (both from Tarn) were hurt.", ()),
    ],
)
def test_agencies_of_a_byline(text: str, found: tuple[str, ...]) -> None:
    """Dateline, byline and last line name the agency; one that is only spoken to is no publisher."""
    assert agencies(text) == found
