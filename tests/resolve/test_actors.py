"""Mentions to actors: each test reads a short report of our own words."""

from __future__ import annotations

import datetime as dt
import time
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitrep.lexicon.rosters import Roster
from sitrep.model.claims import ActorRef
from sitrep.model.text import Document, Mention, Span
from sitrep.resolve.actors import document_countries, referents, resolve_actors


@cache
def roster() -> Roster:
    return Roster.load()


def report(text: str, outlet: str | None = None, published: dt.date | None = dt.date(2015, 4, 27)) -> Document:
    return Document(id="report", text=text, sha256="", outlet=outlet, published=published)


def at(document: Document, words: str, nth: int = 0) -> Span:
    """The nth place of the words in the document."""
    start = -1
    for _ in range(nth + 1):
        start = document.text.index(words, start + 1)
    return Span(start=start, end=start + len(words), text=words)


def mention(document: Document, words: str, nth: int = 0, **fields: object) -> Mention:
    """A mention as the reader makes it: `name` as words, `head` the lemma of a common noun, sentences by full stops."""
    span = at(document, words, nth)
    name = fields.pop("name", None)
    if isinstance(name, str):
        start = span.start + words.index(name)
        fields["name"] = Span(start=start, end=start + len(name), text=name)
    given = {"kind": "actor", "head": "", "definite": words[:4].lower() in {"the ", "its "}} | fields
    return Mention(span=span, sentence=document.text.count(".", 0, span.start), **given)  # type: ignore[arg-type]


def named(document: Document, words: str, nth: int = 0, **fields: object) -> Mention:
    """A mention that is a bare name."""
    return mention(document, words, nth, **({"name": words, "definite": True} | fields))


def resolved(document: Document, *mentions: Mention) -> list[ActorRef]:
    """The answers in the order of the mentions given."""
    found = resolve_actors(mentions, document, roster())
    return [found[each] for each in mentions]


def ids(document: Document, *mentions: Mention) -> list[str | None]:
    return [ref.id for ref in resolved(document, *mentions)]


def test_a_name_gets_its_id_canonical_name_and_reason() -> None:
    """Whatever the spelling; the words stay beside it."""
    document = report("Jabhat an-Nusra took the hill.")
    (ref,) = resolved(document, named(document, "Jabhat an-Nusra"))
    assert (ref.id, ref.name, ref.text) == ("al-nusra-front", "Al-Nusra Front", "Jabhat an-Nusra")
    assert document.text[ref.start : ref.end] == ref.text
    assert "roster" in ref.reason


def test_fighters_and_coalitions_of_a_name_are_the_named() -> None:
    """ "Army of Conquest fighters" and "the Jaysh al-Fatah coalition" are one actor."""
    document = report("Army of Conquest fighters met the Jaysh al-Fatah coalition near Idlib.")
    found = ids(
        document,
        mention(document, "Army of Conquest fighters", name="Army of Conquest", head="fighter", plural=True),
        mention(document, "the Jaysh al-Fatah coalition", name="Jaysh al-Fatah", head="coalition"),
    )
    assert found == ["army-of-conquest", "army-of-conquest"]


def test_a_group_that_the_roster_lacks_is_unlisted_under_one_id() -> None:
    """Never nothing, and the same id in another spelling."""
    document = report("The Lions of Zarzur Brigade attacked. Later the Lions of Zarzour Brigade withdrew.")
    first, second = resolved(
        document, named(document, "Lions of Zarzur Brigade"), named(document, "Lions of Zarzour Brigade")
    )
    assert first.id == second.id == "unlisted:lions-of-zarzur-brigade"
    assert first.name == "Lions of Zarzur Brigade"


def test_a_commander_is_somebody_of_the_group() -> None:
    """He is not the group, but "we" in his mouth is."""
    document = report("“We hold the hill,” a commander in the Army of Conquest said in Idlib. The officer left.")
    group = named(document, "the Army of Conquest", name="Army of Conquest")
    commander = mention(
        document,
        "a commander in the Army of Conquest",
        head="commander",
        relation="in",
        anchors=(group,),
        role="subject",
    )
    we = mention(document, "We", head="we", plural=True, speaker=commander)
    officer = mention(document, "The officer", head="officer")
    refs = resolved(document, we, commander, group, officer)
    assert refs[0].id == "army-of-conquest"
    assert (refs[1].id, refs[1].name) == (None, "a commander in the Army of Conquest")
    assert refs[3].name == "a commander in the Army of Conquest"


def test_a_group_before_the_noun_is_the_persons_group() -> None:
    """ "An Al-Nusra commander" is no Al-Nusra."""
    document = report("An Al-Nusra commander spoke in Idlib.")
    (ref,) = resolved(document, mention(document, "An Al-Nusra commander", name="Al-Nusra", head="commander"))
    assert (ref.id, ref.name) == (None, "an Al-Nusra commander")


@pytest.mark.parametrize(
    ("country", "words", "head", "actor_id"),
    [
        ("Idlib in Syria", "regime troops", "troops", "sy-government-forces"),
        ("Idlib in Syria", "pro-regime soldiers", "soldier", "sy-government-forces"),
        ("Idlib in Syria", "the army", "army", "sy-government-forces"),
        ("Idlib in Syria", "helicopters", "helicopter", "sy-government-forces"),
        ("Idlib in Syria", "the rebels", "rebel", "sy-rebels"),
        ("Idlib in Syria", "Russian warplanes", "warplane", "ru-forces"),
        ("Idlib in Syria", "coalition jets", "jet", "us-led-coalition"),
        ("Idlib in Syria", "Kurdish fighters", "fighter", "sy-kurdish-forces"),
        ("Idlib in Syria", "anti-government forces", "force", "sy-rebels"),
        ("Mosul in Iraq", "government forces", "force", "iq-forces"),
        ("Mosul in Iraq", "Kurdish fighters", "fighter", "peshmerga"),
        ("Helmand in Afghanistan", "coalition forces", "force", "isaf"),
        ("Helmand in Afghanistan", "Afghan police", "police", "afghan-national-police"),
        ("Helmand in Afghanistan", "several insurgents", "insurgent", "af-insurgents"),
        ("Donetsk in Ukraine", "pro-Russian rebels", "rebel", "ua-separatists"),
        ("Taiz in Yemen", "coalition warplanes", "warplane", "saudi-led-coalition"),
        ("Maiduguri in Nigeria", "troops", "troop", "ng-forces"),
    ],
)
def test_generic_phrases_mean_the_parties_of_the_reports_war(
    country: str, words: str, head: str, actor_id: str
) -> None:
    """The country comes from the report, the party from noun and adjective."""
    document = report(f"In {country} there was fighting. Then {words} moved.", published=dt.date(2015, 5, 1))
    if actor_id == "isaf":
        document = report(document.text, published=dt.date(2010, 9, 1))
    assert ids(document, mention(document, words, head=head, plural=words != "the army")) == [actor_id]


def test_without_a_country_a_generic_phrase_stays_generic() -> None:
    """No id and its own words, and the reason says so."""
    document = report("Then government forces moved.")
    (ref,) = resolved(document, mention(document, "government forces", head="force", plural=True))
    assert (ref.id, ref.name) == (None, "government forces")
    assert ref.reason


def test_the_caller_may_know_the_countries_better() -> None:
    """Places resolved elsewhere decide what the words leave open."""
    document = report("Then government forces moved.")
    forces = mention(document, "government forces", head="force", plural=True)
    assert (
        resolve_actors([forces], document, roster(), ["LY"])[forces].id
        == roster().role("LY", "forces", document.published).id
    )  # type: ignore[union-attr]


def test_unidentified_warplanes_are_nobodys() -> None:
    """What the report does not know is not guessed."""
    document = report("Unidentified warplanes bombed Idlib in Syria.")
    assert ids(document, mention(document, "Unidentified warplanes", head="warplane", plural=True)) == [None]


@pytest.mark.parametrize(
    ("text", "words", "actor_id"),
    [
        ("Drones hit an oil depot in Ukraine.", "Drones", None),
        ("Warplanes bombed a bridge in Ukraine.", "Warplanes", None),
        ("Warplanes bombed a suburb of Beirut, Lebanon.", "Warplanes", "israeli-forces"),
        ("Warplanes bombed a market in Syria.", "Warplanes", "sy-government-forces"),
    ],
)
def test_bare_aircraft_are_those_that_fly_over_the_country(text: str, words: str, actor_id: str | None) -> None:
    """Drones are anybody's; over Ukraine nobody can tell, over Lebanon the jets are Israel's, over Syria the state's."""
    document = report(text)
    head = words.lower().removesuffix("s")
    assert ids(document, mention(document, words, head=head, plural=True)) == [actor_id]


def test_soldiers_of_two_warring_states_are_told_apart_or_left_open() -> None:
    """In a report with Russian and Ukrainian forces "soldiers" may be either's."""
    document = report("Russian forces met Ukrainian forces near Bakhmut in Ukraine. Ten soldiers died.")
    russian = mention(document, "Russian forces", head="force", plural=True)
    ukrainian = mention(document, "Ukrainian forces", head="force", plural=True)
    soldiers = mention(document, "Ten soldiers", head="soldier", plural=True)
    assert ids(document, russian, ukrainian, soldiers) == ["ru-forces", "ua-forces", None]


def test_the_group_points_back_by_kind() -> None:
    """ "The monitoring group" is the monitor, "the group" the armed group, "the outlet" the outlet."""
    document = report(
        "The Syrian Observatory for Human Rights said Al-Nusra Front attacked, Anadolu wrote. "
        "The group won. The monitoring group agreed. The outlet did too. It is gone."
    )
    found = ids(
        document,
        named(document, "Syrian Observatory for Human Rights", role="subject"),
        named(document, "Al-Nusra Front", role="subject"),
        named(document, "Anadolu", role="subject"),
        mention(document, "The group", head="group", role="subject"),
        mention(document, "The monitoring group", head="group", modifiers=("monitoring",), role="subject"),
        mention(document, "The outlet", head="outlet", role="subject"),
    )
    assert found == ["sohr", "al-nusra-front", "anadolu", "al-nusra-front", "sohr", "anadolu"]


def test_a_linked_group_is_one_that_is_linked() -> None:
    """ "The Al-Qaeda-linked group" is not al-Qaeda and not just any group."""
    document = report("Al-Nusra Front advanced in Idlib. Ahrar al-Sham followed. The Al-Qaeda-linked group rejoiced.")
    found = ids(
        document,
        named(document, "Al-Nusra Front", role="subject"),
        named(document, "Ahrar al-Sham", role="subject"),
        mention(document, "The Al-Qaeda-linked group", name="Al-Qaeda", head="group"),
    )
    assert found[2] == "al-nusra-front"


def test_what_belongs_to_an_actor_is_the_actor_but_allies_are_not() -> None:
    """ "Its fighters", "its allies", "Assad's forces"."""
    document = report("In Syria Ahrar al-Sham said its fighters and its allies beat Assad’s forces.")
    group = named(document, "Ahrar al-Sham", role="subject")
    its, other = mention(document, "its", head="its"), mention(document, "its", 1, head="its")
    fighters = mention(document, "its fighters", head="fighter", plural=True, possessor=its)
    allies = mention(document, "its allies", head="ally", plural=True, possessor=other)
    assad = named(document, "Assad")
    forces = mention(document, "Assad’s forces", head="force", plural=True, possessor=assad)
    refs = resolved(document, group, its, fighters, allies, assad, forces)
    assert [ref.id for ref in refs] == ["ahrar-al-sham"] * 3 + [None, "bashar-al-assad", "sy-government-forces"]
    assert refs[3].name == "allies of Ahrar al-Sham"


@pytest.mark.parametrize(
    ("speaker", "words", "actor_id"),
    [
        ("SANA", "terrorists", None),
        ("Ahrar al-Sham", "the mercenaries", "sy-government-forces"),
        ("Ahrar al-Sham", "the Nusairi army", "sy-government-forces"),
        ("Reuters", "terrorists", None),
    ],
)
def test_partisan_words_are_resolved_by_who_says_them(speaker: str, words: str, actor_id: str | None) -> None:
    """And they are never the shown name, save in quotation marks."""
    document = report(f"{speaker} said in Syria that {words} fled.")
    source = named(document, speaker, role="subject")
    head = words.removesuffix("s").split()[-1].removesuffix("ie").replace("mercenar", "mercenary")
    labelled = mention(document, words, head=head, plural=head != "army", speaker=source)
    _, ref = resolved(document, source, labelled)
    assert ref.id == actor_id
    assert words.removeprefix("the ") not in ref.name or ref.name.startswith("“")


def test_a_label_keeps_its_word_until_the_report_names_who_is_meant() -> None:
    """ "Terrorists" of a state agency may be anybody whom the state fights; after one named group they are that group."""
    alone = report("Terrorists shelled Aleppo in Syria.", outlet="sana")
    (ref,) = resolved(alone, mention(alone, "Terrorists", head="terrorist", plural=True))
    assert (ref.id, ref.name) == (None, "“Terrorists”")
    assert "said by SANA" in ref.reason
    told = report("ISIL attacked a village in Syria. The terrorists fled.", outlet="sana")
    group, label = named(told, "ISIL", role="subject"), mention(told, "The terrorists", head="terrorist", plural=True)
    assert ids(told, group, label) == ["islamic-state"] * 2


def test_measures_before_a_noun_are_no_part_of_it() -> None:
    """ "A group of terrorists" are terrorists, "a number of civilians" civilians."""
    document = report("In Syria a group of terrorists shot a number of civilians.")
    refs = resolved(
        document,
        mention(document, "a group of terrorists", head="terrorist", plural=True),
        mention(document, "a number of civilians", kind="people", head="civilian", plural=True),
    )
    assert [ref.name for ref in refs] == ["“terrorists”", "civilians"]


@pytest.mark.parametrize("words", ["Mondays", "scores", "anti-government", "At"])
def test_days_counts_and_attitudes_are_nobody(words: str) -> None:
    """They get no id, and the claim leaves them out."""
    document = report(f"{words} fell in Syria.")
    one = mention(document, words, head=words.lower(), plural=True)
    found = referents([one], document, roster())[one]
    assert (found.kind, found.ref.id) == ("nobody", None)


@pytest.mark.parametrize(
    ("text", "words", "actor_id"),
    [
        ("Syrias National Defence Forces left a village.", "Syrias", "national-defence-forces"),
        ("Syrias Al-Qaeda-affiliated Al-Nusra Front fired in Syria.", "Syrias", "al-nusra-front"),
        ("In Syria the Assad regime fired.", "Assad", "sy-government"),
        ("In Syria Rami Abdul Rahman spoke.", "Rami Abdul Rahman", "rami-abdel-rahman"),
        ("Syrias war goes on.", "Syrias", None),
    ],
)
def test_a_cut_name_is_read_with_the_words_around_it(text: str, words: str, actor_id: str | None) -> None:
    """Lost apostrophes and half names: what stands beside them decides; nothing there, nobody meant."""
    document = report(text)
    assert ids(document, named(document, words)) == [actor_id]


def test_a_state_written_in_capitals_owns_its_jets() -> None:
    """ "US jets" in a report on Syria are not Syria's."""
    document = report("US jets struck Raqqa in Syria.", published=dt.date(2017, 10, 3))
    assert ids(document, mention(document, "US jets", name="US", head="jet", plural=True)) == ["us-forces"]


def test_a_ministry_speaks_for_its_state() -> None:
    """Whole, or cut at its "and"."""
    document = report("The Syrian Ministry of Foreign Affairs and Expatriates complained to Iraq.")
    whole = mention(document, "The Syrian Ministry of Foreign Affairs", name="Foreign Affairs", head="ministry")
    rest = mention(document, "Expatriates", kind="people", head="expatriate", plural=True)
    assert ids(document, whole, rest) == ["sy-government"] * 2


def test_a_title_beside_a_name_is_that_person() -> None:
    """Before the name, after it, and with the name read as what the title belongs to."""
    document = report(
        "A relief official Samir al-Khatib spoke in Syria. Activist Nadim Farouk, director of a clinic, agreed, as did "
        "the director of the Syrian Observatory for Human Rights Rami Abdel Rahman."
    )
    rami = named(document, "Rami Abdel Rahman")
    refs = resolved(
        document,
        mention(document, "A relief official", head="official"),
        mention(document, "Activist Nadim Farouk", name="Nadim Farouk", head="activist"),
        mention(document, "director of a clinic", head="director"),
        mention(
            document,
            "the director of the Syrian Observatory for Human Rights Rami Abdel Rahman",
            head="director",
            relation="of",
            anchors=(rami,),
        ),
    )
    assert [ref.id for ref in refs] == [
        "person:samir-katib", "person:nadim-faruk", "person:nadim-faruk", "rami-abdel-rahman"
    ]  # fmt: skip


def test_what_says_something_is_a_voice_first() -> None:
    """ "It said" is the monitor that spoke, not the group spoken of; "the report" is what it gave."""
    document = report(
        "The Syrian Observatory for Human Rights said Al-Nusra Front fired in Syria. It said two died. The report ended."
    )
    found = ids(
        document,
        named(document, "Syrian Observatory for Human Rights", role="subject"),
        named(document, "Al-Nusra Front", role="subject"),
        mention(document, "It", head="it", role="subject"),
        mention(document, "The report", head="report", role="subject"),
    )
    assert found == ["sohr", "al-nusra-front", "sohr", "sohr"]


def test_the_force_is_the_force_and_not_whom_it_fights() -> None:
    """ "The force" after a security force and the Taliban."""
    document = report(
        "In Afghanistan a security force sought the Taliban. The force left.", published=dt.date(2010, 9, 1)
    )
    found = ids(
        document,
        mention(document, "a security force", head="force", modifiers=("security",), role="subject"),
        named(document, "Taliban", role="object"),
        mention(document, "The force", head="force", role="subject"),
    )
    assert found[2] == found[0] != "taliban"


def test_a_surname_points_back_to_the_full_name() -> None:
    """ "Barakat" after "Nizar Barakat" is the same person."""
    document = report("Activist Nizar Barakat filmed in Idlib. Barakat left.")
    first, second = resolved(
        document,
        mention(document, "Activist Nizar Barakat", name="Nizar Barakat", head="activist"),
        named(document, "Barakat", 1),
    )
    assert first.id == second.id == "person:nizar-barakat"
    assert second.name == "Nizar Barakat"


def test_a_pronoun_takes_the_fitting_actor() -> None:
    """ "He" is a person, "they" may be a group; nobody told, nobody meant."""
    document = report("He ran. Hamas spoke to Yahya Salih in Gaza. They left. He stayed.")
    refs = resolved(
        document,
        mention(document, "He", head="he", role="subject"),
        named(document, "Hamas", role="subject"),
        mention(document, "Yahya Salih", name="Yahya Salih", head="commander"),
        mention(document, "They", head="they", plural=True, role="subject"),
        mention(document, "He", 1, head="he", role="subject"),
    )
    assert refs[0].id is None
    assert refs[3].id == "hamas"


def test_an_object_pronoun_is_not_its_own_subject() -> None:
    """ "Them" in "Ahrar al-Sham pursued them" are others; "itself" is the subject."""
    document = report("Regime troops fled in Syria. Ahrar al-Sham pursued them and praised itself.")
    found = ids(
        document,
        mention(document, "Regime troops", head="troops", plural=True, role="subject"),
        named(document, "Ahrar al-Sham", role="subject"),
        mention(document, "them", head="them", plural=True, role="object"),
        mention(document, "itself", head="itself", role="object"),
    )
    assert found == ["sy-government-forces", "ahrar-al-sham", "sy-government-forces", "ahrar-al-sham"]


def test_civilians_belong_to_the_country_and_keep_other_words() -> None:
    """ "Civilians" is the name of civilians; residents stay residents; of "people" nothing is known."""
    document = report("In Idlib in Syria 12 civilians, three residents and five people died.")
    refs = resolved(
        document,
        mention(document, "12 civilians", kind="people", head="civilian", plural=True),
        mention(document, "three residents", kind="people", head="resident", plural=True),
        mention(document, "five people", kind="people", head="people", plural=True),
    )
    assert [(ref.id, ref.name) for ref in refs] == [
        ("civilians:SY", "civilians"), ("civilians:SY", "residents"), (None, "people")
    ]  # fmt: skip


def test_names_shared_by_countries_are_told_apart_by_the_report() -> None:
    """The AA of a report on Rakhine is the Arakan Army."""
    document = report("The AA took a base in Rakhine in Myanmar.", published=dt.date(2024, 2, 1))
    assert ids(document, named(document, "AA")) == ["arakan-army"]


def test_a_name_from_the_future_is_not_given_to_the_past() -> None:
    """A report of 2013 cannot mean an alliance founded in 2018 by a name that an older one bore."""
    document = report("The Syrian Liberation Front attacked.", published=dt.date(2013, 1, 1))
    assert ids(document, named(document, "Syrian Liberation Front")) == ["syrian-islamic-liberation-front"]


def test_countries_come_from_names_and_words_the_war_before_foreign_states() -> None:
    """A report on Syria that speaks of Russia and America is about Syria."""
    document = report("Russia and the United States met over Syria. Russia bombed Idlib. Ahrar al-Sham fled.")
    mentions = [named(document, "Ahrar al-Sham")]
    assert document_countries(document, mentions, roster())[0] == "SY"
    assert document_countries(report("Nothing of the kind."), [], roster()) == ()


def test_places_and_things_are_left_alone() -> None:
    """Only actors and people get an answer."""
    document = report("Idlib fell.")
    assert resolve_actors([mention(document, "Idlib", kind="place")], document, roster()) == {}


def test_mentions_within_themselves_end() -> None:
    """A possessor's possessor: resolved from the inside out, and once."""
    document = report("its " * 60 + "forces moved in Syria.")
    inner: Mention | None = None
    for nth in range(60):
        inner = mention(document, "its", nth, head="its", possessor=inner)
    assert inner is not None
    assert len(resolve_actors([inner], document, roster())) == 1


@given(
    st.text(min_size=1, max_size=60),
    st.text(max_size=12),
    st.booleans(),
    st.booleans(),
    st.sampled_from(["actor", "people"]),
    st.sampled_from([(), ("SY",), ("UA", "RU"), ("ZZ",)]),
)
def test_any_words_give_one_answer_with_words_and_reason(
    text: str, head: str, definite: bool, is_name: bool, kind: str, countries: tuple[str, ...]
) -> None:
    """Hostile text is text: every mention gets a name, a reason and its own characters, the same each time."""
    document = report(text)
    span = Span(start=0, end=len(text), text=text)
    one = Mention(
        kind=kind,
        span=span,
        head=head,
        definite=definite,
        name=span if is_name else None,  # type: ignore[arg-type]
    )
    first = resolve_actors([one], document, roster(), countries)
    assert first == resolve_actors([one], document, roster(), countries)
    ref = first[one]
    assert ref.name and ref.reason
    assert document.text[ref.start : ref.end] == ref.text == text


def test_a_hostile_document_is_resolved_in_bounded_time() -> None:
    """Thousands of mentions and phrases of a megabyte."""
    document = report("the group fought the rebels near Idlib. " * 1_000 + "x" * 1_000_000)
    mentions = [mention_at(document, at_, at_ + 9, "group") for at_ in range(0, 40_000, 40)]
    long = Span(start=40_000, end=1_040_000, text=document.text[40_000:1_040_000])
    mentions.append(Mention(kind="actor", span=long, head="", name=long))
    began = time.perf_counter()
    assert len(resolve_actors(mentions, document, roster())) == len(mentions)
    assert time.perf_counter() - began < 10


def mention_at(document: Document, start: int, end: int, head: str) -> Mention:
    span = Span(start=start, end=end, text=document.text[start:end])
    return Mention(kind="actor", span=span, head=head, definite=True, sentence=start // 40)


def test_a_country_that_the_roster_lacks_is_told_by_its_code() -> None:
    """A report whose places lie where no war is listed gets an answer with a reason."""
    document = report("Separatist forces shelled the town. Rebel fighters left.")
    told = (mention(document, "Separatist forces", head="force"), mention(document, "Rebel fighters", head="fighter"))
    found = resolve_actors(told, document, roster(), ("XX",))
    assert all(found[each].reason for each in told)


def test_a_ministry_keeps_its_own_name() -> None:
    """Who says it is shown as the report does; the id is that of the state it speaks for."""
    document = report("The Syrian Foreign Ministry said that Idlib was calm.")
    ref = resolved(document, named(document, "Syrian Foreign Ministry"))[0]
    assert (ref.id is not None, ref.name) == (True, "Syrian Foreign Ministry")


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("A source at the Tarn Police Command said so.", "A source", "a source at the Tarn Police Command"),
        ("A source said so.", "A source", "a source"),
        ("The UN envoy in Syria Ali al-Karim said so.", "The UN envoy", "Ali al-Karim"),
    ],
)
def test_who_speaks_is_named_as_far_as_the_report_does(text: str, words: str, name: str) -> None:
    """The body behind "a source", and the name behind a title and its place."""
    document = report(text)
    head = words.split()[-1]
    assert resolved(document, mention(document, words, head=head))[0].name == name
