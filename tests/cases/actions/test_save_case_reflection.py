import datetime as dt

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import connection

from learning.cases.actions.save_case_reflection import save_case_reflection
from learning.cases.models import Audience, CaseReflection, LearningCasePage
from learning.records.models import Completion
from learning.records.note import unpack
from learning.records.refusals import BadAnswer, OpenFindings
from learning.workforce.models import User
from tests.cases.factories import published
from tests.workforce.factories import PersonFactory, UserFactory

pytestmark = pytest.mark.django_db
WORDS = "Ask before closing a door."


@pytest.fixture
def reader() -> User:
    user: User = PersonFactory(with_login=True).user
    return user


@pytest.fixture
def case() -> LearningCasePage:
    return published()


def test_it_is_kept_sealed_with_the_day_in_london_on_which_it_was_first_written(
    reader: User, case: LearningCasePage
) -> None:
    with time_machine.travel(dt.datetime(2026, 6, 30, 23, 30, tzinfo=dt.UTC), tick=False):
        save_case_reflection(reader, case.pk, WORDS)
    with time_machine.travel(dt.datetime(2026, 7, 9, 12, tzinfo=dt.UTC), tick=False):
        save_case_reflection(reader, case.pk, "Ask twice.")
    kept = CaseReflection.objects.get()
    assert kept.reflected_on == dt.date(2026, 7, 1)
    assert unpack(bytes(kept.sealed_text)).text == "Ask twice."
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM cases_casereflection")
        assert "twice" not in str(cursor.fetchall())


def test_it_finishes_nothing(reader: User, case: LearningCasePage) -> None:
    save_case_reflection(reader, case.pk, WORDS)
    assert not Completion.objects.exists()


def test_thought_about_elsewhere_is_kept_without_words(reader: User, case: LearningCasePage) -> None:
    save_case_reflection(reader, case.pk, "", elsewhere=True)
    assert CaseReflection.objects.get().elsewhere


def test_what_is_taken_back_is_gone(reader: User, case: LearningCasePage) -> None:
    save_case_reflection(reader, case.pk, WORDS)
    assert save_case_reflection(reader, case.pk, " ") is None
    assert not CaseReflection.objects.exists()


def test_a_name_is_refused_and_nothing_is_kept(reader: User, case: LearningCasePage) -> None:
    with pytest.raises(OpenFindings):
        save_case_reflection(reader, case.pk, "Call Priya Nair on 07700 900123.")
    with pytest.raises(BadAnswer):
        save_case_reflection(reader, case.pk, "a" * 10_001)
    assert not CaseReflection.objects.exists()


def test_only_who_may_read_the_case_and_has_a_record_writes(case: LearningCasePage) -> None:
    with pytest.raises(PermissionDenied):
        save_case_reflection(UserFactory(), case.pk, WORDS)
    hidden = published("For another sector", audience=Audience.SECTOR, audience_sector="police")
    reader = PersonFactory(with_login=True).user
    for key in (hidden.pk, 10**9):
        with pytest.raises(PermissionDenied):
            save_case_reflection(reader, key, WORDS)


def test_nobody_else_reads_it(reader: User, case: LearningCasePage) -> None:
    save_case_reflection(reader, case.pk, WORDS)
    assert CaseReflection.objects.visible_to(reader).exists()
    for other in (UserFactory(), PersonFactory(with_login=True).user):
        assert not CaseReflection.objects.visible_to(other).exists()
