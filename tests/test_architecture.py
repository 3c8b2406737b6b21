"""The shape of the house: who may import whom, and how long a file or a function may grow."""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterator
from graphlib import CycleError, TopologicalSorter
from itertools import takewhile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("onrecord", "prompts", "schemas", "service")
LONGEST_FILE = 400
LONGEST_FUNCTION = 60


def sources(*folders: str) -> list[Path]:
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def imported(tree: ast.AST) -> Iterator[str]:
    """Top-level packages that the module imports, wherever in it the import stands."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute, so that this test can read them"
            yield (node.module or "").partition(".")[0]


def ours() -> set[str]:
    """Whatever can be imported from the checkout: packages and modules at its top."""
    return {path.name.removesuffix(".py") for path in ROOT.iterdir() if path.suffix == ".py" or path.is_dir()}


@pytest.mark.parametrize("path", sources("schemas"), ids=named)
def test_schemas_import_nothing_else_of_ours(path: Path) -> None:
    assert not (set(imported(ast.parse(path.read_text()))) & ours()) - {"schemas"}


@pytest.mark.parametrize("path", sources("service"), ids=named)
def test_the_service_imports_nothing_of_ours_but_itself_and_the_schemas(path: Path) -> None:
    assert not (set(imported(ast.parse(path.read_text()))) & ours()) - {"schemas", "service", "prompts"}


@pytest.mark.parametrize("path", sources("onrecord"), ids=named)
def test_the_python_face_imports_nothing_of_ours_but_these(path: Path) -> None:
    assert not (set(imported(ast.parse(path.read_text()))) & ours()) - {"schemas", "service", "onrecord"}


def test_prompts_hold_no_code() -> None:
    assert sources("prompts") in ([], [ROOT / "prompts" / "__init__.py"])


@pytest.mark.parametrize("path", sources("schemas", "service", "onrecord"), ids=named)
def test_no_file_and_no_function_is_too_long_to_read(path: Path) -> None:
    source = path.read_text()
    assert source.count("\n") <= LONGEST_FILE
    functions = (n for n in ast.walk(ast.parse(source)) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef))
    long = [
        f"{f.name}: {f.end_lineno - f.lineno + 1} lines"
        for f in functions
        if (f.end_lineno or 0) - f.lineno >= LONGEST_FUNCTION
    ]
    assert not long


SCRIPTS = sorted((ROOT / "service" / "page" / "assets").rglob("*.js"))


@pytest.mark.parametrize("path", SCRIPTS, ids=named)
def test_scripts_are_short_and_make_no_markup_of_text(path: Path) -> None:
    """What is read may look like markup; it is shown as text, and never parsed."""
    source = path.read_text(encoding="utf-8")
    assert source.count("\n") <= LONGEST_FILE
    assert not re.search(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|\beval\(|new Function", source
    )


def test_only_word_lists_and_page_files_stand_beside_the_code() -> None:
    """Data files of the service are TOML in a ``words`` folder, tables of places, or what the pages are made of in ``assets``."""
    others = [
        named(path)
        for path in (ROOT / "service").rglob("*")
        if path.is_file()
        and path.suffix not in (".py", ".pyc", ".typed")
        and path.parent.name not in ("words", "geonames")
        and "assets" not in path.parts
    ]
    assert others == []


@pytest.mark.parametrize("path", sources("schemas", "service", "onrecord"), ids=named)
def test_packages_of_ours_are_named_by_imports_alone(path: Path) -> None:
    """The wheel has them within ``onrecord``: a name in a string, such as ``files("service")``, would be of somebody else's."""
    for node in ast.walk(ast.parse(path.read_text())):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id in ("files", "import_module")
        ):
            assert not re.match(r"""f?['"](service|schemas|prompts)\b""", ast.unparse(node.args[0]))
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            assert not re.search(r"\b(from|import) (service|schemas|prompts)\b", node.value)


def modules() -> dict[str, Path]:
    """What can be imported of ours, by its full name."""
    named = {".".join(path.relative_to(ROOT).with_suffix("").parts): path for path in sources(*PACKAGES)}
    return {name.removesuffix(".__init__"): path for name, path in named.items()}


def used(tree: ast.AST, known: Collection[str]) -> Iterator[str]:
    """Modules of ours that the module imports, wherever in it the import stands."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in known)
        elif isinstance(node, ast.ImportFrom):
            names = {f"{node.module}.{alias.name}" for alias in node.names} & set(known)
            yield from names or ({node.module or ""} & set(known))


def test_no_room_needs_another_that_needs_it() -> None:
    """Folders and modules that stand beside each other, at every depth: what one imports never comes round to it."""
    known = modules()
    uses = {name: sorted(used(ast.parse(path.read_text()), known)) for name, path in known.items()}
    levels: dict[str, dict[str, set[str]]] = {}
    for name, others in uses.items():
        for other in others:
            here, there = name.split("."), other.split(".")
            depth = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(here, there, strict=False)))
            if depth < min(len(here), len(there)):
                beside = levels.setdefault(".".join(here[:depth]), {})
                beside.setdefault(here[depth], set()).add(there[depth])
    circles = [f"{folder or 'top'}: {' <- '.join(circle)}" for folder, of in levels.items() for circle in circle_in(of)]
    assert circles == []


def circle_in(uses: dict[str, set[str]]) -> list[list[str]]:
    """The first circle that is found among them, if there is one."""
    try:
        TopologicalSorter(uses).prepare()
    except CycleError as found:
        return [found.args[1]]
    return []
