"""Where the places of a report are: points where something supports them, areas and unlocated places elsewhere."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sitrep.lexicon.gazetteer import Gazetteer
from sitrep.model.claims import PlaceRef
from sitrep.model.text import Document, Mention, Span
from sitrep.resolve.locate.context import distance
from sitrep.resolve.locate.relate import bearing_of, moved
from sitrep.resolve.places import resolve_places


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.load()


class Report:
    """A text and its place mentions, each found by its words (the nth time they stand there)."""

    def __init__(self, text: str) -> None:
        self.document = Document(id="a.txt", text=text, sha256="0" * 64)
        self.mentions: list[Mention] = []

    def span(self, words: str, nth: int = 0) -> Span:
        found = [match.start() for match in re.finditer(re.escape(words), self.document.text)]
        return Span(start=found[nth], end=found[nth] + len(words), text=words)

    def say(
        self, words: str, name: str = "", head: str = "", relation: str | None = None, anchors: tuple[Mention, ...] = ()
    ) -> Mention:
        """Adds the first phrase of these words behind the last one said."""
        after = self.mentions[-1].span.start if self.mentions else -1
        starts = [match.start() for match in re.finditer(re.escape(words), self.document.text)]
        start = next((place for place in starts if place > after), starts[0])
        at = start + words.index(name) if name else 0
        mention = Mention(
            kind="place", span=Span(start=start, end=start + len(words), text=words), head=head,
            name=Span(start=at, end=at + len(name), text=name) if name else None,
            modifiers=tuple(word.lower() for word in words.replace(name, "").split()[1:-1]) if head else (),
            definite=not words.startswith("a "), relation=relation, anchors=anchors,
            sentence=self.document.text[:start].count(". "),
        )  # fmt: skip
        self.mentions.append(mention)
        return mention

    def resolve(self, gazetteer: Gazetteer) -> dict[Mention, PlaceRef]:
        return resolve_places(self.mentions, self.document, gazetteer)


def one(gazetteer: Gazetteer, text: str, words: str, name: str = "", head: str = "") -> PlaceRef:
    """The place of the only mention of a text."""
    report = Report(text)
    mention = report.say(words, name, head)
    return report.resolve(gazetteer)[mention]


def test_a_known_town_has_its_point(gazetteer: Gazetteer) -> None:
    """A town of the table is exact, with a reason that names the source."""
    ref = one(gazetteer, "Syrian troops left Jisr al-Shughur.", "Jisr al-Shughur", "Jisr al-Shughur")
    assert (ref.id, ref.precision) == ("geonames:169023", "exact")
    assert "GeoNames" in ref.reason


@pytest.mark.parametrize(
    ("words", "head", "ident"),
    [
        ("Idlib city", "city", "geonames:169389"),
        ("Idlib province", "province", "adm1:sy:12"),
        ("Idlib countryside", "countryside", "adm1:sy:12"),
        ("Idlib", "", "geonames:169389"),
    ],
)
def test_the_noun_tells_city_from_province(gazetteer: Gazetteer, words: str, head: str, ident: str) -> None:
    """A bare name is the city; "province" and "countryside" mean the governorate."""
    assert one(gazetteer, f"Shells fell on {words} in Syria.", words, "Idlib", head).id == ident


def test_the_country_of_the_report_decides(gazetteer: Gazetteer) -> None:
    """One name in two wars is each time the place of the country spoken of."""
    lebanese = one(gazetteer, "Lebanese soldiers and Lebanon's police are in Tripoli.", "Tripoli", "Tripoli")
    libyan = one(gazetteer, "Libyan militias in Libya fight over Tripoli.", "Tripoli", "Tripoli")
    assert (lebanese.within or "").split(":")[1] == "lb"
    assert (libyan.within or "").split(":")[1] == "ly"


def test_a_checkpoint_called_after_a_far_city_is_not_that_city(gazetteer: Gazetteer) -> None:
    """ "The Cairo checkpoint" in Syria is nowhere near Egypt."""
    ref = one(
        gazetteer, "Syrian rebels hold the Cairo checkpoint in Syria.", "the Cairo checkpoint", "Cairo", "checkpoint"
    )
    assert (ref.lat, ref.precision) == (None, "unlocated")
    assert ref.id is not None
    assert ref.id.startswith("place:sy:")
    assert "Cairo" in ref.reason


def test_a_bare_namesake_abroad_is_no_point(gazetteer: Gazetteer) -> None:
    """A small place of another country is not meant by a name in this one."""
    ref = one(gazetteer, "Yemeni forces in Yemen shelled Kurylivka.", "Kurylivka", "Kurylivka")
    assert ref.precision == "unlocated"


def test_an_unknown_village_lies_in_the_smallest_area(gazetteer: Gazetteer) -> None:
    """A village that nothing knows keeps an id, has no point, and lies in the province named beside it."""
    report = Report("Syrian jets struck Zalqum in Idlib province.")
    province = report.say("Idlib province", "Idlib", "province")
    report.mentions.clear()
    village = report.say("Zalqum", "Zalqum", relation="in", anchors=(province,))
    ref = report.resolve(gazetteer)[village]
    assert (ref.lat, ref.precision, ref.within) == (None, "unlocated", "adm1:sy:12")
    assert ref.id == "place:sy:zalkum"


@pytest.mark.parametrize("words", ["Zalqum base", "Al Zalqoum camp", "Zalkum military airbase", "the Zalqum barracks"])
def test_a_base_has_one_id_in_every_report(gazetteer: Gazetteer, words: str) -> None:
    """Base, camp and airbase of one name are one place, however it is spelt."""
    *_, noun = words.split()
    name = re.sub(r"^the | (?:military )?\w+$", "", words)
    assert one(gazetteer, f"In Syria, Syrian rebels took {words}.", words, name, noun).id == "place:sy:zalkum-base"


def test_a_base_called_after_a_village_is_near_it(gazetteer: Gazetteer) -> None:
    """A base of no list stands near the village of its name, if that is where the report is."""
    report = Report("Syrian troops left Sarmin base near Idlib city in Syria.")
    base = report.say("Sarmin base", "Sarmin", "base")
    report.say("Idlib city", "Idlib", "city")
    ref = report.resolve(gazetteer)[base]
    assert (ref.precision, ref.kind, ref.id) == ("near", "base", "place:sy:sarmin-base")
    assert ref.radius_km is not None
    assert distance(ref.lat or 0, ref.lon or 0, 35.90, 36.72) < 8


def test_the_base_points_back(gazetteer: Gazetteer) -> None:
    """ "The camp" and "the facility" are the base named before."""
    report = Report("Syrian rebels took the Qarmeed base. They filmed the camp. Dust hid the facility.")
    base = report.say("the Qarmeed base", "Qarmeed", "base")
    camp, facility = report.say("the camp", head="camp"), report.say("the facility", head="facility")
    refs = report.resolve(gazetteer)
    assert refs[base].id == refs[camp].id == refs[facility].id
    assert "the Qarmeed base" in refs[camp].reason


def test_a_first_paragraph_describes_what_a_later_one_names(gazetteer: Gazetteer) -> None:
    """A base south of a city is the one that is later named and said to lie south of that city."""
    report = Report("In Syria a base south of Idlib city fell. The Zalqum base, located south of Idlib city, is large.")
    city = report.say("Idlib city", "Idlib", "city")
    report.mentions.clear()
    first = report.say("a base", head="base", relation="south of", anchors=(city,))
    report.say("Idlib city", "Idlib", "city")
    named = report.say("The Zalqum base", "Zalqum", "base")
    report.say("Idlib city", "Idlib", "city")
    refs = report.resolve(gazetteer)
    assert refs[first].id == refs[named].id == "place:sy:zalkum-base"


def test_a_base_told_apart_is_another_base(gazetteer: Gazetteer) -> None:
    """ "The base west of M" is not the base that was named before."""
    report = Report("Syrian rebels took the Qarmeed base. Troops fortify the base west of Sarmin.")
    named = report.say("the Qarmeed base", "Qarmeed", "base")
    other = report.say("the base", head="base")
    report.say("Sarmin", "Sarmin")
    refs = report.resolve(gazetteer)
    assert refs[other].id != refs[named].id
    assert refs[other].precision == "area"
    assert "west of" in refs[other].name


@pytest.mark.parametrize(("head", "ident"), [("town", "geonames:169023"), ("city", "geonames:169023")])
def test_the_town_points_to_what_the_report_is_about(gazetteer: Gazetteer, head: str, ident: str) -> None:
    """A place that only tells where a road leads is not "the town"."""
    report = Report(f"Syrian rebels took Jisr al-Shughur on the road to Latakia. Jets bombed the {head} in Syria.")
    report.say("Jisr al-Shughur", "Jisr al-Shughur")
    latakia = Mention(kind="place", span=report.span("Latakia"), head="", name=report.span("Latakia"))
    report.say("the road", head="road", relation="to", anchors=(latakia,))
    back = report.say(f"the {head}", head=head)
    assert report.resolve(gazetteer)[back].id == ident


def test_the_provincial_capital_is_the_chief_town(gazetteer: Gazetteer) -> None:
    """After "Idlib province", the provincial capital is Idlib city."""
    report = Report("Fighting in Idlib province of Syria spread. The provincial capital is calm.")
    report.say("Idlib province", "Idlib", "province")
    capital = report.say("The provincial capital", head="capital")
    assert report.resolve(gazetteer)[capital].id == "geonames:169389"


def test_what_follows_a_name_explains_it(gazetteer: Gazetteer) -> None:
    """ "Goma, the provincial capital" is one place, said twice."""
    report = Report("Congolese rebels in the DRC near Rutshuru advanced on Goma, the provincial capital.")
    report.say("Rutshuru", "Rutshuru")
    goma = report.say("Goma", "Goma")
    capital = report.say("the provincial capital", head="capital")
    refs = report.resolve(gazetteer)
    assert refs[capital].id == refs[goma].id


def test_the_capital_is_that_of_the_country_spoken_of(gazetteer: Gazetteer) -> None:
    """Without "provincial", the capital is the country's."""
    report = Report("Libyan forces entered Gharyan, south of Tripoli in Libya. They shelled the capital.")
    report.say("Gharyan", "Gharyan")
    capital = report.say("the capital", head="capital")
    assert report.resolve(gazetteer)[capital].id == "geonames:2210247"


def test_a_dateline_is_not_what_the_report_is_about(gazetteer: Gazetteer) -> None:
    """The town where a report was filed is not "the city" of its body."""
    report = Report("BEIRUT – Syrian rebels took Saraqib. Jets bombed the city in Syria.")
    report.say("BEIRUT", "BEIRUT")
    town = report.say("Saraqib", "Saraqib")
    city = report.say("the city", head="city")
    refs = report.resolve(gazetteer)
    assert refs[city].id == refs[town].id


def test_a_base_elsewhere_is_not_the_one_before(gazetteer: Gazetteer) -> None:
    """ "The base in Aleppo city" is not a base that lies far from Aleppo."""
    report = Report("Syrian rebels took the Qarmeed base. Jets left the base in Aleppo city of Syria.")
    first = report.say("the Qarmeed base", "Qarmeed", "base")
    city = report.say("Aleppo city", "Aleppo", "city")
    report.mentions.pop()
    other = report.say("the base", head="base", relation="in", anchors=(city,))
    refs = report.resolve(gazetteer)
    assert refs[other].id != refs[first].id


def test_a_road_lies_between_its_ends(gazetteer: Gazetteer) -> None:
    """A road of two known ends is an area around its middle, the same in either order."""
    refs = []
    for first, second in (("Ariha", "Saraqib"), ("Saraqib", "Ariha")):
        report = Report(f"Syrian rebels cut the road between {first} and {second} in Syria.")
        ends = tuple(report.say(name, name) for name in (first, second))
        report.mentions.clear()
        road = report.say("the road", head="road", relation="between", anchors=ends)
        refs.append(report.resolve(gazetteer)[road])
    assert refs[0].id == refs[1].id
    assert (refs[0].kind, refs[0].precision) == ("road", "area")


def test_a_direction_gives_an_area(gazetteer: Gazetteer) -> None:
    """ "12 km west of M" lies 12 km west of M, with a radius for the doubt."""
    report = Report("Syrian rebels took a hill 12 km west of Homs in Syria.")
    homs = report.say("Homs", "Homs")
    report.mentions.clear()
    hill = report.say("a hill", head="hill", relation="12 km west of", anchors=(homs,))
    ref = report.resolve(gazetteer)[hill]
    city = gazetteer.get("geonames:169577")
    assert city is not None
    assert ref.precision == "area"
    assert ref.radius_km is not None
    assert (ref.lon or 0) < (city.lon or 0)
    assert abs(distance(ref.lat or 0, ref.lon or 0, city.lat or 0, city.lon or 0) - 12) < 0.5


def test_a_part_stays_a_place_of_its_own(gazetteer: Gazetteer) -> None:
    """The main gate lies within the base and is not the base."""
    report = Report("Syrian rebels stormed the Qarmeed base. They died at the main gate.")
    base = report.say("the Qarmeed base", "Qarmeed", "base")
    gate = report.say("the main gate", head="gate")
    refs = report.resolve(gazetteer)
    assert refs[gate].id not in {None, refs[base].id}
    assert refs[gate].within == refs[base].id


def test_one_name_is_one_place_in_a_report(gazetteer: Gazetteer) -> None:
    """Three spellings in one report are one place."""
    report = Report("In Syria they shelled Mseibeen. Then Musaybin burned. Musaibin fell.")
    names = [report.say(name, name) for name in ("Mseibeen", "Musaybin", "Musaibin")]
    assert len({report.resolve(gazetteer)[name].id for name in names}) == 1


def test_villages_of_one_name_are_not_told_apart_by_chance(gazetteer: Gazetteer) -> None:
    """Where several villages bear a name and nothing decides, there is no point, and the reason says so."""
    ref = one(
        gazetteer, "Ukrainian troops in Ukraine left Novooleksandrivka.", "Novooleksandrivka", "Novooleksandrivka"
    )
    if len({place.id for place in gazetteer.lookup("Novooleksandrivka", "UA")}) > 1:
        assert ref.lat is None or "of this name" in ref.reason


def test_crlf_and_emoji_move_nothing(gazetteer: Gazetteer) -> None:
    """Spans are those of the mention, whatever stands before it."""
    report = Report("🎉\r\n\r\nSyrian rebels took Idlib city.\r\n")
    city = report.say("Idlib city", "Idlib", "city")
    ref = report.resolve(gazetteer)[city]
    assert report.document.text[ref.start : ref.end] == ref.text == "Idlib city"


def test_order_of_mentions_changes_nothing(gazetteer: Gazetteer) -> None:
    """The same mentions in another order give the same places."""
    report = Report("Syrian rebels took the Qarmeed base. They filmed the camp in Idlib province.")
    report.say("the Qarmeed base", "Qarmeed", "base")
    report.say("the camp", head="camp")
    report.say("Idlib province", "Idlib", "province")
    assert resolve_places(report.mentions[::-1], report.document, gazetteer) == report.resolve(gazetteer)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(
    name=st.text(max_size=30), head=st.sampled_from(["", "base", "road", "city", "gate", "province", "plain", "zzz"])
)
def test_every_mention_gets_a_place(gazetteer: Gazetteer, name: str, head: str) -> None:
    """Any words have a reference with a reason, a legal position, and the words they stand for."""
    text = f"In Syria, {name} {head}."
    span = Span(start=10, end=10 + len(name), text=name)
    mention = Mention(kind="place", span=span, head=head, name=span if name else None)
    ref = resolve_places([mention], Document(id="a", text=text, sha256="0"), gazetteer)[mention]
    assert ref.reason
    assert ref.text == text[ref.start : ref.end]
    assert (ref.lat is None) == (ref.lon is None) == (ref.precision == "unlocated")


@pytest.mark.parametrize("name", ["x" * 10_000, "Homs " * 2_000, "\x00", "'; DROP TABLE place;--"])
def test_hostile_names_are_only_names(gazetteer: Gazetteer, name: str) -> None:
    """Long and strange names are unlocated, soon."""
    ref = one(gazetteer, f"In Syria, {name}.", name, name)
    assert ref.precision == "unlocated"


def test_many_mentions_take_little_time(gazetteer: Gazetteer) -> None:
    """Thousands of mentions of one report are resolved in seconds: no step looks at all of them for each."""
    report = Report("Syrian rebels in Syria took Idlib city. " * 300)
    spans = [match.start() for match in re.finditer("Idlib city", report.document.text)]
    for number, start in enumerate(spans):
        name = Span(start=start, end=start + 5, text="Idlib")
        span = Span(start=start, end=start + 10, text="Idlib city")
        report.mentions.append(Mention(kind="place", span=span, head="city", name=name, sentence=number))
    assert len(report.resolve(gazetteer)) == 300


@given(st.floats(-60, 60), st.floats(-170, 170), st.floats(0, 359), st.floats(1, 100))
def test_moving_a_point_keeps_the_distance(lat: float, lon: float, bearing: float, km: float) -> None:
    """A point moved so many km lies so far away, within three per cent."""
    there = moved(lat, lon, bearing, km)
    assert distance(lat, lon, *there) == pytest.approx(km, rel=0.03, abs=0.1)


def test_compass_words_have_bearings() -> None:
    """ "Southwest of" is 225 degrees; "near" has none."""
    assert (bearing_of("southwest of"), bearing_of("12 km north of"), bearing_of("near")) == (225.0, 0.0, None)


def test_a_bare_name_is_the_town_and_not_what_is_called_after_it(gazetteer: Gazetteer) -> None:
    """Jarablus has a crossing; the name alone means the town."""
    ref = one(gazetteer, "Syrian rebels entered Jarablus.", "Jarablus", "Jarablus")
    assert (ref.kind, ref.precision) == ("town", "exact")


def test_rural_damascus_is_the_governorate(gazetteer: Gazetteer) -> None:
    """ "Rural" before a city means the land of its province."""
    assert one(gazetteer, "Syrian jets hit rural Aleppo.", "rural Aleppo", "rural Aleppo").id == "adm1:sy:09"
    assert one(gazetteer, "Syrian jets hit Rural Damascus.", "Rural Damascus", "Rural Damascus").id == "adm1:sy:08"


def test_a_quarter_belongs_to_the_town_that_is_named(gazetteer: Gazetteer) -> None:
    """Aleppo and Damascus both have a Midan; a quarter of neither is no village elsewhere."""
    report = Report(
        "Shells fell in Aleppo city. Later the al-Midan neighbourhood and the Qqronda neighbourhood were hit."
    )
    report.say("Aleppo city", "Aleppo", "city")
    midan = report.say("the al-Midan neighbourhood", "al-Midan", "neighbourhood")
    other = report.say("the Qqronda neighbourhood", "Qqronda", "neighbourhood")
    refs = report.resolve(gazetteer)
    assert refs[midan].within == "adm1:sy:09"
    assert (refs[other].precision, refs[other].within) == ("unlocated", "geonames:170063")


def test_a_small_namesake_far_off_is_no_pin(gazetteer: Gazetteer) -> None:
    """A village of the north is not meant where all else lies in the south."""
    report = Report("Rebels in Syria left Qminas village beside Quneitra and Nawa.")
    village = report.say("Qminas village", "Qminas", "village")
    report.say("Quneitra", "Quneitra")
    report.say("Nawa", "Nawa")
    ref = report.resolve(gazetteer)[village]
    assert ref.precision == "unlocated" and ref.lat is None
    assert "far from all else" in ref.reason


def test_two_names_of_one_place_find_it(gazetteer: Gazetteer) -> None:
    """Lists write old and new names together."""
    assert gazetteer.lookup("Artemivsk (Bakhmut)", "UA")[0].name == "Bakhmut"


@pytest.mark.parametrize("words", ["Kurdish", "Shiite"])
def test_a_people_names_no_town(gazetteer: Gazetteer, words: str) -> None:
    """ "The Kurdish town" is called something else."""
    ref = one(gazetteer, f"The {words} town in Syria was hit.", f"The {words} town", words, "town")
    assert words not in ref.name or ref.id is None
