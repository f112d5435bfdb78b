"""What the network adds to the rules, and what it must not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sitrep.model.claims import Claim

Read = Callable[[str], tuple[Claim, ...]]


def by_trigger(claims: tuple[Claim, ...], word: str) -> Claim:
    (found,) = [claim for claim in claims if claim.trigger.text == word]
    return found


def test_a_word_that_no_rule_took_becomes_a_claim(read: Read, by_rules: Read) -> None:
    """With its doer and those taken, and the reason says who found it."""
    text = "GOMA (AFP) - M23 shelled Sake on Friday. The rebels also picked up a dozen young men."
    assert [claim.trigger.text for claim in by_rules(text)] == ["shelled"]
    taken = by_trigger(read(text), "picked")
    assert taken.type == "detention"
    assert [agent.text for agent in taken.agents] == ["The rebels"]
    assert [loss.text for loss in taken.casualties] == ["a dozen young men"]
    assert "the network gives" in taken.reasons[0]


def test_a_type_is_corrected_by_what_is_told_around_it(read: Read, by_rules: Read) -> None:
    """To strike with a missile is to shell."""
    text = "MARIB (Reuters) - The Houthis struck a camp near Marib on Sunday with a ballistic missile, a source said."
    assert [claim.type for claim in by_rules(text)] == ["assault"]
    assert [claim.type for claim in read(text)] == ["shelling"]


@pytest.mark.parametrize(
    "text", ["Air strikes hit a market in Saada.", "His fighters defected to the army in October."]
)
def test_a_first_sentence_is_no_headline(read: Read, by_rules: Read, text: str) -> None:
    """What the rules find in it stays, also where the network takes it for one."""
    assert [claim.type for claim in read(text)] == [claim.type for claim in by_rules(text)] != []


def test_who_backs_whom_the_rules_know_better(read: Read) -> None:
    """Where a frame tells the member and the whole, the network does not turn them round."""
    text = "MOGADISHU (AFP) - Somali troops supported by African Union peacekeepers drove al-Shabaab out of Barawe."
    claim = by_trigger(read(text), "supported")
    assert [ref.name for ref in (*claim.agents, *claim.targets)] == ["African Union", "Somali forces"]


def test_nothing_is_added_to_a_report_without_claims(read: Read) -> None:
    """However much a word looks like one."""
    for text in (
        "The council met on Tuesday. The festival ended with fireworks, and the mayor took dozens of questions.",
        "The band took the stage at nine. The crowd went wild, and its last song brought the house down.",
    ):
        assert read(text) == ()


def test_a_part_is_not_added_to_its_whole(read: Read) -> None:
    """Those "among them" are told already."""
    text = (
        "KHARTOUM (AFP) - The Rapid Support Forces stormed a camp on Friday. "
        "More than 100 people, among them 20 children, were killed, and 40 were wounded, nine of them women."
    )
    losses = [(loss.outcome, loss.low) for claim in read(text) for loss in claim.casualties]
    assert sorted(losses) == [("killed", 100), ("wounded", 40)]


def test_what_the_network_brings_in_is_words_of_the_report(read: Read) -> None:
    """Each place with its span, and the share among the reasons."""
    text = (
        "SANAA (AFP) - Warplanes bombed a wedding hall in Hodeida on Monday. At least 20 people died and 30 were hurt."
    )
    for claim in read(text):
        for ref in (*claim.agents, *claim.targets, *claim.places):
            assert text[ref.start : ref.end] == ref.text
    assert [reason for claim in read(text) for reason in claim.reasons if "the network gives" in reason]


def test_a_loss_is_added_once(read: Read, by_rules: Read) -> None:
    """To the claim that counts the dead, not to the fire beside it."""
    text = (
        "KHARTOUM (AFP) - The Rapid Support Forces entered El Fasher at dawn. "
        "A hospital was set on fire and 15 patients lost their lives."
    )
    assert [loss.low for claim in by_rules(text) for loss in claim.casualties] == []
    told = [(claim.type, loss.low) for claim in read(text) for loss in claim.casualties]
    assert [each for each in told if each[1] == 15] == [("casualty_report", 15)]


def test_those_shot_dead_are_told_once(read: Read) -> None:
    """Both words report the killing; it is one claim."""
    text = (
        "KHARTOUM (AFP) - Paramilitaries attacked a village near El Fasher. Nine people were shot dead, witnesses said."
    )
    assert [loss.low for claim in read(text) for loss in claim.casualties] == [9]
    assert [claim.trigger.text for claim in read(text)] == ["attacked", "shot dead"]


def test_a_phrase_that_leaves_a_slot_is_told(read: Read) -> None:
    """The reasons say whom the network took out, and with what share."""
    text = 'SANAA (AFP) - Warplanes bombed a hall on Monday. "Ten died in it," said a medic of the Red Crescent in Hodeida.'
    told = [reason for claim in read(text) for reason in claim.reasons if ": not '" in reason]
    assert all("the network gives 0." in reason for reason in told)


def test_what_a_noun_tells_is_not_told_again_by_the_word_before_it(read: Read) -> None:
    """ "Bombing raids" are one claim."""
    text = "DAMASCUS (AFP) - Rebels took the town of Harem on Friday. Syrian jets conducted over 20 bombing raids on the town."
    assert [claim.trigger.text for claim in read(text) if claim.type == "air_strike"] == ["raids"]


@pytest.mark.parametrize(
    ("text", "things"),
    [
        (
            "A missile strike destroyed a school and damaged 14 apartment buildings.",
            [[("school", 1)], [("apartment building", 14)]],
        ),
        ("Troops recovered six magazines and 150 rounds of ammunition.", [[("magazine", 6), ("round", 150)]]),
        ("The army said it seized 13 trucks and destroyed 28 others in Omdurman.", [[("truck", 13)], [("truck", 28)]]),
    ],
)
def test_each_clause_has_its_own_things(read: Read, text: str, things: list[list[tuple[str, int]]]) -> None:
    """What one verb destroyed the next did not damage; ammunition is in its rounds; "28 others" are of those before."""
    claims = read(f"The war went on across the country.\n\n{text}")
    assert [[(thing.item, thing.low) for thing in claim.materiel] for claim in claims if claim.materiel] == things


@pytest.mark.parametrize(
    ("text", "losses"),
    [
        ("The regional government said 107 children were among 240 killed.", [240]),
        ("The number of people killed in the air strike on the market rose to 21.", [21]),
        ("Scores of rebels were killed in the clashes.", [40]),
        ("The movement denies killing civilians.", []),
        ("The governor of North Kivu, Major General Peter Kaya, died of gunshot wounds.", [1]),
        ("Rebels killed the commander of the brigade, Colonel Ali Nasser, and two of his guards.", [1, 2]),
        ("The ministry said that the toll had risen to 1,870 dead and 7,166 wounded.", [1870, 7166]),
        ("About 9,000 people who fled live in camps, and the United Nations fears that more will follow.", [9000]),
    ],
)
def test_nobody_is_counted_twice(read: Read, text: str, losses: list[int]) -> None:
    """A part, a number told apart, a name beside its office add nothing; a denial has no losses."""
    claims = read(f"The war went on across the country.\n\n{text}")
    assert [loss.low for claim in claims for loss in claim.casualties] == losses


@pytest.mark.parametrize(
    ("text", "trigger", "source"),
    [
        (
            "The Houthis took Marib on Sunday, their movement said; Riyadh said fighting raged.",
            "took",
            "their movement",
        ),
        (
            "“Gunmen killed nine in Mogadishu,” police officer Mohamed Hussein told reporters.",
            "killed",
            "Mohamed Hussein",
        ),
        (
            "The war went on. Rebels took two hamlets near Homs, the media arm of Lebanon's Hezbollah said.",
            "took",
            "the media",
        ),
    ],
)
def test_a_speaker_comes_once_and_alone(read: Read, text: str, trigger: str, source: str) -> None:
    """Neither by another name, nor with whom they speak for, nor with who speaks behind a semicolon."""
    assert [each.text for each in by_trigger(read(text), trigger).sources] == [source]


def test_a_state_lasts_since_when_its_own_clause_says(read: Read) -> None:
    """Since when the base is besieged is not since when they hold it."""
    claims = read("The government still controls the Abu al-Duhur airbase, which rebels have besieged since 2013.")
    assert {claim.type: claim.time and claim.time.text for claim in claims} == {
        "control": None,
        "encirclement": "since 2013",
    }


def test_an_adverb_reports_nothing(read: Read) -> None:
    claims = read("“We have surrounded the Mastouma base and we will take Ariha next,” a commander of the rebels said.")
    assert [claim.trigger.text for claim in claims] == ["surrounded", "take"]


def test_what_is_held_is_what_the_rules_say(read: Read) -> None:
    """The province around the last town that they hold is not held."""
    claims = read("Rebels captured Ariha on Thursday. It was the last government-held town in Idlib.")
    assert {place.name for claim in claims if claim.type == "control" for place in claim.places} == {"Ariha"}


def test_who_only_tells_which_doer_it_was_did_nothing(read: Read) -> None:
    """The soldiers who protect settlers are not the settlers who attack."""
    text = "NABLUS (AFP) - Settlers under the protection of Israeli soldiers attacked farmers near Nablus on Monday."
    assert [agent.text for agent in by_trigger(read(text), "attacked").agents] == ["Settlers"]


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("An army unit fought a militant cell near Homs, leaving most of them dead.", "militant cell"),
        ("Gunmen beheaded the American reporter Peter Kaya in Homs in August.", "Peter Kaya"),
    ],
)
def test_a_loss_is_believed_by_the_words_that_stand_for_it(read: Read, text: str, group: str) -> None:
    """ "Most of them" are those who were met; a name behind what somebody is tells who, and is no second person."""
    losses = [loss for claim in read(text) for loss in claim.casualties]
    assert [group in loss.group.name or group in loss.group.text for loss in losses] == [True]


def test_what_happened_on_the_day_of_a_toll_is_not_what_it_counts(read: Read, by_rules: Read) -> None:
    """Those killed since an attack were not all killed by it, nor where it was."""
    text = (
        "GOMA (AFP) - The UN said 2,900 people had been killed in Kivu since 26 January, when M23 rebels stormed Goma."
    )
    for reading in (read(text), by_rules(text)):
        told = by_trigger(reading, "killed")
        assert not told.agents
        assert "Goma" not in {place.name for place in told.places}
