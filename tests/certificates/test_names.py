import pytest

from learning.certificates.names import as_printed, language_of


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Sam Oyelaran", "Sam Oyelaran"),
        ("  Sam \t\n Oyelaran ", "Sam Oyelaran"),
        ("Zo\u0308e", "Z\u00f6e"),
        ("Sam\u202e narale", "Sam narale"),
        ("\u2066Sam\u2069 Oyelaran\u200e", "Sam Oyelaran"),
        ("S\u200bam\ufeff Oye\u00adlaran", "Sam Oyelaran"),
        ("Sam\x00\x1b[31m", "Sam[31m"),
        ("<b>Sam</b>", "<b>Sam</b>"),
        ("S\u200dam", "Sam"),
    ],
)
def test_what_nobody_sees_is_not_printed(typed: str, printed: str) -> None:
    assert as_printed(typed) == printed


@pytest.mark.parametrize("name", ["رضا\u200cیی", "श्\u200dरी", "क्\u200cष"])
def test_joiners_stay_where_the_script_needs_them(name: str) -> None:
    assert as_printed(name) == name


@pytest.mark.parametrize(
    ("name", "language"),
    [
        ("Łukasz Żółć", ""),
        ("Ελευθερία", "und-Grek"),
        ("Олександра", "und-Cyrl"),
        ("محمد", "und-Arab"),
        ("שרה", "und-Hebr"),
        ("प्रियंका", "und-Deva"),
        ("王小明", "und-Hani"),
        ("", ""),
    ],
)
def test_the_script_is_told(name: str, language: str) -> None:
    assert language_of(name) == language
