"""What the documentation says is true: settings, times of day, decisions, links."""

import ast
import re
from pathlib import Path

import pytest
from django.core.management import get_commands

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


def settings_read_by_the_code() -> set[str]:
    """Each name that settings and gunicorn's configuration take from the environment."""
    found = {"EMAIL_URL"}  # env.email names no variable: this is its default
    for path in [*(ROOT / "site/config/settings").glob("*.py"), ROOT / "site/gunicorn.conf.py"]:
        for node in ast.walk(ast.parse(path.read_text())):
            if not (isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant)):
                continue
            if re.fullmatch(r"env\.\w+|os\.environ\.get", ast.unparse(node.func)):
                found.add(str(node.args[0].value))
    return found


def test_the_settings_table_names_what_the_code_reads() -> None:
    table = set(re.findall(r"^\| `([A-Z_]+)` \|", (ROOT / "docs/operate.md").read_text(), re.MULTILINE))
    assert table == settings_read_by_the_code()


def test_every_job_of_the_crontab_is_a_command() -> None:
    jobs = re.findall(r'"\$RUN" manage (\w+)', (ROOT / "site/crontab").read_text())
    assert jobs
    assert set(jobs) <= set(get_commands())


def test_cron_can_read_every_line_of_the_crontab() -> None:
    line = re.compile(r'#.*|[A-Z_]+=\S+|(?:[\d*/,-]+ +){5}"\$RUN" manage \w+|')
    assert not [said for said in (ROOT / "site/crontab").read_text().splitlines() if not line.fullmatch(said)]


@pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    targets = re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text())
    missing = [to for to in targets if not to.startswith(("https://", "http://")) and not (page.parent / to).exists()]
    assert not missing


def test_decisions_are_numbered_without_a_gap_and_have_three_parts() -> None:
    decisions = sorted((ROOT / "docs/decisions").glob("*.md"))
    for number, path in enumerate(decisions, start=1):
        text = path.read_text()
        assert path.name.startswith(f"{number:04}-")
        assert text.startswith(f"# {number}. ")
        for part in ("**Context.**", "**Decision.**", "**Consequence.**"):
            assert text.count(part) == 1
