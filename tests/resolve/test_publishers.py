"""Who "we" and "the enemy" are is told by who publishes the report."""

from __future__ import annotations

import datetime as dt
from functools import cache

import pytest

from sitrep.model.text import Document
from sitrep.resolve.claims import Tools, claims_of, load_tools


@cache
def tools() -> Tools:
    return load_tools(network=False)


def parties(outlet: str, day: str, text: str, kind: str) -> tuple[set[str], set[str]]:
    """Doers and targets of the report's claims of the type."""
    document = Document(id="d", text=text, sha256="", outlet=outlet, published=dt.date.fromisoformat(day))
    found = [claim for claim in claims_of(document, tools()) if claim.type == kind]
    return {ref.name for claim in found for ref in claim.agents}, {ref.name for claim in found for ref in claim.targets}


@pytest.mark.parametrize(
    ("outlet", "day", "text", "kind", "doers"),
    [
        (
            "Northern Shan Front Information Desk",
            "2023-11-14",
            "On Monday our troops captured the junta's outpost near Laukkai.",
            "territory_gain",
            {"Northern Shan Front"},
        ),
        (
            "Azerbaijan Ministry of Defence",
            "2020-10-10",
            "In the morning the enemy shelled Tartar.",
            "shelling",
            {"Armenian forces"},
        ),
        (
            "General Staff of the Armed Forces of Ukraine",
            "2024-08-05",
            "The enemy shelled Nikopol with artillery.",
            "shelling",
            {"Russian forces"},
        ),
        (
            "Hills Herald",
            "2021-03-07",
            "The army and popular committees seized two hills west of Marib in Yemen.",
            "territory_gain",
            {"Houthis"},
        ),
        (
            "Hills Herald",
            "2021-03-07",
            "The army seized two hills west of Marib in Yemen.",
            "territory_gain",
            {"Yemeni government forces"},
        ),
        (
            "WAFA",
            "2024-01-12",
            "Occupation warplanes bombed a house in Rafah.",
            "air_strike",
            {"Israeli forces"},
        ),
    ],
)
def test_who_publishes_tells_who_we_and_the_enemy_are(
    outlet: str, day: str, text: str, kind: str, doers: set[str]
) -> None:
    assert parties(outlet, day, text, kind)[0] == doers


def test_a_release_that_lists_strikes_tells_doer_and_day_once() -> None:
    text = (
        "On May 10, coalition forces conducted nine strikes against ISIS in Iraq.\n\n"
        "* Near Mosul, five strikes destroyed two mortar systems.\n"
        "* Near Tal Afar, a strike destroyed a tunnel entrance and a tank.\n"
    )
    document = Document(id="d", text=text, sha256="", outlet="Desk", published=dt.date(2017, 5, 11))
    found = [claim for claim in claims_of(document, tools()) if claim.type == "materiel_destroyed"]
    assert len(found) == 2
    for claim in found:
        assert [ref.name for ref in claim.agents] == ["US-led coalition"]
        assert claim.time is not None and claim.time.start == dt.date(2017, 5, 10)


@pytest.mark.parametrize(
    ("text", "kind", "doers"),
    [
        ("U.S. warplanes bombed a camp near Erbil in Iraq.", "air_strike", {"US forces"}),
        ("US B-52 bombers struck a camp near Kunduz in Afghanistan.", "air_strike", {"US forces"}),
        ("Mitiga airport in Libya was shelled by forces loyal to Haftar.", "shelling", {"Libyan National Army"}),
        (
            "Troops led by Gen Khalifa Haftar, who holds Benghazi, besieged Tripoli.",
            "encirclement",
            {"Libyan National Army"},
        ),
        ("Yemen's Houthi movement shelled Marib.", "shelling", {"Houthis"}),
        ("Army troops in Sri Lanka shelled LTTE bunkers near Kilinochchi.", "shelling", {"Sri Lankan forces"}),
        (
            "Fighters of the Moro Islamic Liberation Front raided Pigcawayan.",
            "assault",
            {"Moro Islamic Liberation Front"},
        ),
        ("A squad of gunmen stormed the police post in Jos.", "assault", {"gunmen"}),
        ("NATO jets bombed the Bosnian Serb army near Sarajevo.", "air_strike", {"NATO"}),
        ("The army's Fourth Division shelled rebels near Malakal in South Sudan.", "shelling", {"Fourth Division"}),
        ("The RUF attacked Freetown, Sierra Leone's capital.", "assault", {"Revolutionary United Front"}),
        ("The 44th Mechanized Brigade shelled Terny in Ukraine.", "shelling", {"44th Mechanized Brigade"}),
        ('"We have taken the airport," M23 spokesman Lawrence Mbeki said in Goma.', "territory_gain", {"M23"}),
    ],
)
def test_whose_arms_and_units_they_are(text: str, kind: str, doers: set[str]) -> None:
    assert parties("Hills Herald", "2020-01-10", text, kind)[0] == doers


def test_two_nations_that_share_a_noun() -> None:
    text = "Thirteen South African and Malawian peacekeepers were killed in fighting with M23 near Goma."
    targets = parties("Hills Herald", "2025-01-27", text, "casualty_report")[1]
    assert targets == {"South African forces", "Malawian forces"}


def test_who_falls_in_a_repelled_attack_made_it() -> None:
    text = "The Ukrainian army repulsed an assault near Avdiivka, killing 40 Russian soldiers."
    assert parties("Hills Herald", "2024-01-20", text, "assault") == ({"Russian forces"}, {"Ukrainian forces"})


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ("Militants shelled Sake. Soldiers killed two militants and captured five of them.", {"militants"}),
        ("The militants fled. The army's commandos ambushed them near Beledweyne.", {"militants"}),
    ],
)
def test_a_pronoun_may_mean_fighters_of_whom_nothing_tells_whose_they_are(text: str, targets: set[str]) -> None:
    """And not whoever stands as the subject of its own clause, be it behind a count."""
    kind = "detention" if "captured" in text else "assault"
    assert parties("Hills Herald", "2024-01-20", text, kind)[1] == targets
