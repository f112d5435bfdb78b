"""Which phrase fills which slot."""

from __future__ import annotations

import pytest

from sitrep.model.text import Document
from sitrep.resolve.claims import Tools, claims_of


@pytest.mark.parametrize(
    ("text", "doer"),
    [
        ("NATO air strikes killed 12 people near Brega.", "NATO"),
        ("Hamas attacks killed 12 people.", "Hamas"),
        ("Army shelling killed 8 civilians in Douma.", "Army"),
        ("Houthi (Ansar Allah) fighters shelled Taiz.", "Houthi (Ansar Allah) fighters"),
        ("NATO soldiers killed two men.", "NATO soldiers"),
    ],
)
def test_the_doer_of_a_deed_is_the_name_before_it(tools: Tools, text: str, doer: str) -> None:
    """A name before a deed did it; before people it says whose they are."""
    (claim,) = claims_of(Document(id="d", text=text, sha256="0" * 64), tools)
    assert [agent.text for agent in claim.agents] == [doer]


@pytest.mark.parametrize(
    ("text", "doers"),
    [
        ("Ethiopian and Eritrean troops entered Axum.", ["Ethiopian forces", "Eritrean forces"]),
        ("French and Malian forces killed 20 jihadists near Gao.", ["French forces", "Malian forces"]),
        ("Saudi and Emirati aircraft bombed the port of Hodeidah.", ["Saudi forces", "UAE forces"]),
        ("British and French fighter jets bombed Hodeidah.", ["British forces", "French forces"]),
        ("Iraqi and Kurdish forces entered Bashiqa.", ["Iraqi forces", "Peshmerga"]),
        ("Syrian army and Hezbollah fighters captured Qusayr.", ["Syrian government forces", "Hezbollah"]),
        ("Russian and Syrian government forces entered Palmyra.", ["Russian forces", "Syrian government forces"]),
        ("The ceasefire brokered by Russia and Turkey collapsed.", ["Russia", "Turkey"]),
    ],
)
def test_two_nations_that_act_together_are_two_doers(tools: Tools, text: str, doers: list[str]) -> None:
    """A list of nations before one noun, or behind "by", names each of them."""
    (claim,) = claims_of(Document(id="d", text=text, sha256="0" * 64), tools)
    assert [agent.name for agent in claim.agents] == doers


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("Clashes between Armenian and Azerbaijani troops broke out.", ("Armenian forces", "Azerbaijani forces")),
        ("Gunmen and police exchanged fire in Karachi.", ("Gunmen", "Pakistani police")),
        ("The army and M23 rebels clashed near Sake.", ("Congolese army", "M23")),
    ],
)
def test_of_two_named_together_in_a_clash_one_faces_the_other(tools: Tools, text: str, sides: tuple[str, str]) -> None:
    """Who clashes, named in one breath, is each other's opponent."""
    (claim,) = claims_of(Document(id="d", text=text, sha256="0" * 64), tools)
    assert ([ref.name for ref in claim.agents], [ref.name for ref in claim.targets]) == ([sides[0]], [sides[1]])


@pytest.mark.parametrize(
    ("text", "doers", "sufferers"),
    [
        ("Iraqi troops, supported by Iranian artillery, entered Tikrit.", ["Iranian forces"], ["Iraqi forces"]),
        (
            "The SDF, backed by US air strikes, entered Raqqa.",
            ["United States"],
            ["Syrian Democratic Forces"],
        ),
        ("It is Islamic State's branch in the Sahara, AQIM said.", [], ["Islamic State"]),
    ],
)
def test_who_backs_whom_with_arms(tools: Tools, text: str, doers: list[str], sufferers: list[str]) -> None:
    """Who backs somebody with aircraft or guns is the one whose they are; a branch belongs to nobody's land."""
    found = claims_of(Document(id="d", text=text, sha256="0" * 64), tools)
    claims = [claim for claim in found if claim.type == "alliance"]
    assert [ref.name for claim in claims for ref in claim.targets] == sufferers
    assert [ref.name for claim in claims[: len(doers)] for ref in claim.agents] == doers


@pytest.mark.parametrize(
    ("text", "doers"),
    [
        ("Turkish tanks and jets pounded Islamic State posts in Jarablus.", ["Turkish forces"]),
        ("Malakal in South Sudan was shelled by forces loyal to Riek Machar.", ["SPLM-IO"]),
        ("Bamako in Mali was shelled by soldiers loyal to Adel Karim.", ["soldiers loyal to Adel Karim"]),
        ("Peacekeepers entered Kidal in Mali.", ["Peacekeepers"]),
        ("Kurdish forces entered Bangui.", ["Kurdish forces"]),
    ],
)
def test_forces_of_somebody_else_are_not_the_states(tools: Tools, text: str, doers: list[str]) -> None:
    """Those of a person, of another people or sent from abroad; jets told beside a nation's tanks are the nation's."""
    (claim,) = claims_of(Document(id="d", text=text, sha256="0" * 64), tools)
    assert [ref.name for ref in claim.agents] == doers


def test_a_beaten_attack_is_that_of_whom_the_verb_before_hits(tools: Tools) -> None:
    """ "Their attacks", foiled, are not those of who foiled them."""
    text = "The army killed several Houthi fighters near Midi and foiled their attacks on a base."
    assert _parties(tools, text, "assault") == (["several Houthi fighters"], ["The army"])


def test_a_label_with_a_group_behind_it_means_the_group(tools: Tools) -> None:
    """ "Terrorists of the Nusra Front" are the Nusra Front's."""
    text = "The army killed many terrorists of the Nusra Front near Hama."
    (claim,) = claims_of(Document(id="d", text=text, sha256="0" * 64), tools)
    assert [target.name for target in claim.targets] == ["Al-Nusra Front"]


def test_a_monitor_has_no_forces_and_no_raids(tools: Tools) -> None:
    """ "His forces" behind a monitor's head are somebody else's."""
    text = "Assad wants to seize Hama, Syrian Observatory head Rami Abdel Rahman said. His forces have surrounded Homs."
    claims = claims_of(Document(id="d", text=text, sha256="0" * 64), tools)
    assert {c.type for c in claims} >= {"encirclement"}
    assert not any("Observatory" in agent.name for c in claims for agent in c.agents)


def test_rebels_that_a_state_backs_are_not_its_own(tools: Tools) -> None:
    """ "Turkey-backed rebels" fight for Turkey, and are not the rebels that fight it."""
    text = "Turkish troops and Turkey-backed rebels clashed with Kurdish fighters."
    alliance, clash = claims_of(Document(id="d", text=text, sha256="0" * 64), tools)
    assert [target.name for target in alliance.targets] == ["Turkey"]
    assert [agent.name for agent in clash.agents] == ["Turkish forces", "Turkey-backed rebels"]


def test_who_is_named_after_a_quotation_did_nothing_in_it(tools: Tools) -> None:
    """The speaker, joined to the last clause by a missing comma, stays a source."""
    text = '"The army has seized the hill and two villagers were killed" General Haddad said.'
    claims = claims_of(Document(id="d", text=text, sha256="0" * 64), tools)
    assert {claim.type for claim in claims} == {"territory_gain", "casualty_report"}
    assert all("Haddad" not in actor.text for claim in claims for actor in (*claim.agents, *claim.targets))
    assert all("Haddad" in claim.sources[0].text for claim in claims)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("Rebels have partially captured Douma.", True),
        ("Douma was mostly recaptured by the army.", True),
        ("Douma is almost entirely held by rebels.", True),
        ("Douma was contested by rebels in May.", True),
        ("Rebels have reportedly captured Douma.", False),
        ("Rebels have fully captured Douma.", False),
    ],
)
def test_an_adverb_tells_a_part(tools: Tools, text: str, part: bool) -> None:
    """Who takes a town mostly or partially, or contests it, holds some of it."""
    (claim,) = claims_of(Document(id="d", text=text, sha256="0" * 64), tools)
    assert claim.part is part
    assert [place.text for place in claim.places] == ["Douma"]


def _parties(tools: Tools, text: str, kind: str) -> tuple[list[str], list[str]]:
    """Who did it to whom, in the words of the text, in the first claim of the type."""
    found = claims_of(Document(id="d", text=text, sha256="0" * 64), tools)
    claim = next(claim for claim in found if claim.type == kind)
    return [actor.text for actor in claim.agents], [actor.text for actor in claim.targets]


@pytest.mark.parametrize(
    ("text", "doers"),
    [
        ("Nine people were killed and 30 wounded in Israeli air strikes on Tyre.", ["Israeli"]),
        ("Air raids carried out by Saudi warplanes on Hajjah killed nine civilians.", ["Saudi warplanes"]),
        ("Nine people died near Goma in shell attacks reportedly launched by M23 rebels.", ["M23 rebels"]),
        ("Three shepherds were injured by a mortar shell fired by insurgents.", ["insurgents"]),
        ("Two policemen were killed when a Turkish drone struck their car near Kobani.", ["a Turkish drone"]),
        ("Nine people were killed after Russian jets bombed a market in Idlib.", ["Russian jets"]),
        ("Twelve soldiers were killed in clashes with the Houthis near Marib.", ["the Houthis"]),
        ("Twelve Houthis were killed in clashes between the Yemeni army and the Houthis.", ["the Yemeni army"]),
        ("A policeman was killed by a rebel's gunfire.", ["rebel"]),
    ],
)
def test_the_doer_of_a_killing_is_that_of_the_deed_that_the_sentence_names(
    tools: Tools, text: str, doers: list[str]
) -> None:
    """Whether the deed is a noun, a participle, a clause of time, or a clash that the victims' other side fought."""
    assert _parties(tools, text, "casualty_report")[0] == doers


@pytest.mark.parametrize(
    ("text", "kind", "parties"),
    [
        ("Fighters of M23 seized Rutshuru from the army.", "territory_gain", (["Fighters of M23"], ["the army"])),
        (
            "Clashes broke out between fighters from Hezbollah on the one hand and militants from ISIL on the other.",
            "armed_clash",
            (["fighters from Hezbollah"], ["militants from ISIL"]),
        ),
        (
            "US jets carried out air strikes targeting the Taliban near Kunduz.",
            "air_strike",
            (["US jets"], ["the Taliban"]),
        ),
        ("Army units shelled ISIL positions near Mosul.", "shelling", (["Army units"], ["ISIL"])),
        (
            "NATO jets struck what it said were Taliban positions near Kunduz.",
            "air_strike",
            (["NATO jets"], ["Taliban"]),
        ),
        ("The town has been subject to shelling by the Syrian army.", "shelling", (["the Syrian army"], [])),
        ("The Houthis held Midi before the army drove them out.", "territory_gain", (["the army"], ["them"])),
        ("The Houthis fled when soldiers fired on them near Midi.", "assault", (["soldiers"], ["them"])),
        ("In Gezira, the Houthis of Omar Said stormed a base of M23.", "assault", (["the Houthis"], ["M23"])),
        ("Masked men abducted a midwife in Jos.", "abduction", (["Masked men"], ["a midwife"])),
        (
            "Militiamen attacked U.S. and coalition forces near Tabqa in Syria.",
            "assault",
            (["Militiamen"], ["U.S.", "coalition forces"]),
        ),
        ("US-backed forces clashed with ISIL near Tabqa.", "alliance", (["US-backed forces"], ["US"])),
        ("Assad's Moscow-backed army took Hama.", "alliance", (["Assad's Moscow-backed army"], ["Moscow"])),
        ("Kurdish fighters supported by Moscow hold Midi.", "alliance", (["Moscow"], ["Kurdish fighters"])),
        ("Soldiers opened fire upon fighters of M23 near Goma.", "assault", (["Soldiers"], ["fighters of M23"])),
        ("The army has pushed back rebel fighters near Taiz.", "armed_clash", (["The army"], ["rebel fighters"])),
        ("Russian strikes killed ten people, most of them civilians.", "casualty_report", (["Russian"], ["civilians"])),
    ],
)
def test_who_suffers_is_found_where_the_sentence_names_it(
    tools: Tools, text: str, kind: str, parties: tuple[list[str], list[str]]
) -> None:
    """From whom a town is taken, whose positions are hit, at whom strikes are aimed, between whom clashes are."""
    assert _parties(tools, text, kind) == parties


@pytest.mark.parametrize(
    ("text", "doers"),
    [
        ("Israeli warplanes struck a camp near Tyre. Six people were killed.", ["Israeli warplanes"]),
        ("The army shelled a market in El Fasher and 12 people were killed.", ["The army"]),
        ("Saudi air strikes killed four men in Hajjah. The strikes damaged a school.", ["Saudi"]),
        ("Troops clashed with M23 fighters near Goma. Nine fighters were killed.", ["Troops"]),
        ("Israeli warplanes struck a camp near Tyre on Tuesday. Today six people were killed.", ["Israeli warplanes"]),
        ("Israeli warplanes struck a camp near Tyre on Tuesday. Six people were killed on Friday.", []),
        ("Israeli warplanes struck a camp near Tyre. Meanwhile, six people were killed in Sidon.", []),
        ("Israeli warplanes struck a camp near Tyre. Since 2011, 9,000 people have been killed.", []),
        ("Israeli warplanes struck a camp near Tyre. Six people were killed in Sidon.", []),
    ],
)
def test_harm_without_a_doer_was_done_by_the_deed_told_right_before(tools: Tools, text: str, doers: list[str]) -> None:
    """Unless it is told of another place, of all the years since, or the report has turned to another matter."""
    claims = claims_of(Document(id="d", text=text, sha256="0" * 64), tools)
    last = claims[-1]
    assert last.type in {"casualty_report", "materiel_destroyed"}
    assert [actor.text for actor in last.agents] == doers


@pytest.mark.parametrize(
    ("text", "doers"),
    [
        (
            "A suicide bomber blew himself up in Kabul. The Islamic State claimed responsibility for the attack.",
            ["The Islamic State"],
        ),
        ("A roadside bomb killed nine soldiers near Kidal. The attack was blamed on al-Shabaab.", ["al-Shabaab"]),
        ("Nine people were killed in an air strike on El Fasher, a rights group said, blaming the army.", ["the army"]),
        ("Hamas said it was behind the bombing, which killed ten soldiers.", ["it"]),
        ("A car bomb killed nine people in Baghdad. The Islamic State has not claimed responsibility.", []),
        ("A car bomb killed nine people in Baghdad. No group claimed responsibility for the attack.", []),
    ],
)
def test_a_report_names_the_doer_by_who_is_blamed_or_owns_up(tools: Tools, text: str, doers: list[str]) -> None:
    """ "Claimed responsibility", "was blamed on", "was behind": said of the deed told right before."""
    claim = claims_of(Document(id="d", text=text, sha256="0" * 64), tools)[0]
    assert [actor.text for actor in claim.agents] == doers


def test_words_joined_before_a_noun_are_two_parties(tools: Tools) -> None:
    """Unless the roster has the two as one force."""
    text = "Armenian and Azerbaijani forces exchanged fire near Shusha. Afghan and coalition forces detained two men in Kunduz."
    clash, detention = claims_of(Document(id="d", text=text, sha256="0" * 64), tools)
    assert [actor.name for actor in (*clash.agents, *clash.targets)] == ["Armenian forces", "Azerbaijani forces"]
    assert [actor.text for actor in detention.agents] == ["Afghan and coalition forces"]


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("A Russian missile struck a block of flats in Kharkiv.", (["Russian"], [])),
        ("Twelve herders were killed in rebel fire.", (["rebel"], ["Twelve herders"])),
        ("Israeli shelling killed 14 Palestinians.", (["Israeli"], ["14 Palestinians"])),
        ("Two men were killed and nine wounded in a raid on Hajjah by the Houthis.", (["the Houthis"], [])),
        ("Officials said forces backed by Hezbollah killed nine civilians.", (["forces"], ["nine civilians"])),
    ],
)
def test_whose_arms_they_were(tools: Tools, text: str, parties: tuple[list[str], list[str]]) -> None:
    """An adjective before a missile or its fire, a participle that hides the subject, people called by their nation."""
    claim = claims_of(Document(id="d", text=text, sha256="0" * 64), tools)[-1]
    assert ([actor.text for actor in claim.agents], [actor.text for actor in claim.targets]) == parties


@pytest.mark.parametrize(
    ("text", "kind", "targets"),
    [
        ("A monitor said six children were among those killed in raids on Douma.", "casualty_report", ["six children"]),
        ("Rebels launched an anti-ISIL offensive in Aleppo.", "offensive", ["ISIL"]),
        ("The army shelled rebel-held areas of Douma.", "shelling", []),
        ("The army shelled a rebel checkpoint in Douma.", "shelling", ["rebel"]),
        ("Russian troops shelled Ukrainian positions near Avdiivka.", "shelling", ["Ukrainian"]),
        ("Russian troops shelled a Ukrainian town near Avdiivka.", "shelling", []),
        (
            "Nine people died in Russian air strikes against the Nusra Front in Idlib.",
            "casualty_report",
            ["the Nusra Front"],
        ),
        ("Air raids claimed 40 civilian lives in Sanaa.", "casualty_report", ["civilian"]),
        ("The blast killed nine men, eight of them rebels.", "casualty_report", ["rebels"]),
        ("The army destroyed two trucks equipped with guns belonging to M23.", "materiel_destroyed", ["M23"]),
        (
            "Coalition forces carried out an air strike on the Taliban. NATO jets later struck the group.",
            "air_strike",
            ["the Taliban"],
        ),
        ("Raids killed Omar Karim, a Taliban commander.", "casualty_report", ["a Taliban commander"]),
        ("Soldiers raided the hideout of Omar Karim in Borno.", "assault", ["Omar Karim"]),
        ("The army shot down nine of 12 drones launched by the Houthis.", "materiel_destroyed", ["the Houthis"]),
        ("A bomb exploded near an M23 patrol in Goma.", "bombing", ["an M23 patrol"]),
        ("A mine went off beneath a truck of the Houthis near Taiz.", "bombing", ["the Houthis"]),
        ("The Houthis lost 40 men near Marib.", "casualty_report", ["The Houthis"]),
        ("The M23, which Kinshasa says is backed by Rwanda, denied it.", "alliance", ["The M23"]),
        ("The army lost territory to Houthi fighters near Marib.", "territory_gain", ["The army"]),
        ("Taliban commander Omar Karim was killed in Helmand.", "casualty_report", ["Omar Karim"]),
        ("Troops clashed with the Houthis near Taiz and seized two trucks.", "materiel_captured", ["the Houthis"]),
        ("Troops took Midi after three days of clashes with the Houthis.", "territory_gain", ["the Houthis"]),
        ("Troops seized a village which had been under rebel control since May.", "territory_gain", ["rebel"]),
    ],
)
def test_who_suffers_is_no_more_than_the_clause_names(tools: Tools, text: str, kind: str, targets: list[str]) -> None:
    """Not who holds the land, but whose post, vehicle or life it is, and against whom the deed was."""
    assert _parties(tools, text, kind)[1] == targets


@pytest.mark.parametrize(
    "speaker",
    [
        "army spokesman Adel Karim",
        "Adel Karim, a spokesman for the Syrian army",
        "the Syrian army's spokesman, Brig. Gen. Adel Karim",
        "an army spokesman",
    ],
)
def test_we_is_the_body_in_the_title_of_who_speaks(tools: Tools, speaker: str) -> None:
    """A person says "we" for those whose spokesman or officer the report calls them."""
    text = f"“We captured the town of Marea,” said {speaker}. Syrian soldiers held Aleppo."
    claim = claims_of(Document(id="d", text=text, sha256="0" * 64), tools)[0]
    assert [actor.name for actor in claim.agents] == ["Syrian government forces"]


@pytest.mark.parametrize(
    "text",
    [
        "An officer put the Houthis' losses at 12 dead and 30 wounded.",
        "The losses of the Houthis amounted to 12 killed and 30 wounded.",
    ],
)
def test_whose_losses_a_number_counts(tools: Tools, text: str) -> None:
    """Told by the verb that gives a side's losses their number."""
    dead, wounded = claims_of(Document(id="d", text=text, sha256="0" * 64), tools)
    for claim, low in ((dead, 12), (wounded, 30)):
        assert [actor.name for actor in claim.targets] == ["Houthis"]
        assert [(loss.group.name, loss.low) for loss in claim.casualties] == [("Houthis", low)]
