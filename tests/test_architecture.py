"""The layout keeps its floors, its sizes and its promises."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from sitrep.cli import COMMANDS

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "sitrep"
MODULES = sorted(PACKAGE.rglob("*.py"))

#: Lower floors know nothing of higher ones. One line may import from its own and from the lines above it, except where
#: BESIDE says otherwise. `pipeline` and what only it and the commands use stand over the exporters that it calls.
FLOORS = (
    ("errors",),
    ("model",),
    ("lexicon", "store"),
    ("ingest",),
    ("read",),
    ("extract",),
    ("resolve",),
    ("fuse",),
    ("infer",),
    ("export", "review", "progress", "tally", "outputs", "gather", "workers"),
    ("pipeline", "api"),
    ("serve",),
    ("cli",),
    ("__main__",),
)
STAGES = ("ingest", "read", "extract", "resolve", "fuse", "infer")
NOT_ALLOWED = (
    *((stage, "store") for stage in STAGES),
    *((outlet, stage) for outlet in ("export", "review", "serve") for stage in STAGES),
    ("lexicon", "store"),
    ("store", "lexicon"),
)
MAX_MODULE_LINES = 300
MAX_FUNCTION_LINES = 40
MAX_PARAMETERS = 6
MAX_MODULES_IN_FOLDER = 8


def part_of(module: Path) -> str:
    """The part of the package that a module belongs to: its folder below sitrep, or its own name."""
    inside = module.relative_to(PACKAGE)
    return inside.parts[0] if len(inside.parts) > 1 else inside.stem


def floor_of(part: str) -> int:
    return next(number for number, parts in enumerate(FLOORS) if part in parts)


def imports_of(module: Path) -> set[str]:
    """The parts of sitrep that a module imports."""
    tree, found = ast.parse(module.read_text(encoding="utf-8")), set()
    for node in ast.walk(tree):
        names = []
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names = [node.module] if node.module != "sitrep" else [f"sitrep.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        found |= {name.split(".")[1] for name in names if name.startswith("sitrep.")}
    return found - {"__version__"}


def functions_of(module: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    tree = ast.parse(module.read_text(encoding="utf-8"))
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def body_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of the body without its docstring."""
    body = function.body
    if isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant) and len(body) > 1:
        body = body[1:]
    return (body[-1].end_lineno or 0) - body[0].lineno + 1


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_imports_from_its_floor_and_below_only(module: Path) -> None:
    """errors < model < lexicon, store < ingest < read < extract < resolve < fuse < infer < export < pipeline < cli."""
    part = part_of(module)
    if part == "__init__":  # the package itself: `import sitrep` loads nothing but the empty `read`
        assert imports_of(module) <= {"read", "api", "model"}
        return
    above = {other for other in imports_of(module) if floor_of(other) > floor_of(part)}
    assert not above, f"imports from above: {sorted(above)}"
    assert not [other for own, other in NOT_ALLOWED if own == part and other in imports_of(module)]


def test_every_part_of_the_package_has_a_floor() -> None:
    """A new folder must be placed."""
    known = {part for parts in FLOORS for part in parts} | {"__init__"}
    assert {part_of(module) for module in MODULES} <= known


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_sizes_stay_within_the_budget(module: Path) -> None:
    """A module has at most 300 lines, a function 40 lines of body and 6 parameters."""
    lines = len(module.read_text(encoding="utf-8").splitlines())
    assert lines <= MAX_MODULE_LINES, f"{lines} lines"
    commands = "cli" in module.relative_to(PACKAGE).parts
    for function in functions_of(module):
        assert body_lines(function) <= MAX_FUNCTION_LINES, f"{function.name}: {body_lines(function)} lines"
        arguments = function.args
        count = len([*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs])
        is_command = commands and function.decorator_list  # typer: one parameter for each option of the command
        assert is_command or count <= MAX_PARAMETERS, f"{function.name}: {count} parameters"


@pytest.mark.parametrize("folder", sorted({module.parent for module in MODULES}), ids=lambda path: path.name)
def test_a_folder_has_at_most_eight_modules(folder: Path) -> None:
    """More means that it holds two things. `__init__` and `__main__` are names that Python asks for, not modules. The
    commands, one module each, are a table: they are found by name and counted by nobody."""
    files = [file for file in folder.glob("*.py") if file.name not in ("__init__.py", "__main__.py")]
    names = [file.name for file in files if not (folder.name == "cli" and file.stem in COMMANDS)]
    assert len(names) <= MAX_MODULES_IN_FOLDER, names


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_module_swallows_every_error(module: Path) -> None:
    """No bare except and no `except Exception`: what nobody expected must be seen."""
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ExceptHandler):
            caught = ast.unparse(node.type) if node.type else "everything"
            reraises = any(isinstance(inner, ast.Raise) and inner.exc is None for inner in node.body)
            assert reraises or caught not in ("everything", "Exception", "BaseException"), f"line {node.lineno}"


def test_nothing_tracked_is_ignored() -> None:
    """What .gitignore names is not in the repository."""
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    listed = ["git", "-C", str(ROOT), "ls-files", "-ci", "--exclude-standard"]
    assert subprocess.run(listed, capture_output=True, text=True, check=True).stdout == ""


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_documented(command: str) -> None:
    """In the README or in docs/cli.md."""
    pages = (ROOT / "README.md").read_text(encoding="utf-8") + (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    assert f"sitrep {command}" in pages


def test_the_help_pages_are_those_of_the_program() -> None:
    """docs/cli.md is made from the code; `python docs/make_cli.py` writes it anew."""
    assert subprocess.run([sys.executable, str(ROOT / "docs" / "make_cli.py"), "--check"], check=False).returncode == 0


def test_the_readme_holds_the_test_command_that_ci_runs() -> None:
    """.ci/run takes its last step from the README, by this pattern."""
    pattern = r"^ *python3 -m venv .*-m pytest"
    assert f"grep -m1 -E '{pattern}' README.md" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert re.search(pattern, (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE)


def test_importing_sitrep_loads_no_heavy_library() -> None:
    """`import sitrep` and the list of commands need neither the language model nor the database."""
    heavy = ("spacy", "sqlalchemy", "trafilatura", "numpy")
    code = f"import sys, sitrep, sitrep.cli; print([name for name in {heavy!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
