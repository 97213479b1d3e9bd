"""The command that screens texts from outside: what it prints, what it refuses, and that no line stops the others."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from learning.cases.management.commands.screen_text import NO_MODEL
from learning.deidentification import screen, second_pass

ROOT = Path(__file__).resolve().parents[2]
TEXT = "🙂 Met Tyrell.\r\nMum rang from 07700 900143 on 14/03/2025."


def run(*arguments: object, **options: Any) -> tuple[str, str]:
    out, err = io.StringIO(), io.StringIO()
    call_command("screen_text", *map(str, arguments), stdout=out, stderr=err, no_model=True, **options)
    return out.getvalue(), err.getvalue()


@pytest.fixture
def note(tmp_path: Path) -> Path:
    path = tmp_path / "note.txt"
    path.write_bytes(TEXT.encode())
    return path


def test_json_holds_everything_with_the_offsets_of_the_file(note: Path) -> None:
    out, err = run(note, format="json")
    findings = json.loads(out)["findings"]
    assert [TEXT[f["start"] : f["end"]] for f in findings] == ["Tyrell", "07700 900143", "14/03/2025"]
    keys = ["start", "end", "kind", "severity", "confidence", "reason", "replacement"]
    assert [list(f) for f in findings] == [keys] * 3
    assert [(f["kind"], f["severity"]) for f in findings] == [
        ("person", "direct"), ("phone", "direct"), ("date", "quasi"),
    ]  # fmt: skip
    assert findings[2]["replacement"] == "a day in the spring"
    assert err == ""


def test_text_says_where_what_why_and_what_instead(note: Path) -> None:
    out, _ = run(note)
    assert out.splitlines()[:2] == [
        "1:7  “Tyrell”  person, direct, high confidence",
        "        This looks like somebody's name. Write instead: [a person]",
    ]
    assert "2:15  “07700 900143”  phone, direct" in out
    assert out.splitlines()[-1] == "2 direct and 1 other findings. We may miss things."


def test_a_text_without_findings_is_not_called_safe(tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.write_text("")
    assert run(empty)[0] == "0 direct and 0 other findings. We may miss things.\n"
    assert json.loads(run(empty, format="json")[0]) == {"findings": []}


def test_lines_come_out_as_they_went_in(tmp_path: Path) -> None:
    lines = tmp_path / "notes.jsonl"
    rows = [{"id": "a", "text": TEXT}, {"id": 7, "text": ""}, {"id": None, "text": "\ud800 Tyrell"}]
    lines.write_text("\ufeff" + json.dumps(rows[0]) + "\r\n\n" + "\n".join(json.dumps(row) for row in rows[1:]))
    out, _ = run(lines, format="jsonl")
    answers = [json.loads(line) for line in out.splitlines()]
    assert [answer["id"] for answer in answers] == ["a", 7, None]
    assert [len(answer["findings"]) for answer in answers] == [3, 0, 1]
    assert all(list(answer) == ["id", "findings"] for answer in answers)


BAD = [
    (b"{", "it is no JSON"),
    (b"\xff\xfe", "it is no UTF-8 text."),
    (b"[1]", 'it is no object with an "id" and a "text".'),
    (b'{"text": "x"}', 'it is no object with an "id" and a "text".'),
    (b'{"id": 1}', 'its "text" is missing or no text.'),
    (b'{"id": 1, "text": 5}', 'its "text" is missing or no text.'),
    (b"[" * 100_000, "its JSON is nested too deeply."),
]


@pytest.mark.parametrize(("line", "why"), BAD, ids=[str(number) for number in range(len(BAD))])
def test_a_bad_line_is_told_by_its_number_and_the_others_go_on(tmp_path: Path, line: bytes, why: str) -> None:
    good = b'{"id": "a", "text": "Met Tyrell."}'
    lines = tmp_path / "notes.jsonl"
    lines.write_bytes(b"\n".join([good, line, good]))
    out, err = io.StringIO(), io.StringIO()
    with pytest.raises(CommandError, match="1 line was left out; all the others were screened") as refused:
        call_command("screen_text", str(lines), format="jsonl", no_model=True, stdout=out, stderr=err)
    assert refused.value.returncode == 1
    assert len(out.getvalue().splitlines()) == 2
    assert f"Line 2 was left out: {why}" in err.getvalue()


def test_what_cannot_be_read_is_said(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"nowhere\.txt cannot be read: No such file"):
        run(tmp_path / "nowhere.txt")
    wrong = tmp_path / "latin1.txt"
    wrong.write_bytes("café".encode("latin-1"))
    with pytest.raises(CommandError, match="no UTF-8 text: byte 4"):
        run(wrong)


def test_it_says_that_the_model_is_not_installed(note: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out, err = io.StringIO(), io.StringIO()
    with monkeypatch.context() as patched:
        patched.setattr(second_pass, "PACKAGE", "no_such_model")
        second_pass.load.cache_clear()
        call_command("screen_text", str(note), format="json", stdout=out, stderr=err)
    second_pass.load.cache_clear()
    assert err.getvalue().strip() == NO_MODEL
    assert len(json.loads(out.getvalue())["findings"]) == len(screen(TEXT))


def test_as_a_process_it_answers_each_line_before_it_reads_the_next() -> None:
    command = [sys.executable, "manage.py", "screen_text", "-", "--format", "jsonl", "--no-model"]
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "config.settings.test", "PYTHONIOENCODING": "ascii"}
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdin.write('{"id": "é", "text": "Told “Żaneta Wójcik” so."}\n'.encode())
        process.stdin.flush()
        answer = json.loads(process.stdout.readline())
        assert answer["id"] == "é"
        assert answer["findings"][0]["kind"] == "person"
        process.stdin.write(b"nonsense\n")
        process.stdin.close()
        assert process.stdout.read() == b""
        assert b"Line 2 was left out" in process.stderr.read()
        assert process.wait() == 1
