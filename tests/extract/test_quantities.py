"""How many people have which outcome."""

from __future__ import annotations

import pytest

from sitrep.model.text import Document
from sitrep.resolve.claims import Tools, claims_of


@pytest.mark.parametrize(
    ("text", "losses"),
    [
        ("Soldiers detained the cell leader along with three of his associates.", [1, 3]),
        ("Soldiers detained the cell leader, along with several of his associates.", [1, 2]),
        ("Soldiers captured a rebel commander and two of his associates during a raid.", [1, 2]),
        ("Gunmen killed the mayor together with two guards.", [1, 2]),
        ("The troops attacked the gunmen from the air, killing all four.", [4]),
        ("The firefight resulted in 14 gunmen killed.", [14]),
        ("The battle left two soldiers killed and five wounded.", [2, 5]),
        ("The battle resulted in ten insurgent deaths.", [10]),
    ],
)
def test_people_told_in_one_breath_are_all_counted(tools: Tools, text: str, losses: list[int]) -> None:
    """Company ("along with"), counts of a whole ("all four") and outcomes after a noun ("14 killed")."""
    claims = claims_of(Document(id="d", text=text, sha256="0" * 64), tools)
    assert [loss.low for claim in claims for loss in claim.casualties] == losses


def test_who_enters_wounded_is_not_a_wounded_house(tools: Tools) -> None:
    """A participle after an object tells an outcome only of verbs that leave somebody so."""
    claims = claims_of(Document(id="d", text="The soldier entered the house wounded.", sha256="0" * 64), tools)
    assert not [loss for claim in claims for loss in claim.casualties]


@pytest.mark.parametrize(
    ("text", "losses"),
    [
        ("The air strikes killed 47 people and wounded dozens more.", [("killed", 47, 47), ("wounded", 24, None)]),
        ("Shells killed one soldier and wounded four, the army said.", [("killed", 1, 1), ("wounded", 4, 4)]),
        ("The shelling left 700 people dead and 2,800 wounded.", [("killed", 700, 700), ("wounded", 2800, 2800)]),
        ("Fighting left 14 rebels dead and 20 others injured.", [("killed", 14, 14), ("wounded", 20, 20)]),
        ("Two soldiers were killed, with dozens more missing.", [("killed", 2, 2), ("missing", 24, None)]),
        ("The watchdog had earlier reported 12 dead in the air strikes.", [("killed", 12, 12)]),
        ("The dead in the shelling include nine children.", [("killed", 9, 9)]),
        ("Those killed by the shells include 14 children and four women.", [("killed", 14, 14), ("killed", 4, 4)]),
        ("Two rebel commanders were among those killed.", [("killed", 2, 2)]),
        ("At least six children were among 12 civilians killed by shells.", [("killed", 12, 12)]),
        ("The number of people killed by the shells has risen to 21.", [("killed", 21, 21)]),
        ("The war has claimed more than 100 civilian lives.", [("killed", 100, None)]),
        ("Twelve dead, dozens wounded in shelling of market", [("killed", 12, 12), ("wounded", 24, None)]),
        ("At least 31 dead as shells hit a market", [("killed", 31, None)]),
        ("The battle cost 300 soldiers their lives.", [("killed", 300, 300)]),
        ("The shelling has cost the lives of at least 40 villagers.", [("killed", 40, None)]),
        ("The number of dead from the shelling rose to 61.", [("killed", 61, 61)]),
        ("After the shelling the number of wounded has climbed to 340.", [("wounded", 340, 340)]),
        (
            "Three soldiers were killed, five wounded and two taken prisoner.",
            [("killed", 3, 3), ("wounded", 5, 5), ("captured", 2, 2)],
        ),
        ("Gunmen shot dead the mayor and his bodyguard.", [("killed", 1, 1), ("killed", 1, 1)]),
        (
            "The shells left 45 people dead, including nine children, and about 100 wounded.",
            [("killed", 45, 45), ("wounded", 100, 100)],
        ),
        ("The clinic received 12 bodies and 40 wounded after the shelling.", [("killed", 12, 12), ("wounded", 40, 40)]),
        (
            "Shells killed 70 people, including ten women and three infants, the UN human rights office said.",
            [("killed", 70, 70)],
        ),
        ("Jets bombed the camp, killing 17 people, residents and a rebel group said.", [("killed", 17, 17)]),
        ("A bomber killed himself and seven soldiers.", [("killed", 1, 1), ("killed", 7, 7)]),
        ("Twelve soldiers lost their lives.", [("killed", 12, 12)]),
        ("More than a quarter of a million people have been killed in the war.", [("killed", 250000, None)]),
        ("The raids inflicted dozens of deaths upon the rebels.", [("killed", 24, None)]),
        ("Shells killed seven people, both rebels and villagers.", [("killed", 7, 7)]),
        ("At least 128 troops and militiamen were killed.", [("killed", 128, None)]),
        ("Shells killed a family of six.", [("killed", 6, 6)]),
        ("Ahmed Ali, 33, and his brother were killed by shells.", [("killed", 1, 1), ("killed", 1, 1)]),
        ("Gunmen cut the throats of four farmers.", [("killed", 4, 4)]),
        ("A mine killed two soldiers, and a third was injured.", [("killed", 2, 2), ("wounded", 1, 1)]),
        (
            "The war has killed 900 people and uprooted more than 12,000.",
            [("killed", 900, 900), ("displaced", 12000, None)],
        ),
        (
            "Gunmen ambushed a patrol, killing seven soldiers, wounding 14 and seizing two vehicles.",
            [("killed", 7, 7), ("wounded", 14, 14)],
        ),
        ("Shells hit the school. Rescuers pulled the bodies of six villagers from the rubble.", [("killed", 6, 6)]),
        ("A bomb killed the general and his assistant.", [("killed", 1, 1), ("killed", 1, 1)]),
        ("Medics collected the bodies of 11 soldiers after the battle.", [("killed", 11, 11)]),
        ("Six members of one family were killed by shells.", [("killed", 6, 6)]),
        ("Some 90 percent of those killed by the shells were civilians.", []),
        ("Seven Hezbollah members were killed in the raids.", [("killed", 7, 7)]),
        ("On Monday two PKK members and five Houthi leaders were killed.", [("killed", 2, 2), ("killed", 5, 5)]),
        (
            "At least 15 villagers were killed and many wounded in the shelling.",
            [("killed", 15, None), ("wounded", 1, None)],
        ),
        ("Two policemen were killed and dozens of people wounded.", [("killed", 2, 2), ("wounded", 24, None)]),
        ("Six were killed and eleven hurt by the shells.", [("killed", 6, 6), ("wounded", 11, 11)]),
        (
            "An air strike hit a bus carrying displaced people, killing nine of them.",
            [("killed", 9, 9), ("displaced", 2, None)],
        ),
        (
            "The raid killed two members of the committees and five soldiers.",
            [("killed", 2, 2), ("killed", 5, 5)],
        ),
        (
            "A guard died, bringing to 412 the number of soldiers killed since the war began.",
            [("killed", 1, 1), ("killed", 412, 412)],
        ),
        ("A soldier and two militiamen were killed.", [("killed", 1, 1), ("killed", 2, 2)]),
        ("Forty villagers suffered breathing difficulties after the gas attack.", [("wounded", 40, 40)]),
        (
            "Over 1 000 civilians were killed and thousands more injured.",
            [("killed", 1000, None), ("wounded", 2000, None)],
        ),
        ("Three novices were killed by shells.", [("killed", 3, 3)]),
        ("Gunmen attacked soldiers digging a trench, killing ten.", [("killed", 10, 10)]),
        ("Hospital sources put the death toll from the shelling at 34.", [("killed", 34, 34)]),
        ("Two corporals, Deniz Kaya and Mert Aydin, were martyred in the shelling.", [("killed", 2, 2)]),
        ("Yusuf Hamdan and Karim Hamdan, two brothers, were killed by gunmen.", [("killed", 2, 2)]),
        ("Shells caused the deaths of six members of the army and tribal militias.", [("killed", 6, 6)]),
        ("The rebels seized nine guards and executed them.", [("captured", 9, 9), ("killed", 9, 9)]),
        ("The shells killed two soldiers, and a third was wounded.", [("killed", 2, 2), ("wounded", 1, 1)]),
        ("Police reported 90 suspects arrested and a workshop blown up by troops.", [("captured", 90, 90)]),
        ("Dozens of soldiers and civilians were killed in the fighting.", [("killed", 24, None)]),
        (
            "Shelling killed one civilian and wounded nine others, including a girl.",
            [("killed", 1, 1), ("wounded", 9, 9)],
        ),
        ("A soldier was killed and another wounded in a mortar attack.", [("killed", 1, 1), ("wounded", 1, 1)]),
        (
            "The toll from the raids had risen to 310 dead and 870 wounded.",
            [("killed", 310, 310), ("wounded", 870, 870)],
        ),
        ("Shelling forced nearly half of the population to flee.", []),
        ("Both gunmen were shot dead by police.", [("killed", 2, 2)]),
        (
            "One man was killed and at least four others, including a nurse, were injured when a drone hit a bus.",
            [("killed", 1, 1), ("wounded", 4, None)],
        ),
        ("An air strike killed Samir Haddad, the head of the council.", [("killed", 1, 1)]),
        (
            "Two villagers were killed and four others sustained serious injuries in the shelling.",
            [("killed", 2, 2), ("wounded", 4, 4)],
        ),
        ("The army puts the number of villagers killed by the rebels at 26.", [("killed", 26, 26)]),
    ],
)
def test_a_number_counts_whom_it_stands_with(
    tools: Tools, text: str, losses: list[tuple[str, int | None, int | None]]
) -> None:
    """Bare numbers, numbers told apart from the group, parts not added to the whole, one number for two groups."""
    claims = claims_of(Document(id="d", text=text, sha256="0" * 64), tools)
    assert [(loss.outcome, loss.low, loss.high) for claim in claims for loss in claim.casualties] == losses


@pytest.mark.parametrize(
    "text",
    ["No civilians were injured and the soldiers left.", "No casualties were reported among the soldiers."],
)
def test_nobody_hurt_is_a_denial(tools: Tools, text: str) -> None:
    """A loss that the text says there was not."""
    claims = claims_of(Document(id="d", text=text, sha256="0" * 64), tools)
    found = [claim for claim in claims if claim.type == "casualty_report"]
    assert [claim.status for claim in found] == ["denied"]
    assert not found[0].casualties


@pytest.mark.parametrize(
    ("text", "things"),
    [
        ("The shells damaged several shops and two parked cars.", [("shop", 2, None), ("car", 2, 2)]),
        ("Rockets hit a school, causing great damage.", [("school", 1, 1)]),
        (
            "Soldiers found a rocket-propelled grenade and a mortar round.",
            [("rocket-propelled grenade", 1, 1), ("mortar round", 1, 1)],
        ),
        ("Police seized 200 kg of explosives from the militants.", [("explosive", 1, None)]),
        ("Rebels downed a MiG-23 near Aleppo.", [("MiG-23", 1, 1)]),
        ("Troops found a cache of weapons.", [("cache", 1, 1)]),
        ("The army destroyed two car bombs before they reached their targets.", [("car bomb", 2, 2)]),
        ("The shelling reduced the hospital to rubble.", [("hospital", 1, 1)]),
        ("Several houses collapsed under the shelling.", [("house", 2, None)]),
        (
            "Troops recovered two AK-47 rifles, a machine gun and 340 rounds of ammunition.",
            [("AK-47 rifle", 2, 2), ("machine gun", 1, 1), ("round", 340, 340)],
        ),
        (
            "Shelling damaged more than 20 homes, a gas pipeline and power lines.",
            [("home", 20, None), ("gas pipeline", 1, 1), ("power line", 2, None)],
        ),
        ("The rebels seized two 60 mm mortars and a jammer.", [("mortar", 2, 2), ("jammer", 1, 1)]),
        (
            "Rebels destroyed two cars, a crane and a bus.",
            [("car", 2, 2), ("crane", 1, 1), ("bus", 1, 1)],
        ),
        ("Fighters burned an armoured personnel carrier.", [("armoured personnel carrier", 1, 1)]),
        (
            "Troops destroyed a Leopard 2 tank and two Russian-made howitzers.",
            [("tank", 1, 1), ("howitzer", 2, 2)],
        ),
        (
            "Sappers found a Tor-M2KM anti-aircraft missile system and a jamming gun.",
            [("anti-aircraft missile system", 1, 1), ("jamming gun", 1, 1)],
        ),
        (
            "Weapons seized at the base included three mortars, 37 rifles and a drone.",
            [("mortar", 3, 3), ("rifle", 37, 37), ("drone", 1, 1)],
        ),
        (
            "Police found a weapons cache containing 12 rifles and two pistols.",
            [("weapons cache", 1, 1), ("rifle", 12, 12), ("pistol", 2, 2)],
        ),
        ("A truck and a bus were hit by a drone.", [("truck", 1, 1), ("bus", 1, 1)]),
        ("Warplanes struck two fuel trucks near Djibo.", [("fuel truck", 2, 2)]),
        ("The rebels shot down a government drone.", [("drone", 1, 1)]),
        ("Apartment blocks sustained severe damage in the shelling of Djibo.", [("apartment block", 2, None)]),
        ("Rebels destroyed T-72s and Humvees near Djibo.", [("T-72", 2, None), ("Humvee", 2, None)]),
        ("Residential buildings were destroyed by shells.", [("residential building", 2, None)]),
        ("Air strikes put the bridge out of action.", [("bridge", 1, 1)]),
        ("A missile hit two army trucks near Djibo.", [("army truck", 2, 2)]),
        (
            "Police seized 300 rounds, a pistol and 45 kg of explosives from the militants.",
            [("round", 300, 300), ("pistol", 1, 1), ("explosive", 1, None)],
        ),
        ("The rebels claim to have blown up a troop carrier.", [("troop carrier", 1, 1)]),
        (
            "Rebels destroyed a vehicle carrying a machine gun and a bulldozer.",
            [("vehicle", 1, 1), ("bulldozer", 1, 1)],
        ),
        ("Police confiscated arms from the militants.", [("arms", 1, None)]),
    ],
)
def test_things_are_named_and_counted(
    tools: Tools, text: str, things: list[tuple[str, int | None, int | None]]
) -> None:
    """Items keep the words of their term; weights count nothing; damage falls on what was hit."""
    claims = claims_of(Document(id="d", text=text, sha256="0" * 64), tools)
    (claim,) = [claim for claim in claims if claim.materiel]
    assert claim.type.startswith(("materiel", "air_strike", "bombing", "shelling"))
    assert [(thing.item, thing.low, thing.high) for thing in claim.materiel] == things


def test_damage_told_in_a_participle_is_also_that_of_the_deed(tools: Tools) -> None:
    """Who fires rockets at a town, causing damage to houses, damaged them."""
    text = "Rebels fired rockets at Daraa, killing a woman and causing damage to several houses."
    fired, damage = claims_of(Document(id="d", text=text, sha256="0" * 64), tools)
    assert [thing.item for thing in fired.materiel] == [thing.item for thing in damage.materiel] == ["house"]


@pytest.mark.parametrize(
    "text", ["The army destroyed two car bombs before they reached their targets.", "Soldiers defused a roadside bomb."]
)
def test_a_bomb_that_is_destroyed_did_not_go_off(tools: Tools, text: str) -> None:
    """A device found or made harmless is materiel, no bombing."""
    claims = claims_of(Document(id="d", text=text, sha256="0" * 64), tools)
    assert [claim.type for claim in claims] == ["materiel_destroyed"]


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("The rebels shot down a MiG-23 over Hama.", [("MiG-23", 1)]),
        ("The army destroyed three T-72s and a BM-21 near the village.", [("T-72", 3), ("BM-21", 1)]),
        ("The air force said it had downed 30 of 34 missiles.", [("missile", 30)]),
        ("Troops intercepted 21 drones over the region, the army said.", [("drone", 21)]),
    ],
)
def test_weapons_by_their_mark_and_those_shot_down(tools: Tools, text: str, items: list[tuple[str, int]]) -> None:
    """A mark and a number name a weapon; what is shot down or intercepted is destroyed; "30 of 34" are 30."""
    claims = claims_of(Document(id="d", text=text, sha256="0" * 64), tools)
    assert [(item.item, item.low) for claim in claims for item in claim.materiel] == items


def test_what_a_side_lost_is_its_men_and_its_arms(tools: Tools) -> None:
    """Lost beside men are tanks; lost alone they are a claim of their own."""
    text = "The army lost 40 soldiers, two tanks and a howitzer. The army lost three trucks."
    men, trucks = claims_of(Document(id="d", text=text, sha256="0" * 64), tools)
    assert [(men.type, loss.low) for loss in men.casualties] == [("casualty_report", 40)]
    assert [(thing.item, thing.low) for thing in men.materiel] == [("tank", 2), ("howitzer", 1)]
    assert [(trucks.type, thing.item, thing.low) for thing in trucks.materiel] == [("materiel_destroyed", "truck", 3)]


def test_what_is_taken_with_captives_is_materiel(tools: Tools) -> None:
    """Who captures a jet and its crew has taken both."""
    text = "The rebels captured four pilots and a MiG-29 at the base."
    (claim,) = claims_of(Document(id="d", text=text, sha256="0" * 64), tools)
    assert [loss.low for loss in claim.casualties] == [4]
    assert [(thing.item, thing.outcome) for thing in claim.materiel] == [("MiG-29", "captured")]


def test_others_are_of_those_told_of_right_before(tools: Tools) -> None:
    """A count of "others" has the group of the sentence before it."""
    text = "Shells killed 12 soldiers near Djibo. Another seven were wounded and four others are missing."
    claims = claims_of(Document(id="d", text=text, sha256="0" * 64), tools)
    found = [loss for claim in claims for loss in claim.casualties]
    assert [(loss.outcome, loss.low) for loss in found] == [("killed", 12), ("wounded", 7), ("missing", 4)]
    assert len({loss.group.name for loss in found}) == 1


def test_some_of_those_attacked_are_of_them(tools: Tools) -> None:
    """ "Seven of them" were of the group that was ambushed."""
    text = "The army ambushed a group of rebels near Djibo, and seven of them were killed."
    claims = claims_of(Document(id="d", text=text, sha256="0" * 64), tools)
    losses = [loss for claim in claims for loss in claim.casualties]
    assert [(loss.group.name, loss.low) for loss in losses] == [("jihadists", 7)]


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("The White Helmets said two of its staff were killed by shells.", ["White Helmets"]),
        ("Three rescue workers from the White Helmets were killed by shells.", ["White Helmets"]),
        ("Relatives of soldiers were killed by gunmen.", ["civilians"]),
        ("The rebels lost six men in the fighting.", ["rebels"]),
        ("An estimated 20,000 people fled the fighting.", ["people"]),
        ("Shells killed a soldier and six other people.", ["soldier", "people"]),
        ("Soldiers arrested seven suspected arsonists.", ["suspected arsonists"]),
        ("Gunfire killed nine residents of Djibo, the army said.", ["civilians"]),
        ("The war has claimed thousands of lives.", ["people"]),
        ("The clashes in Djibo have cost hundreds of lives.", ["people"]),
        ("The war has killed a quarter of a million people.", ["people"]),
        ("The army killed a large number of insurgents.", ["insurgents"]),
        ("Most of the insurgents killed in the battle were foreign fighters.", ["insurgents"]),
        ("Militants beheaded the reporter Adel Karim in June.", ["Adel Karim"]),
        ("Close to 900 people have died in the war.", ["people"]),
        ("Half a dozen suspected arsonists were arrested by soldiers.", ["suspected arsonists"]),
        ("Shells hit the camp, leaving five martyrs.", ["people"]),
        ("Between 20 and 30 people were killed by shells.", ["people"]),
        ("A further nine people were killed by shells.", ["people"]),
        ("Shells hit the camp. Fourteen of the dead were insurgents.", ["insurgents"]),
        ("The rebels put their losses at five dead. The army put its own losses at two dead.", ["rebels", "army"]),
        ("A bomb killed eight army and rebel fighters near Djibo.", ["army and rebel fighters"]),
    ],
)
def test_who_suffered_is_named_by_whose_they_are(tools: Tools, text: str, groups: list[str]) -> None:
    """Staff are their body's, men lost are those who lost them; the number is no part of a group's name."""
    claims = claims_of(Document(id="d", text=text, sha256="0" * 64), tools)
    assert [loss.group.name for claim in claims for loss in claim.casualties] == groups


def test_measured_things_go_on_with_a_list(tools: Tools) -> None:
    """ "A number of launchers" is one more thing of the list."""
    text = "Rebels seized seven tanks, six cannons, a number of rocket launchers and a jammer."
    (claim,) = claims_of(Document(id="d", text=text, sha256="0" * 64), tools)
    assert [thing.item for thing in claim.materiel] == ["tank", "cannon", "rocket launcher", "jammer"]


@pytest.mark.parametrize(
    ("text", "losses"),
    [
        ("The militia carried out a massacre of refugees near Djibo.", [("civilians", "killed", 2, None)]),
        ("The murder of three nurses by gunmen shocked the town.", [("civilians", "killed", 3, 3)]),
        (
            "Rebels shelled Djibo, resulting in the martyrdom of two citizens and injuring nine.",
            [("civilians", "killed", 2, 2), ("civilians", "wounded", 9, 9)],
        ),
        (
            "A shell hit the street, injuring a civilian and causing damage to six cars.",
            [("civilians", "wounded", 1, 1)],
        ),
    ],
)
def test_who_suffered_by_nouns_of_killing(
    tools: Tools, text: str, losses: list[tuple[str, str, int, int | None]]
) -> None:
    """A massacre, a murder, a martyrdom kills those behind "of"; what else a shell did takes nobody from the toll."""
    claims = claims_of(Document(id="d", text=text, sha256="0" * 64), tools)
    assert [(x.group.name, x.outcome, x.low, x.high) for claim in claims for x in claim.casualties] == losses


@pytest.mark.parametrize(
    "text",
    [
        "The militia carried out a massacre among the residents, killing six of them.",
        "Warplanes hit the residents' homes, killing six of them.",
    ],
)
def test_six_of_them_are_of_those_beside_or_of_the_owners(tools: Tools, text: str) -> None:
    """Where nobody suffered in the words before "them", it means those who were met, or whose houses were hit."""
    claims = claims_of(Document(id="d", text=text, sha256="0" * 64), tools)
    assert [(x.group.name, x.low) for claim in claims for x in claim.casualties] == [("civilians", 6)]
