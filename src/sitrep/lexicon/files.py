"""Reading lexicon files: YAML into records, with the file and line of whatever does not fit."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import yaml

from sitrep.errors import LexiconError

#: The folder of the words that ship with sitrep.
DATA = Path(__file__).parent / "data"

T = TypeVar("T")


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]  # the C one where PyYAML has it
    """YAML with the booleans of version 1.2 only: "on" and "no" are words here, and we list words."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in rows if tag != "tag:yaml.org,2002:bool"]
    for first, rows in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf"))


def read_yaml(path: Path, kind: type[T], renamed: Mapping[str, str] | None = None) -> T:
    """The file as `kind` (a record, or dicts and lists of such). `renamed`: keys of the file → fields of the record.

    Raises LexiconError naming the file and the line.
    """
    try:
        text = path.read_text(encoding="utf-8")
        raw = yaml.load(text, Loader=_Loader)  # a SafeLoader
    except (OSError, UnicodeDecodeError) as error:
        raise LexiconError(f"{path}: cannot be read: {error}") from error
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise LexiconError(f"{path}: line {line}: not valid YAML: {error.problem}") from error
    except yaml.YAMLError as error:  # a character that YAML does not allow
        raise LexiconError(
            f"{path}: not valid YAML: {error.__class__.__name__}: {' '.join(str(error).split())}"
        ) from error
    try:
        return msgspec.convert(_rename(raw, renamed or {}), kind)
    except msgspec.ValidationError as error:
        raise LexiconError(f"{path}: line {_line(text, str(error))}: {error}") from error


def digest(paths: Iterable[Path]) -> str:
    """A digest of files, in the order given, for the records' origin."""
    total = hashlib.sha256()
    for path in paths:
        total.update(path.read_bytes())
    return total.hexdigest()[:16]


def _rename(raw: Any, renamed: Mapping[str, str]) -> Any:
    """Fields renamed; what stands in `needs` are prepositions, which keep their names."""
    if isinstance(raw, dict):
        return {
            renamed.get(key, key): value if key == "needs" else _rename(value, renamed) for key, value in raw.items()
        }
    if isinstance(raw, list):
        return [_rename(item, renamed) for item in raw]
    return raw


def _line(text: str, message: str) -> int:
    """The line that a message such as "… - at `$.triggers[2].frame`" speaks of, found in the YAML tree."""
    node = yaml.compose(text)
    path = re.search(r"at `\$([^`]*)`", message)
    for key, index in re.findall(r"\.(\w+)|\[(\d+)\]", path.group(1) if path else ""):
        if isinstance(node, yaml.MappingNode):
            node = next((value for name, value in node.value if name.value == key), node)
        elif isinstance(node, yaml.SequenceNode) and index:
            node = node.value[int(index)]
    return node.start_mark.line + 1 if node is not None else 1
