"""Whatever quiets a linter or the type checker says beside it why it may."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
QUIETED = re.compile(
    r"# (?:noqa|type: ignore)(?P<codes>: ?[A-Z]+[0-9]+(?:, ?[A-Z]+[0-9]+)*|\[[a-z, -]+\])?(?P<reason>.*)$"
)
FILES = sorted(path for folder in ("learning", "site", "benchmarks") for path in (ROOT / folder).rglob("*.py"))


def without_a_reason(text: str) -> list[str]:
    found = (QUIETED.search(line) for line in text.splitlines())
    return [one.group() for one in found if one and not (one["codes"] and one["reason"].strip(" #"))]


@pytest.mark.parametrize(
    ("line", "is_fine"),
    [
        ("x = 1", True),
        ("x = f()  # type: ignore[attr-defined]  # annotated above", True),
        ("import y  # noqa: F401, E402  connects them", True),
        ("x = f()  # type: ignore[attr-defined]", False),
        ("x = f()  # type: ignore  # because", False),
        ("import y  # noqa: F401", False),
        ("import y  # noqa", False),
    ],
)
def test_what_counts_as_a_reason(line: str, is_fine: bool) -> None:
    assert (without_a_reason(line) == []) is is_fine


def test_each_suppression_has_one() -> None:
    missing = [f"{path.relative_to(ROOT)}: {one}" for path in FILES for one in without_a_reason(path.read_text())]
    assert missing == []
