import pytest

from learning.certificates.file_name import file_name


@pytest.mark.parametrize(
    ("title", "name", "expected"),
    [
        (
            "Adultification: seeing the child first",
            "Sam Oyelaran",
            "Adultification seeing the child first, Sam Oyelaran.pdf",
        ),
        ("First contact", "Łukasz Żółć", "First contact, Łukasz Żółć.pdf"),
        ("../../etc/passwd", 'a"b\\c', "etcpasswd, abc.pdf"),
        ("Line\r\nSet-Cookie: x", "", "LineSet-Cookie x.pdf"),
    ],
)
def test_every_system_accepts_it(title: str, name: str, expected: str) -> None:
    assert file_name(title, name) == expected


def test_it_is_never_too_long_for_a_disk() -> None:
    assert len(file_name("t" * 200, "n" * 200)) <= 124
