"""Three lines of Python."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys

import pytest

import sitrep
import sitrep.read.segments  # the package of the same name must not take the function's place
from sitrep.errors import InputError

TEXT = "Rebels seized the town of Saraqib on Saturday, residents said."


def test_reading_a_text_gives_its_claims() -> None:
    """Typed records whose words stand in the text, with days resolved."""
    (claim, *_) = sitrep.read(TEXT, published="2015-04-27")
    assert claim.type == "territory_gain"
    assert TEXT[claim.trigger.start : claim.trigger.end] == "seized"
    assert claim.time is not None
    assert claim.time.start == dt.date(2015, 4, 25)


def test_the_day_may_be_a_date_or_its_text() -> None:
    """Both say the same; none leaves days unresolved."""
    assert sitrep.read(TEXT, published="2015-04-27") == sitrep.read(TEXT, published=dt.date(2015, 4, 27))
    (claim, *_) = sitrep.read(TEXT)
    assert claim.time is None or claim.time.start is None


def test_a_day_that_is_none_is_an_input_error() -> None:
    """With what to write instead."""
    with pytest.raises(InputError, match="YYYY-MM-DD"):
        sitrep.read(TEXT, published="Monday")


def test_no_text_no_claims() -> None:
    """Nothing to read is no error."""
    assert sitrep.read("") == ()


def test_the_three_lines_work_in_a_fresh_interpreter() -> None:
    """As the documentation shows them."""
    code = f"import sitrep\nfor claim in sitrep.read({TEXT!r}, published='2015-04-27'):\n    print(claim.type)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["territory_gain"]


def test_the_rules_may_read_alone() -> None:
    """Then no record names the network, and its reasons are those of rules."""
    text = "GOMA (AFP) - M23 shelled Sake on Friday. The rebels also picked up a dozen young men."
    both, alone = sitrep.read(text), sitrep.read(text, rules_only=True)
    assert {claim.origin_of_record.model.count("+judge-") for claim in both} == {1}
    assert {claim.origin_of_record.model.count("+judge-") for claim in alone} == {0}
    assert len(both) > len(alone) == 1
