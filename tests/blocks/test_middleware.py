"""Two gigabytes are refused by what they declare: nobody reads them."""

import io
from typing import Any

import pytest
from django.test import Client


class Unread(io.BytesIO):
    def read(self, *args: object) -> bytes:
        raise AssertionError("nobody should read this")


@pytest.mark.parametrize("address", ["/cms/documents/multiple/add/", "/cms/documents/chooser/create/", "/"])
def test_a_film_of_two_gigabytes_is_refused_before_it_is_read(client: Client, address: str) -> None:
    answer = client.generic(
        "POST",
        address,
        CONTENT_LENGTH=str(2 * 1024**3),
        **{"wsgi.input": Unread()},
    )
    assert answer.status_code == 413
    html = answer.content.decode()
    assert "That file is too large" in html
    assert "up to 200.0\xa0MB. Nothing of it was read or stored." in html
    assert "Your draft is as you last saved it." in html


@pytest.mark.django_db
def test_what_fits_goes_on(client: Client, settings: Any) -> None:
    for declared in ("0", "", str(settings.LARGEST_UPLOAD)):
        answer = client.generic("GET", "/leave/", CONTENT_LENGTH=declared)
        assert answer.status_code == 200, declared
