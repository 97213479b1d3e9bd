"""Passkeys and security keys: their pages speak as the rest of the site does."""

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from learning.portal.adapters import SecondFactorAdapter
from learning.workforce.models import User
from tests.workforce.factories import UserFactory

pytestmark = pytest.mark.django_db
PASSWORD = "a long enough phrase"


@pytest.fixture
def sam(client: Client) -> User:
    cache.clear()
    user = UserFactory()
    client.force_login(user)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return user


@pytest.fixture
def key(sam: User) -> Authenticator:
    """A key as allauth keeps one; no page here reads what is inside its credential but whether it stands alone."""
    data = {"name": "The blue key", "credential": {"clientExtensionResults": {}}}
    return Authenticator.objects.create(user=sam, type=Authenticator.Type.WEBAUTHN, data=data)


def test_without_a_key_the_page_says_what_can_be_one(client: Client, sam: User):
    page = client.get(reverse("mfa_list_webauthn")).content.decode()
    assert "No key yet" in page
    assert reverse("mfa_add_webauthn") in page


def test_a_new_key_asks_for_a_name_that_its_owner_knows(client: Client, sam: User):
    page = client.get(reverse("mfa_add_webauthn")).content.decode()
    assert "Name of the key" in page
    assert 'value="Key 1"' in page


def test_the_next_key_gets_the_next_number(sam: User, key: Authenticator):
    assert SecondFactorAdapter().generate_authenticator_name(sam, Authenticator.Type.WEBAUTHN) == "Key 2"


def test_a_key_is_listed_renamed_and_removed(client: Client, key: Authenticator):
    page = client.get(reverse("mfa_list_webauthn")).content.decode()
    assert "The blue key" in page
    assert "Not used yet." in page

    rename = reverse("mfa_edit_webauthn", args=[key.pk])
    assert 'value="The blue key"' in client.get(rename).content.decode()
    assert "Write a name for the key." in client.post(rename, {"name": ""}).content.decode()
    client.post(rename, {"name": "My phone"})
    key.refresh_from_db()
    assert str(key) == "My phone"

    remove = reverse("mfa_remove_webauthn", args=[key.pk])
    assert "Remove “My phone”?" in client.get(remove).content.decode()
    client.post(remove)
    assert not Authenticator.objects.filter(pk=key.pk).exists()


@pytest.mark.parametrize("name", ["mfa_edit_webauthn", "mfa_remove_webauthn"])
def test_somebody_elses_key_is_not_found(client: Client, sam: User, name: str):
    other = Authenticator.objects.create(
        user=UserFactory(), type=Authenticator.Type.WEBAUTHN, data={"name": "Theirs", "credential": {}}
    )
    address = reverse(name, args=[other.pk])
    assert client.get(address).status_code == 404
    assert client.post(address, {"name": "Mine"}).status_code == 404
