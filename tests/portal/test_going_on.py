"""What the overview of a module says to somebody who has begun it."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from learning.modules.models import ModulePage
from learning.records.models import Attempt
from tests.modules import bodies
from tests.modules.factories import published
from tests.signing_in import signed_in
from tests.workforce.factories import PersonFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def page() -> ModulePage:
    return published(body=[bodies.section("s1", bodies.question("q1")), bodies.section("s2", bodies.text("t1"))])


def overview(client: Client, page: ModulePage) -> str:
    return " ".join(client.get(page.get_url()).content.decode().split())


def learner() -> Client:
    return signed_in(PersonFactory(with_login=True).user, second_factor=False)


def begun(page: ModulePage, **changes: Any) -> Client:
    """Somebody with an attempt, changed as given."""
    client = learner()
    client.post(reverse("player", args=[page.slug]))
    Attempt.objects.update(**changes)
    return client


def test_before_the_first_start_it_is_the_plain_button(page: ModulePage) -> None:
    assert "Start the module" in overview(learner(), page)


def test_in_the_middle_it_carries_on_where_one_stopped(page: ModulePage) -> None:
    html = overview(begun(page, place="s2"), page)
    assert "Carry on" in html
    assert "You are in section 2 of 2: Section s2." in html
    assert "Start the module" not in html


def test_after_not_yet_one_tries_again(page: ModulePage) -> None:
    client = begun(page)
    attempt = Attempt.objects.get()
    Attempt.objects.update(state="not_yet", closed_at=attempt.started_at)
    html = overview(client, page)
    assert "Try the questions again" in html
    assert "What you read and reflected on is kept." in html


def test_after_finishing_one_sees_it_or_takes_it_again(page: ModulePage) -> None:
    client = begun(page)
    attempt = Attempt.objects.get()
    Attempt.objects.update(state="passed", closed_at=attempt.started_at)
    html = overview(client, page)
    assert reverse("finish", args=[page.slug]) in html
    assert "Take it again" in html
    assert "You finished it on" in html


def test_nobody_sees_where_somebody_else_is(page: ModulePage) -> None:
    begun(page)
    assert "Carry on" not in overview(learner(), page)
    assert "Carry on" not in overview(Client(), page)


def test_a_login_without_a_person_has_no_place(page: ModulePage) -> None:
    assert "Start the module" in overview(signed_in(UserFactory(), second_factor=False), page)
