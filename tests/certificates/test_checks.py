import pytest

from learning.certificates import checks


def test_all_is_well_where_pango_is() -> None:
    assert checks.pango_is_there(None) == []


def test_a_missing_library_is_named_with_the_line_that_brings_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "LIBRARIES", ("libc.so.6", "libnothing.so.0"))
    [warning] = checks.pango_is_there(None)
    assert "libnothing.so.0" in warning.msg
    assert "libc" not in warning.msg
    assert "apt-get install libpango-1.0-0" in str(warning.hint)
