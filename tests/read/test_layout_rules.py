"""The rules of segments.yml do what their examples say."""

from __future__ import annotations

from pathlib import Path

import pytest

from sitrep.errors import LexiconError
from sitrep.read.layout.rules import Rule, find, load_rules

EXAMPLES = [(rule, words) for rule in load_rules().rules for words in rule.examples]
COUNTEREXAMPLES = [(rule, words) for rule in load_rules().rules for words in rule.not_examples]


@pytest.mark.parametrize(("rule", "words"), EXAMPLES, ids=lambda value: getattr(value, "id", value))
def test_an_example_fits_its_rule(rule: Rule, words: str) -> None:
    """Each example of the file is found by the rule that it stands for."""
    assert find(rule, words, 0, len(words)) is not None


@pytest.mark.parametrize(("rule", "words"), COUNTEREXAMPLES, ids=lambda value: getattr(value, "id", value))
def test_a_counterexample_does_not_fit_its_rule(rule: Rule, words: str) -> None:
    """Each counter-example of the file is passed over by the rule that it warns of."""
    assert find(rule, words, 0, len(words)) is None


def test_every_rule_has_examples_of_both_sorts() -> None:
    """A rule without a counter-example has not been thought through."""
    assert [rule.id for rule in load_rules().rules if not rule.examples or not rule.not_examples] == []


def test_rules_have_names_of_their_own() -> None:
    """No two rules share an id."""
    ids = [rule.id for rule in load_rules().rules]
    assert len(ids) == len(set(ids))


def test_a_rule_that_uses_an_unknown_list_is_named(tmp_path: Path) -> None:
    """The error tells the file, the rule, the unknown list and the known ones."""
    rule = "{id: r, kind: body, scope: line, pattern: '<<nobody>>', examples: [], not_examples: []}"
    names = ("verbs", "never_end", "before_number", "may_end", "starters", "fillers", "agencies", "weekdays")
    (tmp_path / "s.yml").write_text(
        f"version: 1\nwords: {{{', '.join(f'{name}: []' for name in names)}}}\nrules: [{rule}]\n"
    )
    with pytest.raises(LexiconError, match=r"s\.yml: rule r uses the unknown list nobody; known: verbs"):
        load_rules(tmp_path / "s.yml")


def test_a_field_of_the_wrong_type_is_named_with_its_line(tmp_path: Path) -> None:
    """A mistake in the file is told with file and line."""
    (tmp_path / "s.yml").write_text("version: one\nwords: {}\nrules: []\n")
    with pytest.raises(LexiconError, match=r"s\.yml: line 1"):
        load_rules(tmp_path / "s.yml")
