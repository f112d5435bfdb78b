"""Numbers as reports write them: "at least 15", "two dozen", "10,000", "between 20 and 30", "dozens of"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from spacy.tokens import Token

from sitrep.lexicon.files import DATA, read_yaml
from sitrep.model.record import Record

#: "Handed over 20 vehicles" are 20.
NOT_ABOUT = r"(?<!handed )(?<!turned )(?<!taken )"


class NumberFile(Record, forbid_unknown_fields=True):
    """data/numbers.yml as it stands."""

    exactly: Mapping[str, int]
    scales: Mapping[str, int]
    about: Mapping[str, tuple[str, ...]]
    vague: Mapping[str, int]
    few: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Counted:
    """A number in a text: its characters and bounds; `high` None: open above; `low` None: open below.

    `few` where the words only say that there are some ("several", "a number of").
    """

    start: int
    end: int
    low: int | None
    high: int | None
    few: bool = False


class Numbers:
    """Finds and reads numbers; made once from the word lists."""

    def __init__(self, file: NumberFile) -> None:
        self.file = file

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        words = sorted([*self.file.exactly, *self.file.scales], key=len, reverse=True)
        word = "|".join(map(re.escape, words))
        digits = r"\d{1,3}(?:[,\u202f\u00a0]\d{3})+|\d{1,3}(?: \d{3})+(?![\d,.])|\d+(?:\.\d+)?"
        one = rf"(?:(?:{digits}|{word})(?:[\s-](?:{word}))*)"
        # "41 of 56 drones" are 41, "62 of the drones" 62
        whole = rf"(?:\s+(?:out\s+)?of\s+(?:the\s+)?{one}(?=\s+[A-Za-z])|(?<!\bone)\s+of\s+the(?=\s+[a-z]))"
        about = "|".join(re.escape(w) for w in sorted(sum(self.file.about.values(), ()), key=len, reverse=True))
        vague = "|".join(re.escape(w) for w in sorted(self.file.vague, key=len, reverse=True))
        few = "|".join(re.escape(w) for w in sorted(self.file.few, key=len, reverse=True))
        return re.compile(
            rf"\b(?:(?P<between>between)\s+(?P<a>{one})\s+and\s+(?P<b>{one})"
            rf"|(?:{NOT_ABOUT}(?P<about>(?:{about})(?:\s+(?:{about}))?)\s+)?"
            rf"(?:(?P<from>{one})(?:\s+(?:to|or)\s+|\s*[-–]\s*(?=\d))(?P<to>{one})"
            rf"|(?:a\s+)?(?P<one>{one}){whole}?|(?P<vague>{vague})(?:\s+of)?)"
            rf"|(?P<few>{few}))\b(?!(?<=groups of) \w+ing\b)(?![-–]?(?:year|day|month|week|hour)s?[-\s]old)",
            re.IGNORECASE,
        )

    def find(self, text: str) -> Iterator[Counted]:
        """Every number of the text, in order. Bare "one" and ordinals are left out: they rarely count."""
        for match in self._pattern.finditer(text):
            counted = self._read(match)
            if counted is not None and not _in_name(text, match.start(), match.end()):
                yield counted

    def _read(self, match: re.Match[str]) -> Counted | None:
        start, end = match.span()
        if match["few"]:
            return Counted(start, end, None, None, few=True)
        if match["between"] or match["from"]:
            low, high = self.value(match["a"] or match["from"]), self.value(match["b"] or match["to"])
            return Counted(start, end, min(low, high), max(low, high))
        about = (match["about"] or "").lower()
        if match["vague"]:
            return Counted(start, end, self.file.vague[" ".join(match["vague"].lower().split())], None)
        value = self.value(match["one"])
        if any(about.startswith(word) or about.endswith(word) for word in self.file.about["low"]) and about:
            return Counted(start, end, value, None)
        if any(about.startswith(word) for word in self.file.about["high"]) and about:
            return Counted(start, end, None, value)
        return Counted(start, end, value, value)

    def value(self, words: str) -> int:
        """The value of digits or number words: "10,000", "twenty-one", "two hundred", "1.5 million"."""
        whole = self.file.exactly.get(" ".join(words.lower().split()))
        if whole is not None:
            return whole
        total, current = 0.0, 0.0
        for part in re.split(r"[\s-]+", re.sub(r"(?<=\d)\s(?=\d{3}\b)", "", words.lower().strip())):
            if part[0].isdigit():
                current += float(part.replace(",", ""))
            elif part in self.file.scales and (current or part != "dozen"):
                current = max(current, 1) * self.file.scales[part]
                if self.file.scales[part] >= 1000:
                    total, current = total + current, 0
            elif part in self.file.exactly:
                current += self.file.exactly[part]
            else:
                current = max(current, 1) * self.file.scales[part]
        return int(total + current)


def _in_name(text: str, start: int, end: int) -> bool:
    """Whether the digits belong to a name or a measure: "T-55", "BM-21", "46th", "122mm"."""
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    if re.search(r"[A-Za-z][-–]$|[A-Za-z$€£.]$", before):
        return True
    return bool(re.match(r"(?:st|nd|rd|th|mm|cm)\b", after, re.IGNORECASE)) or after.startswith("%")


def load_numbers() -> Numbers:
    """Reads data/numbers.yml; raises LexiconError with file and line."""
    return Numbers(read_yaml(DATA / "numbers.yml", NumberFile))


def has_outcome(count: Token) -> bool:
    """Whether the word behind a count tells what became of those counted: "and 12 wounded"."""
    return count.i + 1 < len(count.doc) and tells_outcome(count.nbor(1))


def tells_outcome(word: Token) -> bool:
    """What became of those counted before it: "12 wounded", "20 dead"."""
    return word.tag_ == "VBN" or (
        word.pos_ in {"ADJ", "VERB"} and word.lower_ in {"dead", "wounded", "injured", "hurt", "missing"}
    )
