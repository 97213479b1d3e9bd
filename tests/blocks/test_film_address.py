from typing import Any

import pytest

from learning.blocks.film_address import film_at


@pytest.mark.parametrize(
    ("address", "embed"),
    [
        ("https://www.youtube.com/watch?v=abc_DEF-123", "https://www.youtube-nocookie.com/embed/abc_DEF-123"),
        ("https://www.youtube.com/watch?feature=x&v=abc", "https://www.youtube-nocookie.com/embed/abc"),
        ("https://m.youtube.com/watch?v=abc", "https://www.youtube-nocookie.com/embed/abc"),
        ("https://youtu.be/abc?t=3", "https://www.youtube-nocookie.com/embed/abc"),
        ("https://www.youtube-nocookie.com/embed/abc", "https://www.youtube-nocookie.com/embed/abc"),
        ("https://vimeo.com/12345", "https://player.vimeo.com/video/12345?dnt=1"),
        ("https://player.vimeo.com/video/12345", "https://player.vimeo.com/video/12345?dnt=1"),
    ],
)
def test_the_addresses_that_people_copy_lead_to_one_film(address: str, embed: str) -> None:
    film = film_at(f" {address} ")
    assert film is not None
    assert film.embed == embed
    assert film_at(film.watch) == film


@pytest.mark.parametrize(
    "address",
    [
        "",
        "a film",
        "http://vimeo.com/12345",
        "https://example.org/film.mp4",
        "https://youtube.com.example.org/watch?v=abc",
        "https://youtube.com@example.org/watch?v=abc",
        "https://user@www.youtube.com/watch?v=abc",
        "https://www.youtube.com:8443/watch?v=abc",
        "https://www.youtube.com/playlist?list=abc",
        "https://www.youtube.com/watch?v=../../x",
        'https://youtu.be/"onload="x',
        "https://vimeo.com/about",
        "javascript:alert(1)",
    ],
)
def test_whatever_else_is_no_film(address: str) -> None:
    assert film_at(address) is None


def test_a_host_that_is_taken_off_the_list_shows_no_film(settings: Any) -> None:
    settings.VIDEO_HOSTS = ["player.vimeo.com"]
    assert film_at("https://youtu.be/abc") is None
    assert film_at("https://vimeo.com/12345") is not None
