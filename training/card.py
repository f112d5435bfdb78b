"""The model card, and the facts that go into the model's own `meta.json`."""

import hashlib
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from scores import Report
from spacy.language import Language

NAME = "sitrep_en"
VERSION = "1.0.0"
LICENCE = "CC BY-SA 4.0"
DESCRIPTION = (
    "Parts of speech, features, lemmas and Universal Dependencies of English reporting, for sitrep. "
    "Sentence starts that the caller sets are kept."
)
SOURCES = (
    {
        "name": "Universal Dependencies English EWT",
        "url": "https://github.com/UniversalDependencies/UD_English-EWT",
        "license": "CC BY-SA 4.0",
        "author": "Natalia Silveira, Timothy Dozat, Christopher Manning, Nathan Schneider and others",
    },
    {
        "name": "Universal Dependencies English GUM (news, interviews, biographies, travel, textbooks, speeches)",
        "url": "https://github.com/UniversalDependencies/UD_English-GUM",
        "license": "annotations CC BY 4.0, texts CC BY and CC BY-SA",
        "author": "Amir Zeldes, Siyao Peng and the GUM annotators",
    },
)
TRIED = Path(__file__).parent / "tried.md"


@dataclass(frozen=True, slots=True)
class Run:
    """How a model was made; `settings` are names and values."""

    command: str
    date: str
    data: Path
    settings: dict[str, object]


def describe(nlp: Language, report: Report | None = None) -> None:
    """Sets name, licence and sources, and the scores where they are known."""
    nlp.meta.update(
        name=NAME,
        version=VERSION,
        license=LICENCE,
        description=DESCRIPTION,
        author="The sitrep authors",
        sources=list(SOURCES),
        # A patch release of spaCy keeps the format, so none of them should warn.
        spacy_version=">=3.8.0,<3.9.0",
        # The default names a commit of spaCy, which says nothing of this model.
        spacy_git_version="",
    )
    if report:
        scores = {f"{part}: {condition}": asdict(score) for (part, condition), score in report.scores.items()}
        nlp.meta["performance"] = scores


def card(run: Run, report: Report, nlp: Language) -> str:
    """The page, in Markdown."""
    sections = [
        (f"{NAME} {VERSION}", [DESCRIPTION, "", f"Trained on {run.date} by `{run.command}`."]),
        ("Licence", _licence()),
        ("Scores", _scores(report)),
        ("Limits", LIMITS.splitlines()),
        ("Labels", _labels(nlp)),
        ("Settings", _table(("setting", "value"), run.settings.items())),
        ("Training data", _table(("file", "bytes", "SHA-256"), _digests(run.data))),
        ("What was tried", TRIED.read_text(encoding="utf-8").splitlines()),
    ]
    blocks = [f"{'#' if i == 0 else '##'} {title}\n\n" + "\n".join(lines) for i, (title, lines) in enumerate(sections)]
    return "\n\n".join(blocks) + "\n"


LIMITS = """\
- Trained on blogs, mails, reviews, newsgroups, encyclopaedic and educational text and some news; few of its texts are
  war reports. Names that it never saw lean on their endings and capitals.
- Beside the treebanks it saw invented sentences, made by `reports.grammar`, of how war reports put things.
- Text in capitals parses worse, see above. Lemmas of names in capitals stay in capitals.
- The treebanks' spaCy tokens differ from their own in about one word of a hundred (GUM) to forty (EWT: mails and chat).
- `ROOT` stands for UD's `root`. Features of spelling (`Typo`, `Abbr`, `Style`, ...) and `Degree=Pos` are left out."""


def _licence() -> list[str]:
    rows = [(f"[{source['name']}]({source['url']})", source["license"], source["author"]) for source in SOURCES]
    claim = f"The weights are under {LICENCE}, as works made from these treebanks, which they credit:"
    return [claim, "", *_table(("treebank", "licence", "by"), rows)]


def _scores(report: Report) -> list[str]:
    how = (
        "Per cent, F1 over words with the same characters as in the CoNLL 2018 shared task. Relations count with their "
        "subtypes and with punctuation; `las_words` leaves punctuation out."
    )
    size = f"{report.megabytes:.1f} MB on disk, about {report.speed:,.0f} words a second on one core from raw text."
    return [how, "", *report.lines(), "", size]


def _labels(nlp: Language) -> list[str]:
    names = {"parser": "dep_", "tagger": "tag_"}
    rows = [(attribute, " ".join(f"`{label}`" for label in nlp.pipe_labels[pipe])) for pipe, attribute in names.items()]
    return _table(("attribute", "values"), rows)


def _digests(data: Path) -> Iterable[tuple[str, str, str]]:
    for path in sorted(data.glob("*.conllu")):
        content = path.read_bytes()
        yield path.name, f"{len(content):,}", f"`{hashlib.sha256(content).hexdigest()}`"


def _table(head: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> list[str]:
    lines = [head, ("---",) * len(head), *rows]
    return [f"| {' | '.join(map(str, line))} |" for line in lines]
