import datetime as dt
import uuid
from dataclasses import replace
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from learning.certificates.actions.revoke_certificate import revoke_certificate
from learning.certificates.actions.supersede_certificate import supersede_certificate
from learning.certificates.code import in_fours
from learning.certificates.models import Certificate
from learning.certificates.views import verify
from learning.workforce.models import Role
from tests.certificates.factories import OUTCOMES, TITLE, certificate_of, holder_of, named, sam, version_of

pytestmark = pytest.mark.django_db

UNKNOWN = "2345678923456789"


def page(client: Client, code: str, status: int = 200) -> str:
    response = client.get(reverse("verify", args=[code]))
    assert response.status_code == status
    return response.content.decode()


def test_a_valid_one_says_so_first_and_then_what_it_says(client: Client, clock: time_machine.Traveller) -> None:
    certificate = certificate_of()
    html = page(client, certificate.public_code)
    said = [
        "This certificate is valid",
        "26\xa0February\xa02029",
        "Sam Oyelaran",
        TITLE,
        OUTCOMES[0][1:],
        "2 · Skilled",
    ]
    places = [html.index(words) for words in said]
    assert places == sorted(places)
    assert certificate.code_in_fours in html
    assert "27\xa0February\xa02026" in html
    assert "Connected Learning" in html


def test_it_is_valid_on_its_last_day_and_expired_the_day_after(client: Client) -> None:
    certificate = certificate_of()
    with time_machine.travel(dt.datetime(2029, 2, 26, 23, 59, tzinfo=dt.UTC), tick=False):
        assert "This certificate is valid" in page(client, certificate.public_code)
    with time_machine.travel(dt.datetime(2029, 2, 27, 0, 1, tzinfo=dt.UTC), tick=False):
        html = page(client, certificate.public_code)
    assert "This certificate has expired" in html
    assert "was valid until 26\xa0February\xa02029" in html


def test_the_day_changes_at_midnight_in_london(client: Client) -> None:
    certificate = certificate_of(valid_until=dt.date(2026, 6, 30))
    with time_machine.travel(dt.datetime(2026, 6, 30, 23, 30, tzinfo=dt.UTC), tick=False):
        assert "has expired" in page(client, certificate.public_code)


def test_one_without_an_end_says_so(client: Client) -> None:
    assert "has no end date" in page(client, certificate_of(valid_until=None).public_code)


def test_one_that_follows_on_says_from_when(client: Client, clock: time_machine.Traveller) -> None:
    html = page(client, certificate_of(valid_from=dt.date(2026, 4, 1)).public_code)
    assert "This certificate is valid from 1\xa0April\xa02026" in html


def test_a_replaced_one_says_when_and_no_longer_names_anybody(client: Client, clock: time_machine.Traveller) -> None:
    old = certificate_of()
    new = supersede_certificate(
        holder_of(Role.ADMINISTRATOR), old, name="Samira Oyelaran", reason="Mistyped.", idempotency_key=uuid.uuid4()
    )
    html = page(client, old.public_code)
    assert "This certificate was replaced on 28\xa0February\xa02026" in html
    assert "Oyelaran" not in html
    assert TITLE in html
    assert "Mistyped" not in html
    assert new.public_code not in html.replace(" ", "")
    assert "Samira Oyelaran" in page(client, new.public_code)


def test_a_withdrawn_one_says_when_and_not_why(client: Client, clock: time_machine.Traveller) -> None:
    certificate = certificate_of()
    revoke_certificate(holder_of(Role.ADMINISTRATOR), certificate, reason="Taken by somebody else.")
    html = page(client, certificate.public_code)
    assert "This certificate was withdrawn on 28\xa0February\xa02026" in html
    assert "somebody else" not in html
    assert "has shown how to" not in html
    assert "Download" not in html


@pytest.mark.parametrize(
    "code",
    [
        "2345678923456780",
        "not-a-code",
        "0",
        "a/b/c",
        "%00",
        "../../etc/passwd",
        "x" * 3000,
        "' OR 1=1 --",
        "<script>alert(1)</script>",
        "ｋ" * 16,
    ],
)
def test_unknown_and_malformed_codes_get_the_same_answer(client: Client, code: str) -> None:
    def answer(path: str) -> tuple[Any, ...]:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            response = client.get(path)
        return response.status_code, sorted(response.headers.items()), response.content, len(queries)

    unknown = answer(reverse("verify", args=[UNKNOWN]))
    assert unknown[0] == 404
    assert answer(reverse("verify", args=[code])) == unknown


def test_any_case_and_spacing_is_found(client: Client) -> None:
    certificate = named("Sam")
    for typed in [in_fours(certificate.public_code), certificate.public_code.lower(), f" {certificate.public_code} "]:
        assert "Sam" in page(client, typed)


@pytest.mark.parametrize("name", ["found", "unknown", "form"])
def test_nothing_lists_caches_or_passes_on_the_address(client: Client, name: str) -> None:
    addresses = {
        "found": reverse("verify", args=[certificate_of().public_code]),
        "unknown": reverse("verify", args=[UNKNOWN]),
        "form": reverse("verify_form"),
    }
    response = client.get(addresses[name])
    assert response["X-Robots-Tag"] == "noindex, nofollow, noarchive"
    assert response["Cache-Control"] == "no-store"
    assert response["Referrer-Policy"] == "no-referrer"
    assert "noindex" in response.content.decode()


def test_it_tells_nothing_else_about_the_person(client: Client) -> None:
    person = sam()
    certificate, other = (
        certificate_of(person, right_answers=3),
        certificate_of(person, version_of(module__title="Other")),
    )
    html = page(client, certificate.public_code)
    assert person.user is not None
    assert person.user.email not in html
    assert "3 of 5" not in html
    assert "Other" not in html
    assert str(other.uuid) not in html
    assert str(certificate.uuid) not in html
    assert str(person.uuid) not in html


def test_a_name_is_never_markup(client: Client) -> None:
    html = page(client, named("<script>alert(1)</script>").public_code)
    assert "<script>alert" not in html
    assert "&lt;script&gt;" in html


def test_a_foreign_name_says_its_script(client: Client) -> None:
    assert '<bdi dir="auto" lang="und-Arab">محمد</bdi>' in page(client, named("محمد").public_code)


@pytest.mark.parametrize("certificates", [1, 12])
def test_the_number_of_queries_does_not_grow(client: Client, certificates: int, django_assert_num_queries: Any) -> None:
    person, version = sam(), version_of()
    codes = [certificate_of(person, version).public_code for _ in range(certificates)]
    with django_assert_num_queries(1):
        page(client, codes[0])


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_it_only_answers_questions(client: Client, method: str) -> None:
    assert getattr(client, method)(reverse("verify", args=[UNKNOWN])).status_code == 405


def test_a_typed_code_leads_to_its_page(client: Client) -> None:
    code = certificate_of().public_code
    response = client.get(reverse("verify_form"), {"code": in_fours(code).lower()})
    assert (response.status_code, response["Location"]) == (302, f"/v/{code}")
    assert response["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize(
    ("typed", "said"), [("", "Type the code"), ("123", "A code has 16 letters"), ("x" * 500, "at most 80")]
)
def test_a_slip_is_told_beside_the_field(client: Client, typed: str, said: str) -> None:
    html = client.get(reverse("verify_form"), {"code": typed}).content.decode()
    assert "One answer to look at again" in html
    assert said in html


def test_an_untouched_form_has_no_errors(client: Client) -> None:
    assert "look at again" not in client.get(reverse("verify_form")).content.decode()


def test_one_address_is_asked_to_wait_and_others_are_not(
    client: Client, clock: time_machine.Traveller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verify, "CHECKS", replace(verify.CHECKS, per_address=3))
    code = certificate_of().public_code
    for _ in range(3):
        page(client, code)
    response = client.get(reverse("verify", args=[code]))
    assert (response.status_code, response["Retry-After"]) == (429, "60")
    assert "Please wait a minute" in response.content.decode()
    assert "Oyelaran" not in response.content.decode()
    assert client.get(reverse("verify", args=[code]), REMOTE_ADDR="192.0.2.7").status_code == 200
    clock.shift(60)
    page(client, code)


def test_all_together_are_asked_to_wait(
    client: Client, clock: time_machine.Traveller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verify, "CHECKS", replace(verify.CHECKS, overall=3))
    statuses = [
        client.get(reverse("verify", args=[UNKNOWN]), REMOTE_ADDR=f"192.0.2.{number}").status_code
        for number in range(4)
    ]
    assert statuses == [404, 404, 404, 429]


def test_a_header_that_anybody_can_send_does_not_make_a_new_address(
    client: Client, clock: time_machine.Traveller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verify, "CHECKS", replace(verify.CHECKS, per_address=1))
    statuses = [
        client.get(reverse("verify_form"), headers={"X-Forwarded-For": f"192.0.2.{number}"}).status_code
        for number in range(2)
    ]
    assert statuses == [200, 429]


def test_the_page_outlives_a_renamed_module(client: Client) -> None:
    certificate = certificate_of()
    Certificate.objects.get().version.module.title = "Another title"
    certificate.version.module.save()
    assert TITLE in page(client, certificate.public_code)
