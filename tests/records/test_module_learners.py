"""What a trainer sees of those who learn: figures alone, and none before ten have begun."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from learning.modules.models import ModulePage, ModuleVersion
from learning.records.models import Attempt, Reflection
from learning.records.trainer_view import RESTING, trainer_view
from tests.modules import bodies
from tests.modules.factories import published, trainer
from tests.signing_in import signed_in
from tests.workforce.factories import PersonFactory

from .factories import AttemptFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def page() -> ModulePage:
    return published(body=[bodies.section("s1", bodies.reflection("r1"), bodies.question("q1"))])


@pytest.fixture
def version(page: ModulePage) -> ModuleVersion:
    return ModuleVersion.objects.get()


def begun_by(version: ModuleVersion, number: int) -> list[Attempt]:
    return [AttemptFactory(version=version) for _ in range(number)]


def share(attempts: list[Attempt]) -> None:
    for attempt in attempts:
        Reflection.objects.create(attempt=attempt, block_id="r1", shared_at=timezone.now())


def shown(page: ModulePage) -> str:
    answer = signed_in(trainer()).get(reverse("module_learners", args=[page.pk]))
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_of_nine_nothing_is_shown_and_of_ten_there_is(page: ModulePage, version: ModuleVersion) -> None:
    share(begun_by(version, 9))
    view, html = trainer_view(version, timezone.now()), shown(page)
    assert view.too_few
    assert (view.began, view.finished, view.shared, view.sections, view.questions, view.shifts) == (
        None,
        None,
        None,
        (),
        (),
        (),
    )
    assert "Fewer than ten people have begun this version." in html
    assert "Where people stop" not in html
    assert "Shared reflections</h2>" not in html
    begun_by(version, 1)
    assert not trainer_view(version, timezone.now()).too_few
    html = shown(page)
    assert "More than nine people have begun it, and fewer than twenty." in html
    assert "Where people stop" in html


def test_ten_tries_of_nine_people_are_nine(version: ModuleVersion) -> None:
    first, *_ = begun_by(version, 8)
    again = PersonFactory(with_login=True)
    AttemptFactory(version=version, person=again, not_yet=True)
    AttemptFactory(version=version, person=again)
    assert first.person != again
    assert trainer_view(version, timezone.now()).too_few


def test_only_this_version_counts(page: ModulePage, version: ModuleVersion) -> None:
    begun_by(version, 10)
    published(page, summary="Clearer.")
    newer = ModuleVersion.objects.latest("pk")
    assert newer != version
    assert trainer_view(newer, timezone.now()).too_few


def test_shared_reflections_are_counted_by_the_rule_and_led_to(page: ModulePage, version: ModuleVersion) -> None:
    attempts = begun_by(version, 20)
    Reflection.objects.create(attempt=attempts[19], block_id="r1")  # kept private
    share(attempts[:3])
    view = trainer_view(version, timezone.now())
    assert view.shared is not None
    assert view.shared.hidden
    html = shown(page)
    assert "About 20 people have begun it." in html
    assert "by their own choice: few, or all but a few" in html
    assert reverse("shared_reflections", args=[version.module.slug]) in html
    share(attempts[3:10])
    view = trainer_view(version, timezone.now())
    assert view.shared is not None
    assert (view.shared.count, view.shared.total) == (10, 20)
    assert "by their own choice: 10 of 20" in shown(page)


def test_who_rests_for_a_fortnight_stopped_there(version: ModuleVersion) -> None:
    now = timezone.now()
    attempts = begun_by(version, 20)
    Attempt.objects.filter(pk__in=[a.pk for a in attempts[:10]]).update(saved_at=now - RESTING)
    Attempt.objects.filter(pk__in=[a.pk for a in attempts[10:]]).update(saved_at=now - RESTING + dt.timedelta(1))
    (section,) = trainer_view(version, now).sections
    assert (section.stopped.count, section.stopped.total) == (10, 20)
    assert section.read.count == 0


def test_a_trainer_alone_reads_it(page: ModulePage) -> None:
    learner = PersonFactory(with_login=True).user
    assert signed_in(learner).get(reverse("module_learners", args=[page.pk])).status_code in {302, 403, 404}
