import io

import pytest
from django.contrib.auth.models import Group
from django.http.response import HttpResponseBase
from django.test import Client, RequestFactory
from django.urls import reverse
from wagtail.models import Collection, CollectionViewRestriction

from learning.blocks.ranges import PIECE, in_ranges
from tests.workforce.factories import UserFactory

from . import files

FILM = bytes(range(256)) * (2 * PIECE // 256) + b"end"


def ask(asked: str = "") -> HttpResponseBase:
    request = RequestFactory().get("/film", headers={"Range": asked} if asked else {})
    return in_ranges(request, io.BytesIO(FILM), len(FILM), "video/mp4")


def content(answer: HttpResponseBase) -> bytes:
    return b"".join(answer.streaming_content)


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ("bytes=0-1", 0, 1),
        ("bytes=5-", 5, len(FILM) - 1),
        ("bytes=-3", len(FILM) - 3, len(FILM) - 1),
        ("bytes=7-999999999", 7, len(FILM) - 1),
        (f"bytes={PIECE - 1}-{PIECE + 1}", PIECE - 1, PIECE + 1),
    ],
)
def test_one_range_is_answered_with_its_bytes(asked: str, first: int, last: int) -> None:
    answer = ask(asked)
    assert answer.status_code == 206
    assert answer.headers["Content-Range"] == f"bytes {first}-{last}/{len(FILM)}"
    assert answer.headers["Content-Length"] == str(last - first + 1)
    assert content(answer) == FILM[first : last + 1]


@pytest.mark.parametrize("asked", ["", "bytes=0-1,4-5", "pages=1-2", "bytes=-", "bytes=x-y", f"bytes={'9' * 5000}-"])
def test_anything_else_is_answered_with_the_whole(asked: str) -> None:
    answer = ask(asked)
    assert answer.status_code == 200
    assert answer.headers["Accept-Ranges"] == "bytes"
    assert content(answer) == FILM


@pytest.mark.parametrize("asked", [f"bytes={len(FILM)}-", "bytes=9-3", "bytes=-0"])
def test_a_range_outside_is_refused(asked: str) -> None:
    answer = ask(asked)
    assert answer.status_code == 416
    assert answer.headers["Content-Range"] == f"bytes */{len(FILM)}"


@pytest.mark.django_db  # the end of an answer lets go of old connections
@pytest.mark.parametrize("pieces", [0, 1, 99])
def test_the_file_is_closed_with_the_answer_read_to_its_end_or_not(pieces: int) -> None:
    file = io.BytesIO(FILM)
    answer = in_ranges(RequestFactory().get("/film"), file, len(FILM), "video/mp4")
    for _number, _piece in zip(range(pieces), answer.streaming_content, strict=False):
        pass
    answer.close()
    assert file.closed


@pytest.mark.django_db
def test_a_film_goes_in_ranges_to_whoever_is_signed_in(client: Client) -> None:
    film = files.stored()
    address = client.get(film.url).headers["Location"]
    assert client.get(address).headers["Location"].startswith("/accounts/login/")
    client.force_login(UserFactory())
    answer = client.get(address, headers={"Range": "bytes=4-7"})
    assert answer.status_code == 206
    assert content(answer) == b"ftyp"
    assert answer.headers["Content-Type"] == "video/mp4"


@pytest.mark.django_db
def test_a_browser_keeps_a_film_for_the_one_who_is_signed_in(client: Client) -> None:
    """For an hour, and for this cookie: after signing out, or as somebody else, the browser has to ask again."""
    film = files.stored()
    client.force_login(UserFactory())
    answer = client.get(reverse("film", args=[film.pk, film.filename]))
    assert answer.headers["Cache-Control"] == "private, max-age=3600"
    assert "Cookie" in answer.headers["Vary"]
    answer.close()


@pytest.mark.django_db
def test_a_film_in_a_private_collection_goes_to_those_alone_for_whom_it_is(client: Client) -> None:
    film, user, group = files.stored(), UserFactory(), Group.objects.create(name="Those who may")
    film.collection = Collection.get_first_root_node().add_child(name="Private")
    film.save()
    private = CollectionViewRestriction.objects.create(collection=film.collection, restriction_type="groups")
    private.groups.add(group)
    client.force_login(user)
    address = reverse("film", args=[film.pk, film.filename])
    assert client.get(address).status_code == 302
    user.groups.add(group)
    assert b"ftyp" in content(client.get(address))


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "asked"), [("film.mp4", "other.mp4"), ("note.pdf", "note.pdf")])
def test_a_film_s_address_serves_nothing_else(client: Client, name: str, asked: str) -> None:
    client.force_login(UserFactory())
    document = files.stored(name, files.PDF)
    assert client.get(reverse("film", args=[document.pk, asked])).status_code == 404


@pytest.mark.django_db
def test_other_documents_are_served_as_ever(client: Client) -> None:
    answer = client.get(files.stored("note.pdf", files.PDF).url)
    assert answer.status_code == 200
    assert content(answer) == files.PDF
