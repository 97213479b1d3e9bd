"""Every address × every role × the own and the other organisation × GET and POST: who is answered, what leaks.

The addresses come from the URL configuration: one without a row in `EXPECTED` fails. Whoever is not named in a row is
refused: led to sign in, or told "not found" or "not allowed". And no answer to somebody of one organisation holds a
word of the other.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoDbBlocker

from tests.signing_in import signed_in

from .addresses import Address, own_addresses
from .expected import ANONYMOUS, EXPECTED, Row
from .world import ROLES, Half, World, build_world

ADDRESSES = own_addresses()
VISITORS = (ANONYMOUS, *ROLES)


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield build_world()
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def browsers(world: World, django_db_blocker: DjangoDbBlocker) -> dict[str, Client]:
    """A browser for each role of the first half, signed in once."""
    found = {role: signed_in(world.halves[0].logins[role]) for role in ROLES}
    return found | {ANONYMOUS: Client()}


def refused(answer: HttpResponse) -> bool:
    """Led to sign in, or back to the editor's first screen, or told that it is not there, not allowed, not that way."""
    led_to = answer.headers.get("Location", "").split("?")[0]
    led_away = answer.status_code == 302 and led_to in (reverse("account_login"), reverse("wagtailadmin_home"))
    return led_away or answer.status_code in (401, 403, 404, 405)


def test_every_address_has_an_expectation_and_no_expectation_is_stale() -> None:
    assert {address.name for address in ADDRESSES} == set(EXPECTED)


@pytest.mark.django_db
@pytest.mark.parametrize("address", ADDRESSES, ids=lambda address: address.name)
def test_who_is_answered(address: Address, world: World, browsers: dict[str, Client]) -> None:
    row = EXPECTED[address.name]
    wrong = []
    # Both halves are made alike: who is refused on the way from one to the other is refused on the way back.
    visitor_half = world.halves[0]
    for visitor, target, method in itertools.product(VISITORS, world.halves, ("get", "post")):
        if target is not visitor_half and row.address(target) == row.address(visitor_half):
            continue  # the same address for everybody: asked once
        answer = _ask(browsers[visitor], row, target, method)
        may = visitor in (row.get if method == "get" else row.post) and (
            row.shared or target is visitor_half or visitor in row.everywhere
        )
        led_to = answer.headers.get("Location", "")
        said = f"{visitor} of {visitor_half.mark} at {target.mark}: {method} → {answer.status_code} {led_to}"
        if answer.status_code >= 500 or refused(answer) is may or "/2fa/" in led_to:
            wrong.append(said)
        elif visitor not in row.sees_both and _leaks(answer, world.other(visitor_half), target, visitor_half):
            wrong.append(f"{said} leaks {world.other(visitor_half).mark}")
    assert not wrong, "\n".join(wrong)


def _ask(browser: Client, row: Row, target: Half, method: str) -> HttpResponse:
    address = row.address(target)
    with transaction.atomic():
        answer: HttpResponse = getattr(browser, method)(address, row.data(target) if method == "post" else None)
        transaction.set_rollback(True)
    # What was said of one address would stand on the next page that is drawn, whichever that is.
    browser.cookies.pop("messages", None)
    return answer


def _leaks(answer: HttpResponse, other: Half, target: Half, own: Half) -> bool:
    """Whether the answer holds a word of the other half that the visitor did not send themselves."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    words = body.decode("utf-8", "replace") + answer.headers.get("Location", "") * (target is own)
    return other.mark.casefold() in words.casefold()
