import hashlib
import uuid
from typing import Any
from urllib.parse import quote

import pytest
from django.core.files.storage import storages
from django.test import Client
from django.urls import reverse

from learning.certificates import pdf as pdf_module
from learning.certificates.actions.revoke_certificate import revoke_certificate
from learning.certificates.actions.supersede_certificate import supersede_certificate
from learning.certificates.models import Certificate
from learning.certificates.sheets import CannotDrawError
from learning.workforce.models import Role
from tests.certificates.factories import TITLE, certificate_of, holder_of, sam, version_of
from tests.signing_in import signed_in
from tests.workforce.factories import PersonFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def mine() -> Certificate:
    return certificate_of()


@pytest.fixture
def me(mine: Certificate) -> Client:
    client = Client()
    client.force_login(mine.person.user)
    return client


def test_the_holder_sees_what_it_says_and_can_take_it(me: Client, mine: Certificate) -> None:
    html = me.get(mine.get_absolute_url()).content.decode()
    for words in ["Sam Oyelaran", TITLE, mine.code_in_fours, "Download as PDF", f"/v/{mine.public_code}"]:
        assert words in html


@pytest.mark.parametrize("name", ["certificate", "certificate_pdf"])
def test_nobody_else_does(mine: Certificate, name: str) -> None:
    address = reverse(name, args=[mine.uuid])
    response = Client().get(address)
    assert response.status_code == 302
    assert reverse("account_login") in response["Location"]
    others = [PersonFactory(with_login=True).user, UserFactory(), *(holder_of(role) for role in Role)]
    for user in others:
        answer = signed_in(user).get(address)
        # Administrators are asked for their second factor again before anything else.
        asks_again = answer.status_code == 302 and answer["Location"].startswith("/accounts/2fa/")
        assert answer.status_code == 404 or asks_again, user


def test_an_hr_lead_of_the_employer_has_no_certificates_of_others(mine: Certificate) -> None:
    assert not Certificate.objects.visible_to(holder_of(Role.HR_LEAD)).exists()


@pytest.mark.parametrize("name", ["certificate", "certificate_pdf"])
def test_one_that_does_not_exist_is_not_found(me: Client, name: str) -> None:
    assert me.get(reverse(name, args=[uuid.uuid4()])).status_code == 404


def test_it_stays_theirs_when_rows_are_merged() -> None:
    lasting, merged = sam(), PersonFactory()
    certificate = certificate_of(merged)
    merged.merged_into, merged.merge_reason = lasting, "The same human being."
    merged.save()
    client = Client()
    client.force_login(lasting.user)
    assert client.get(certificate.get_absolute_url()).status_code == 200


def test_the_file_is_drawn_once_kept_and_known_by_its_hash(
    me: Client, mine: Certificate, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = reverse("certificate_pdf", args=[mine.uuid])
    first = me.get(address)
    assert first["Content-Type"] == "application/pdf"
    assert "no-store" in first["Cache-Control"]
    mine.refresh_from_db()
    assert hashlib.sha256(first.content).hexdigest() == mine.pdf_sha256

    def never(_: Certificate) -> bytes:
        raise AssertionError("drawn again")

    monkeypatch.setattr(pdf_module, "draw", never)
    assert me.get(address).content == first.content


@pytest.mark.parametrize("damage", ["gone", "half written"])
def test_a_lost_or_damaged_file_is_drawn_again(me: Client, mine: Certificate, damage: str) -> None:
    address = reverse("certificate_pdf", args=[mine.uuid])
    first = me.get(address).content
    [name] = storages["private"].listdir("certificates")[1]
    with storages["private"].open(f"certificates/{name}", "wb") as file:
        file.write(first[:100])
    if damage == "gone":
        storages["private"].delete(f"certificates/{name}")
    assert me.get(address).content == first
    assert storages["private"].listdir("certificates")[1] == [name]
    assert not mine.events.filter(happening="redrawn").exists()


def test_a_file_that_comes_out_differently_leaves_an_event(
    me: Client, mine: Certificate, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    address = reverse("certificate_pdf", args=[mine.uuid])
    me.get(address)
    mine.refresh_from_db()
    before = mine.pdf_sha256
    storages["private"].delete(f"certificates/{mine.uuid}.pdf")
    monkeypatch.setattr(pdf_module, "draw", lambda _: b"%PDF from another engine")
    assert me.get(address).content == b"%PDF from another engine"
    mine.refresh_from_db()
    event = mine.events.get(happening="redrawn")
    assert before in event.reason
    assert mine.pdf_sha256 in event.reason
    assert mine.pdf_sha256 != before
    assert "was lost" in caplog.text


def test_the_file_is_named_in_the_holders_letters(db: None) -> None:
    person = PersonFactory(with_login=True, given_name="Łukasz", family_name="Żółć")
    certificate = certificate_of(person, version_of(module__title='Say "no": first'))
    client = Client()
    client.force_login(person.user)
    sent = client.get(reverse("certificate_pdf", args=[certificate.uuid]))["Content-Disposition"]
    assert sent == f"attachment; filename*=utf-8''{quote('Say no first, Łukasz Żółć.pdf', safe='')}"


def test_a_replaced_one_leads_to_the_one_in_its_place(me: Client, mine: Certificate) -> None:
    new = supersede_certificate(
        holder_of(Role.ADMINISTRATOR), mine, name="Samira", reason="Mistyped.", idempotency_key=uuid.uuid4()
    )
    html = me.get(mine.get_absolute_url()).content.decode()
    assert new.get_absolute_url() in html
    assert "Download as PDF" not in html
    response = me.get(reverse("certificate_pdf", args=[mine.uuid]))
    assert (response.status_code, response["Location"]) == (302, mine.get_absolute_url())


def test_a_withdrawn_one_is_not_handed_out(me: Client, mine: Certificate) -> None:
    me.get(reverse("certificate_pdf", args=[mine.uuid]))
    revoke_certificate(holder_of(Role.ADMINISTRATOR), mine, reason="Taken by somebody else.")
    assert me.get(reverse("certificate_pdf", args=[mine.uuid])).status_code == 302
    assert "It was withdrawn on" in me.get(mine.get_absolute_url()).content.decode()


def test_when_nothing_can_be_drawn_the_page_says_what_to_do(
    me: Client, mine: Certificate, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(_: Certificate) -> bytes:
        raise CannotDrawError("Pango is missing")

    monkeypatch.setattr(pdf_module, "draw", fail)
    response = me.get(reverse("certificate_pdf", args=[mine.uuid]), follow=True)
    assert response.redirect_chain == [(mine.get_absolute_url(), 302)]
    assert "Your certificate stands" in response.content.decode()
    assert "Pango is missing" in caplog.text


@pytest.mark.parametrize("certificates", [1, 12])
def test_the_number_of_queries_does_not_grow(certificates: int, django_assert_num_queries: Any) -> None:
    person, version = sam(), version_of()
    shown, *_others = [certificate_of(person, version) for _ in range(certificates)]
    client = Client()
    client.force_login(person.user)
    with django_assert_num_queries(4):  # session, user with person, roles, certificate
        assert client.get(shown.get_absolute_url()).status_code == 200
