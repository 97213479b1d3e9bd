"""The keys of what waits in a browser: one's own, in this session and after it, and nobody else's ever."""

import base64
import datetime as dt
import json
import uuid
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from learning.portal.models import DeviceKey
from tests.workforce.factories import PersonFactory

pytestmark = pytest.mark.django_db


def somebody() -> Client:
    client = Client()
    client.force_login(PersonFactory(with_login=True).user)
    return client


def keys(client: Client, *asked: str) -> dict[str, Any]:
    response = client.post(reverse("device_keys"), {"key": list(asked)})
    assert response.status_code == 200
    assert response["Cache-Control"] == "no-store"
    told: dict[str, Any] = json.loads(response.content)
    return told


def same_person_again(client: Client) -> Client:
    """Another session of the same login: after a crash, or when the first ran out."""
    again = Client()
    again.force_login(DeviceKey.objects.latest("pk").user)
    return again


def test_nobody_signed_in_is_given_nothing() -> None:
    assert Client().post(reverse("device_keys")).status_code == 401
    assert not DeviceKey.objects.exists()


def test_a_page_of_another_site_gets_no_key() -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(PersonFactory(with_login=True).user)
    assert client.post(reverse("device_keys")).status_code == 403
    assert client.get(reverse("device_keys")).status_code == 405


def test_a_session_has_one_key_of_256_bits_that_is_sealed_at_rest() -> None:
    client = somebody()
    first = keys(client)
    assert keys(client) == first
    key = first["keys"][first["current"]]
    assert len(base64.b64decode(key)) == 32
    stored = DeviceKey.objects.get()
    assert key.encode() not in bytes(stored.sealed_key)


def test_two_sessions_have_two_keys() -> None:
    client = somebody()
    first = keys(client)
    second = keys(same_person_again(client))
    assert first["current"] != second["current"]
    assert set(second["keys"]) == {second["current"]}, "what it did not ask for stays where it is"


def test_the_same_person_gets_back_what_they_left_at_this_browser() -> None:
    client = somebody()
    before = keys(client)
    told = keys(same_person_again(client), before["current"])
    assert told["keys"][before["current"]] == before["keys"][before["current"]]


def test_the_next_person_gets_no_key_of_the_one_before_and_learns_nothing_about_it() -> None:
    before = keys(somebody())["current"]
    told = keys(somebody(), before)
    assert set(told["keys"]) == {told["current"]}
    assert before not in (told["current"], *told["lost"], *told["unknown"])


def test_signing_out_takes_back_every_key_of_the_session() -> None:
    client = somebody()
    before = keys(client)["current"]
    again = same_person_again(client)
    now = keys(again, before)["current"]
    again.post(reverse("account_logout"))
    assert not DeviceKey.objects.filter(uuid__in=[before, now]).exists()
    assert keys(client, before)["unknown"] == [before], "the first session is still open, and gets a new one"


def test_signing_out_leaves_other_browsers_and_other_people_alone() -> None:
    one, other = somebody(), somebody()
    first = keys(one)["current"]
    elsewhere = Client()
    elsewhere.force_login(DeviceKey.objects.get().user)
    second, third = keys(elsewhere)["current"], keys(other)["current"]
    one.post(reverse("account_logout"))
    assert {str(row.uuid) for row in DeviceKey.objects.all()} == {second, third} != {first}


@pytest.mark.parametrize("command_ran", [True, False])
def test_a_key_nobody_came_back_for_is_lost_after_seven_days_and_its_person_is_told(command_ran: bool) -> None:
    start = timezone.now()
    with time_machine.travel(start, tick=False) as clock:
        client = somebody()
        before = keys(client)["current"]
        clock.move_to(start + dt.timedelta(days=6, hours=23))
        if command_ran:
            call_command("forget_device_keys")
        assert DeviceKey.objects.usable(timezone.now()).count() == 1
        clock.move_to(start + dt.timedelta(days=7))
        if command_ran:
            call_command("forget_device_keys")
            assert bytes(DeviceKey.objects.get().sealed_key) == b""
        told = keys(same_person_again(client), before)
        assert told["lost"] == [before]
        assert before not in told["keys"]
        clock.move_to(start + dt.timedelta(days=38))
        call_command("forget_device_keys")
        assert not DeviceKey.objects.filter(uuid=before).exists()


def test_a_key_in_use_lasts() -> None:
    start = timezone.now()
    with time_machine.travel(start, tick=False) as clock:
        client = somebody()
        before = keys(client)["current"]
        clock.move_to(start + dt.timedelta(days=5))
        again = same_person_again(client)
        keys(again, before)
        clock.move_to(start + dt.timedelta(days=10))
        assert before in keys(same_person_again(client), before)["keys"]


@pytest.mark.parametrize("nonsense", ["", "x" * 10_000, "'; drop table", str(uuid.UUID(int=99))])
def test_nonsense_is_given_nothing(nonsense: str) -> None:
    told = keys(somebody(), nonsense)
    assert list(told["keys"]) == [told["current"]]


def test_a_key_that_the_server_can_no_longer_open_is_lost_and_said_to_be(settings) -> None:
    client = somebody()
    before = keys(client)["current"]
    settings.REFLECTION_KEYS = ["QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVowMTIzNDU="]
    told = keys(client, before)
    assert told["lost"] == [before]
    assert told["current"] != before
