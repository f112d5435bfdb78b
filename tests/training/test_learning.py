"""The network learns, and what is written of it gives what it gives; without PyTorch one line says what to install."""

import shutil
import sys

import numpy as np
import pytest
import train
import windows
from annotated import annotated
from torch_needed import module

from sitrep.extract.judge.model import ROLES, load_network


def test_a_library_that_only_training_needs_is_named_where_it_is_missing(monkeypatch, capsys):
    """Exit code 2, one line, no traceback; the help needs none of them."""
    monkeypatch.setitem(sys.modules, "onnx", None)
    with pytest.raises(SystemExit) as ended:
        module("onnx")
    assert ended.value.code == 2
    assert "training needs onnx, which sitrep itself does not: pip install torch" in capsys.readouterr().err
    monkeypatch.setattr(sys, "argv", ["train.py", "--help"])
    with pytest.raises(SystemExit) as ended:
        train.main()
    assert ended.value.code == 0


def test_another_missing_module_is_an_error_of_ours():
    with pytest.raises(ModuleNotFoundError, match="no_such_module"):
        module("no_such_module")


@pytest.fixture(scope="module")
def samples():
    text = next(text for text in annotated() if text.set == "own")
    return windows.samples(text, *windows.loaded())


def _learn():
    for name in ("torch", "safetensors"):
        pytest.importorskip(name, reason=f"{name} is not installed; training needs it, sitrep does not")
    return module("learn")


def test_training_lowers_the_loss_and_drops_no_window(samples):
    """A network from chance, on one report."""
    learn, network = _learn(), module("network")
    judge = network.Judge()
    losses = list(learn.train(judge, samples, learn.Schedule(epochs=4, rate=1e-3, batch=2, rules_dropped=0), "cpu"))
    assert losses[-1] < losses[0]
    given = learn.judged(judge, samples, "cpu")
    assert len(given.types) == sum(len(sample.rows) for sample in samples)
    assert np.allclose(given.types.sum(1), 1, atol=1e-4)
    assert given.roles.shape == (sum(len(sample.heads) for sample in samples), len(ROLES))


def test_layers_that_are_kept_stay_as_they_are(samples):
    learn, network = _learn(), module("network")
    judge = network.Judge()
    before = {name: tensor.clone() for name, tensor in judge.encoder.state_dict().items()}
    list(learn.train(judge, samples, learn.Schedule(epochs=3, rate=1e-3, batch=2, kept=2), "cpu"))
    changed = {name for name, tensor in judge.encoder.state_dict().items() if not tensor.equal(before[name])}
    assert changed
    assert {name.split(".")[1] for name in changed} == {"2", "3", "4", "5"}


def test_files_that_are_written_give_what_the_network_gives(samples, tmp_path):
    """Up to what eight bits lose, and read by the engine's own reader."""
    learn, network = _learn(), module("network")
    pytest.importorskip("onnx", reason="onnx is not installed; only the export needs it")
    files = module("onnx_files")
    judge = network.Judge()
    files.write(judge, tmp_path)
    shutil.copy(windows.VOCABULARY, tmp_path)
    read, batch = load_network(tmp_path), learn.Batch(samples[:1], "cpu")
    judge.eval()
    words = judge.words(batch.pieces, batch.there, batch.pool)[0].detach().numpy()
    pieces = {name: getattr(samples[0], name).astype(np.int64) for name in ("ids", "kinds", "shapes", "quoted")}
    (given,) = read.encoder.run(None, pieces | {"pool": batch.pool[0].numpy()})
    assert np.abs(given - words).max() < 0.2
    shares = read.reports(given[samples[0].rows], samples[0].rules.astype(np.float32))
    assert np.abs(shares - learn.judged(judge, samples[:1], "cpu").types).max() < 0.05
    assert files.difference(tmp_path, tmp_path) == {"encoder": 0, "triggers": 0, "roles": 0}
