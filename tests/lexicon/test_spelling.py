"""One form for the many spellings of a name."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitrep.lexicon.spelling import key, normal_form, sound_form

SAME = [
    ("Mastouma", "Mastuma", "Al Mastoumah", "AL-MASTUMAH", "al-Mastouma", "Mastūmah"),
    ("Jisr al-Shughur", "Jisr ash-Shugour", "Djisr al-Choughour", "Jisr esh Shughour"),
    ("Raqqa", "Ar-Raqqah", "Al Raqqa", "Rakka", "ar-Raqqa"),
    ("Latakia", "Lattakia", "Al-Latakiyah", "Lattakieh"),
    ("Maarrat al-Numan", "Ma'arrat an-Nu'man", "Ma’arat al-Nu‘man", "Maaret al Numan"),
    ("Tell Abyad", "Tal Abyad", "Tel Abyad", "Tall al-Abyaḑ"),
    ("Mykolaiv", "Mykolayiv"),
    ("Zaporizhzhia", "Zaporizhzhya"),
    ("Qandahar", "Kandahar", "Ķandahār"),
    ("Sheikh Maskin", "Shaykh Maskīn", "Cheikh Maskin"),
]
SAME_SOUND = [
    ("Deir ez-Zor", "Dayr az-Zawr"),
    ("Suwayda", "Sweida", "Soueida"),
    ("Shughor", "Shughur"),
    ("Idleb", "Idlib"),
]
NEAR_MISSES = [("Homs", "Hama"), ("Tel Abyad", "Tel Rifaat"), ("Kafr Nabl", "Kafr Nabudah"), ("Mosul", "Mosel Bay")]


@pytest.mark.parametrize("names", SAME, ids=lambda names: names[0])
def test_spellings_of_one_name_have_one_normal_form(names: tuple[str, ...]) -> None:
    """Case, accents, articles, doubled letters and letters for one sound do not make another name."""
    assert {normal_form(name) for name in names} == {normal_form(names[0])}


@pytest.mark.parametrize("names", SAME_SOUND, ids=lambda names: names[0])
def test_vowels_may_differ_in_one_sound(names: tuple[str, ...]) -> None:
    """The sound form joins what differs in the choice of vowel letters only."""
    assert {sound_form(name) for name in names} == {sound_form(names[0])}


@pytest.mark.parametrize(("one", "other"), NEAR_MISSES)
def test_near_misses_differ_in_every_form(one: str, other: str) -> None:
    """Two places that look alike keep two keys."""
    assert key(one) != key(other)


@pytest.mark.parametrize(
    ("native", "latin"), [("المسطومة", "Mastouma"), ("Харків", "Kharkiv"), ("دير الزور", "Deir ez-Zor")]
)
def test_native_script_has_the_key_of_its_transliteration(native: str, latin: str) -> None:
    """A name in Arabic or Cyrillic letters is found by the key of its Latin form."""
    assert key(native) == key(latin)


@given(st.text(max_size=300))
def test_normal_form_is_idempotent(name: str) -> None:
    """The form of a form is that form, whatever the text."""
    form = normal_form(name)
    assert normal_form(form) == form


@given(st.text(alphabet="abcdeghijklmnoqrstuvxyz '-", max_size=40))
def test_normal_form_is_idempotent_on_names(name: str) -> None:
    """The same over texts that look like names."""
    form = normal_form(name)
    assert normal_form(form) == form
    assert sound_form(form) == sound_form(name)


@given(st.text(max_size=60))
def test_coarser_forms_depend_on_the_normal_form_only(name: str) -> None:
    """Names with one normal form have one key: no candidate is lost by spelling."""
    assert key(name) == key(normal_form(name))
    assert sound_form(name) == sound_form(normal_form(name))


@given(st.text(max_size=60))
def test_forms_are_plain(name: str) -> None:
    """Only lower-case ASCII letters, digits and single spaces come out."""
    form = normal_form(name)
    assert form == " ".join(form.split())
    assert all(char == " " or (char.isascii() and char.isalnum() and char == char.lower()) for char in form)


@pytest.mark.parametrize("name", ["", " ", "😀", "---", "’ʿ", "\n\r\n", "\x00"])
def test_what_is_no_name_has_no_form(name: str) -> None:
    """No letters, no form and no key."""
    assert (normal_form(name), key(name)) == ("", "")


@pytest.mark.parametrize(
    "name", ["a" * 10_000, "al " * 4_000, "iy" * 5_000, "Homs😀" * 2_000, "ئ" * 10_000, "jia" * 3_000]
)
def test_long_names_cost_little(name: str) -> None:
    """Ten thousand characters are read in well under a second."""
    began = time.perf_counter()
    form = normal_form(name)
    assert normal_form(form) == form
    assert time.perf_counter() - began < 1


def test_an_article_alone_is_a_name() -> None:
    """What is left when everything is an article stays."""
    assert normal_form("Al") == "al"
