"""The house keeps its shape: the folder `site/`, names that say something, a sentence for every row."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps

ROOT = Path(__file__).resolve().parents[2]
APPS = sorted(path.parent.name for path in (ROOT / "learning").glob("*/__init__.py"))
SOURCES = sorted(
    path
    for folder in ("learning", "site", "tests", "benchmarks")
    for path in (ROOT / folder).rglob("*.py")
    if "migrations" not in path.parts
)
MIGRATIONS = sorted((ROOT / "learning").glob("*/migrations/[0-9]*.py"))
EMPTY_NAMES = {"utils", "util", "helpers", "helper", "common", "misc", "tools", "base_models", "stuff"}


def relative(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_site_is_a_folder_on_the_path_and_never_a_package() -> None:
    assert not (ROOT / "site" / "__init__.py").exists()
    found = subprocess.run(
        [
            sys.executable,
            "-c",
            "import site, sys; sys.path[:0] = ['site']; import config; print(config.__file__, site.__file__)",
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    assert found[0] == str(ROOT / "site" / "config" / "__init__.py") or found[0] == "site/config/__init__.py"
    assert not found[1].startswith(str(ROOT))


def test_files_are_named_after_what_they_hold() -> None:
    assert len(SOURCES) > 50
    assert not [relative(path) for path in SOURCES if path.stem in EMPTY_NAMES]


@pytest.mark.parametrize("path", MIGRATIONS, ids=relative)
def test_a_migration_is_named_by_a_person(path: Path) -> None:
    assert "_auto_" not in path.name
    assert not re.fullmatch(r"\d{4}_alter_.*_and_more", path.stem)


@pytest.mark.parametrize("path", MIGRATIONS, ids=relative)
def test_block_definitions_stay_out_of_migrations(path: Path) -> None:
    """A StreamField migrates as JSON: our blocks may change without a migration, and old ones still run."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom):
            assert node.module is None or not node.module.startswith("learning.blocks")
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            assert not node.value.startswith("learning.blocks.")


@pytest.mark.parametrize(
    "model",
    [model for model in apps.get_models() if model.__module__.startswith("learning.")],
    ids=lambda model: model._meta.label,
)
def test_a_model_says_what_one_row_means(model: type) -> None:
    said = model.__doc__ or ""
    assert not said.startswith(f"{model.__name__}("), "Django wrote this docstring, no person did"
    assert len(said.split()) >= 4


@pytest.mark.parametrize("app", APPS)
def test_tests_mirror_the_apps(app: str) -> None:
    assert (ROOT / "tests" / app).is_dir()


def test_every_template_folder_belongs_to_an_app() -> None:
    known = {*APPS, "partials", "blocks", "account", "mfa", "allauth", "socialaccount", "usersessions", "wagtailadmin"}
    strangers = {path.name for path in (ROOT / "templates").glob("*/")} - known
    assert not strangers


def test_pages_carry_no_inline_style_or_script() -> None:
    """The site's content security policy would drop them silently."""
    inline = re.compile(
        r"""\sstyle=["']|<script(?![^>]*\bsrc=)(?![^>]*application/(ld\+)?json)|\son(click|load|submit|change)="""
    )
    found = [
        f"{relative(path)}: {match.group().strip()}"
        for path in (ROOT / "templates").rglob("*.html")
        if "certificates/pdf" not in str(path)
        for match in inline.finditer(path.read_text())
    ]
    assert not found


def test_the_shell_script_parses_and_is_executable() -> None:
    for name in ("run", ".ci/run"):
        path = ROOT / name
        assert path.stat().st_mode & 0o111
        subprocess.run(["sh", "-n", str(path)], check=True)


LONGEST_FUNCTION = 40


def lines_of(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of a function, its docstring aside: what it promises may be long, what it does may not."""
    length = (function.end_lineno or 0) - function.lineno + 1
    if ast.get_docstring(function) is None:
        return length
    said = function.body[0]
    return length - ((said.end_lineno or 0) - said.lineno + 1)


def too_long(source: str) -> list[str]:
    functions = [
        node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    return [function.name for function in functions if lines_of(function) > LONGEST_FUNCTION]


def test_functions_are_short() -> None:
    product = [path for path in SOURCES if relative(path).startswith(("learning/", "site/"))]
    found = {relative(path): names for path in product if (names := too_long(path.read_text()))}
    assert not found


def test_a_long_function_is_found_and_a_long_promise_is_none() -> None:
    body = "    pass\n" * LONGEST_FUNCTION
    assert too_long(f"def long():\n{body}") == ["long"]
    promise = '    """One.\n' + "    more\n" * LONGEST_FUNCTION + '    """\n'
    assert not too_long(f"def short():\n{promise}    pass\n")
