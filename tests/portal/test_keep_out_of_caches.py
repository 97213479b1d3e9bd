"""No copy of what somebody signed in was shown stays in a cache, and signing out empties the browser's."""

import pytest
from django.test import Client
from django.urls import reverse

from learning.portal.middleware import OPEN_NAMES
from tests.records.conftest import Learner

pytestmark = pytest.mark.django_db


@pytest.fixture
def learner(db: None) -> Learner:
    return Learner()


def pages(learner: Learner) -> list[str]:
    slug = learner.version.module.slug
    return [
        reverse("my_learning"),
        reverse("my_record"),
        reverse("player", args=[slug]),
        reverse("player_section", args=[slug, 1]),
        reverse("account_logout"),
        reverse("about_leaving"),
        reverse("mfa_index"),
        "/nowhere/",
    ]


def test_no_page_of_somebody_signed_in_is_kept(learner: Learner, client: Client) -> None:
    client.force_login(learner.user)
    for address in pages(learner):
        response = client.get(address)
        assert "no-store" in response["Cache-Control"], address
        assert "private" in response["Cache-Control"], address


def test_an_answer_is_not_kept_either(learner: Learner, client: Client) -> None:
    client.force_login(learner.user)
    address = reverse("player_answer", args=[learner.version.module.slug, "q1"])
    assert "no-store" in client.post(address, {"option": "a"}, HTTP_HX_REQUEST="true")["Cache-Control"]


def test_a_page_for_everybody_is_left_alone(client: Client) -> None:
    assert "about_leaving" in OPEN_NAMES
    assert not client.get(reverse("about_leaving")).has_header("Cache-Control")


def test_signing_out_empties_the_cache_of_the_browser(learner: Learner, client: Client) -> None:
    client.force_login(learner.user)
    assert not client.get(reverse("account_logout")).has_header("Clear-Site-Data")
    response = client.post(reverse("account_logout"))
    assert response["Clear-Site-Data"] == '"cache"'
    assert "no-store" in response["Cache-Control"]
    assert not client.post(reverse("account_logout")).has_header("Clear-Site-Data")
