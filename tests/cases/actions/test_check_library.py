import pytest
from django.test import Client
from django.urls import reverse

from learning.audit.models import Event
from learning.cases.actions.check_library import check_library
from learning.cases.models import AgeBand, LearningCasePage

from ..factories import draft, published

pytestmark = pytest.mark.django_db
AGE = "16 to 17"


def from_practice(number: int, *, age: AgeBand = AgeBand.FROM_16, sector: str = "") -> LearningCasePage:
    """One that a reader meets, and that is not invented. How it is let out is another test's matter."""
    case = draft(f"Case {number}", age_band=age, sector=sector or ("health", "police")[number % 2], is_invented=False)
    case.publish_by_action(case.latest_revision, None)
    return LearningCasePage.objects.get(pk=case.pk)


def says(case: LearningCasePage) -> bool:
    return AGE in Client().get(case.address).content.decode()


def opened(case: LearningCasePage) -> LearningCasePage:
    LearningCasePage.objects.filter(pk=case.pk).update(audience="public")
    return case


def test_the_fifth_case_lets_all_five_say_their_age() -> None:
    cases = [opened(from_practice(number)) for number in range(4)]
    assert not any(says(case) for case in cases)
    cases.append(opened(from_practice(4)))
    assert all(says(case) for case in cases)
    assert AGE in Client().get(reverse("case_library")).content.decode()


def test_one_that_is_hidden_takes_it_from_the_others_and_that_is_written_down() -> None:
    cases = [opened(from_practice(number)) for number in range(5)]
    cases[0].unpublish()
    assert not any(says(case) for case in cases[1:])
    last = Event.objects.filter(action="learning_case.shown").order_by("-pk")[:4]
    assert [event.detail for event in last] == [{"before": ["age_band"], "after": []}] * 4


def test_another_age_takes_it_from_the_others() -> None:
    cases = [opened(from_practice(number)) for number in range(5)]
    edited = LearningCasePage.objects.get(pk=cases[0].pk)
    edited.age_band = AgeBand.FROM_10
    edited.publish_by_action(edited.save_revision(), None)
    assert not any(says(case) for case in cases)


def test_of_one_sector_any_number_says_nothing() -> None:
    cases = [opened(from_practice(number, sector="police")) for number in range(7)]
    assert not any(says(case) for case in cases)


def test_an_invented_case_says_its_age_and_hides_nobody() -> None:
    invented = [opened(published(f"Invented {number}")) for number in range(4)]
    real = opened(from_practice(9))
    assert all(says(case) for case in invented)
    assert not says(real)


def test_looking_again_changes_nothing() -> None:
    for number in range(5):
        from_practice(number)
    assert check_library() == []


def test_an_editor_cannot_set_it() -> None:
    assert "shown" not in LearningCasePage.get_edit_handler().get_form_class().base_fields
