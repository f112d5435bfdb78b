"""The reports of other wars fit their claims, and the two halves stay what they are."""

import json
from types import ModuleType

from outcomes import ROOT, benchmark

from sitrep.model.text import Document
from sitrep.resolve.claims import claims_of, load_tools


def _wars() -> ModuleType:
    return benchmark("quality").module_of(ROOT / "benchmarks" / "wars.py")


def test_claims_of_each_half_are_of_its_reports_and_hold_their_triggers():
    wars, gold = _wars(), benchmark("gold")
    known = json.loads((wars.WARS / "entities.json").read_text(encoding="utf-8"))
    for half in wars.HALVES:
        reports = {path.name: path.read_text(encoding="utf-8") for path in wars.texts(half)}
        rows = wars.rows_of(wars.WARS / f"{half}.claims.jsonl")
        assert len(reports) == 12
        assert {row["document"] for row in rows} == set(reports)
        for row in rows:
            evidence, trigger = row["evidence"], row["trigger"]
            assert evidence["start"] <= trigger["start"] < trigger["end"] <= evidence["end"]
            assert evidence["end"] <= len(reports[row["document"]])
            assert all(key in known[kind] for kind, key in gold.keys(row))


def test_every_report_has_its_outlet_and_day():
    wars = _wars()
    told = json.loads((wars.WARS / "texts" / "metadata.json").read_text(encoding="utf-8"))
    assert set(told) == {path.name for half in wars.HALVES for path in wars.texts(half)}


def test_a_country_that_the_roster_does_not_list_is_no_error():
    text = "Troops shelled Paramaribo on Monday. The army then entered Paramaribo, Suriname, and seized the port."
    made = claims_of(Document(id="x", text=text, sha256="", outlet="", published=None), load_tools())
    assert {claim.type for claim in made} >= {"shelling", "territory_gain"}
