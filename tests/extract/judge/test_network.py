"""The weights are read once, say the same of the same words, and their absence is one clear error."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from sitrep.errors import LexiconError
from sitrep.extract.judge.judge import Judge
from sitrep.extract.judge.model import MODEL, load_network
from sitrep.model.claims import Claim
from sitrep.model.record import to_json
from sitrep.model.text import Document
from sitrep.resolve.claims import Tools, claims_of

TEXTS = (
    "Rebels of the Nusra Front shelled the town of Azaz on Monday. Ten soldiers were killed, a monitor said.",
    'GOMA (AFP) - "They came at night," a farmer said. M23 fighters burnt 12 houses and took ten men away.',
    "Warplanes bombed a camp near Marib. " * 30,
    "",
    "The council met on Tuesday to talk about roads.",
)


def test_a_folder_without_weights_is_a_clear_error(tmp_path: Path) -> None:
    """It names the folder and says what to do."""
    with pytest.raises(LexiconError, match=r"no weights there, or not whole; reinstall sitrep") as error:
        load_network(tmp_path)
    assert str(tmp_path) in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("lacking", ["vocabulary.txt", "roles.onnx", "encoder.bin"])
def test_a_folder_that_lacks_one_file_is_the_same_error(tmp_path: Path, lacking: str) -> None:
    """Whichever it is."""
    for file in MODEL.iterdir():
        if file.name != lacking:
            shutil.copy(file, tmp_path)
    with pytest.raises(LexiconError, match="no weights there"):
        load_network(tmp_path)


def test_no_file_is_too_large_for_a_code_host() -> None:
    """20 MiB at most, each."""
    assert max(file.stat().st_size for file in MODEL.iterdir()) < 20 << 20


def test_a_broken_file_is_a_clear_error(tmp_path: Path) -> None:
    """An interrupted copy, or a pointer in the place of the weights."""
    for file in MODEL.iterdir():
        shutil.copy(file, tmp_path)
    (tmp_path / "roles.onnx").write_text("version 1\n", encoding="utf-8")
    with pytest.raises(LexiconError, match="no weights there"):
        load_network(tmp_path)


def test_the_same_words_have_the_same_numbers(judged: Callable[[str], Judge]) -> None:
    """To the last bit, from reading to reading."""
    one, two = judged(TEXTS[1]), judged(TEXTS[1])
    assert all((a[1] == b[1]).all() for a, b in zip(one.windows, two.windows, strict=True))
    shares = [[share for _, _, share in judge.reports([])] for judge in (one, two)]
    assert np.array_equal(shares[0], shares[1])


def lines(text: str, tools: Tools) -> list[str]:
    document = Document(id="report", text=text, sha256="0" * 64, published=dt.date(2024, 5, 15))
    return [to_json(claim) for claim in claims_of(document, tools)]


def test_a_report_is_read_alike_beside_any_others(networked: Tools) -> None:
    """In any order, again, and by two threads at once."""
    alone = {text: lines(text, networked) for text in TEXTS}
    assert sum(map(len, alone.values())) > 30
    assert {text: lines(text, networked) for text in reversed(TEXTS)} == alone
    with ThreadPoolExecutor(2) as pool:
        again = list(pool.map(lambda text: lines(text, networked), TEXTS * 2))
    assert again == [alone[text] for text in TEXTS * 2]


def test_a_record_names_the_weights_that_made_it(
    networked: Tools, tools: Tools, read: Callable[[str], tuple[Claim, ...]]
) -> None:
    """Records of the rules alone are told apart from those that the network judged."""
    assert tools.origin.model + "+judge-" + load_network().digest == networked.origin.model
    assert {claim.origin_of_record for claim in read(TEXTS[0])} == {networked.origin}
