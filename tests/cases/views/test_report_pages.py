"""The form for anybody and the pages of whoever decides, through the browser's requests."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import replace

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from learning.cases.models import CaseReport, Hiding, LearningCasePage
from learning.cases.views import report as views
from learning.workforce.models import Organisation, Role, User
from tests.cases.factories import published
from tests.signing_in import signed_in
from tests.workforce.factories import OrganisationFactory, RoleAssignmentFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
SAID = {"about": "mine", "words": "The second paragraph.", "contact": "somebody@example.org"}


@pytest.fixture(autouse=True)
def uncounted() -> None:
    cache.clear()


@pytest.fixture
def lead() -> User:
    network = OrganisationFactory(kind=Organisation.NETWORK_KIND, sector="network")
    user: User = RoleAssignmentFactory(role=Role.IG_LEAD, organisation=network).user
    return user


def of(case: LearningCasePage) -> str:
    return reverse("case_about_me", args=[case.slug])


def test_anybody_hides_a_public_case_without_signing_in(client: Client) -> None:
    case = published(audience="public")
    assert of(case) in client.get(case.address).content.decode()
    page = client.get(of(case))
    assert "noindex" in page["X-Robots-Tag"]
    assert "no-store" in page["Cache-Control"]
    done = client.post(of(case), SAID | {"key": str(uuid.uuid4())})
    assert "It is hidden. Thank you for telling us" in done.content.decode()
    # Two working days after a Saturday.
    assert "3 March 2026" in done.content.decode().replace("\N{NO-BREAK SPACE}", " ")
    case.refresh_from_db()
    assert not case.live
    assert CaseReport.objects.get().reported_by is None


@pytest.mark.parametrize("slug", ["the-open-door", "no-such-case"])
def test_signed_out_a_case_of_the_network_and_an_unknown_one_are_answered_alike(client: Client, slug: str) -> None:
    published(slug="the-open-door")
    answer = client.get(reverse("case_about_me", args=[slug]))
    assert (answer.status_code, answer["Location"]) == (302, reverse("case_about_me"))
    client.post(reverse("case_about_me", args=[slug]), SAID)
    assert not CaseReport.objects.exists()
    assert LearningCasePage.objects.get().live


def test_without_a_case_one_says_where_it_was_seen(client: Client, lead: User) -> None:
    where = reverse("case_about_me")
    refused = client.post(where, SAID | {"words": ""})
    assert refused.status_code == 422
    assert "somebody@example.org" in refused.content.decode(), "nothing typed is lost"
    assert "Thank you for telling us" in client.post(where, SAID).content.decode()
    report = CaseReport.objects.get()
    assert report.case is None
    desk = signed_in(lead).get(reverse("case_desk")).content.decode()
    address = reverse("case_report", args=[report.uuid])
    assert address in desk
    page = signed_in(lead).get(address).content.decode()
    assert "somebody@example.org" in page
    signed_in(lead).post(address)
    report.refresh_from_db()
    assert bytes(report.sealed_contact) == b""
    assert signed_in(lead).get(address).status_code == 404


def test_names_are_asked_out_and_nothing_is_lost(client: Client) -> None:
    case = published(audience="public")
    named = "It is Kayden Marchbanks."
    refused = client.post(of(case), SAID | {"words": named})
    assert refused.status_code == 422
    assert "This looks as if it says who somebody is" in refused.content.decode()
    assert named in refused.content.decode()
    assert not Hiding.objects.exists()


def test_many_from_one_address_are_asked_to_wait(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "REPORTS", replace(views.REPORTS, per_address=1))
    where = reverse("case_about_me")
    assert client.post(where, SAID).status_code == 200
    refused = client.post(where, SAID)
    assert refused.status_code == 429
    assert "The second paragraph." in refused.content.decode()
    assert client.post(where, SAID, REMOTE_ADDR="192.0.2.7").status_code == 200


def test_sent_twice_it_is_one_report(client: Client) -> None:
    key = str(uuid.uuid4())
    for _again in range(2):
        client.post(reverse("case_about_me"), SAID | {"key": key})
    assert CaseReport.objects.count() == 1


def test_the_lead_reads_decides_and_is_late(lead: User) -> None:
    case, client = published(audience="public"), signed_in(lead)
    Client().post(of(case), SAID)
    where = reverse("hidden_case", args=[Hiding.objects.get().uuid])
    with time_machine.travel(dt.datetime(2026, 3, 4, 9, tzinfo=dt.UTC), tick=False):
        desk = signed_in(lead).get(reverse("case_desk")).content.decode().replace("\N{NO-BREAK SPACE}", " ")
        assert where in desk
        assert "was hoped for by 3 March 2026" in desk
    page = client.get(where).content.decode()
    for words in ("The second paragraph.", "somebody@example.org", "A young person waited", "Ask before you close"):
        assert words in page
    for given in ({}, {"verdict": "show_again"}, {"verdict": "show_again", "word": "Nobody fits."}):
        assert client.post(where, given).status_code == 422
    done = client.post(where, {"verdict": "show_again", "word": "Nobody fits.", "answered": "on"})
    assert done["Location"] == reverse("case_desk")
    assert Client().get(case.address).status_code == 200
    assert client.get(where).status_code == 404


def test_whoever_is_signed_in_is_noted_and_may_stay_silent(lead: User) -> None:
    case, reader = published(), UserFactory()
    signed_in(reader).post(of(case), {"about": "somebody"})
    report = CaseReport.objects.get()
    assert (report.reported_by, report.words, bytes(report.sealed_contact)) == (reader, "", b"")
    where = reverse("hidden_case", args=[Hiding.objects.get().uuid])
    page = signed_in(lead).get(where).content.decode()
    assert "Left no way to be reached." in page
    assert 'name="answered"' not in page
    assert reader.email not in page
