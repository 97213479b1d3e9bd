"""Renewing opens ninety days before the end, as a new attempt; what was there stays."""

import datetime as dt

import pytest
from django.test import RequestFactory
from time_machine import Traveller

from learning.portal.receivers import going_on
from learning.records.actions.start_attempt import start_attempt
from learning.records.models import Attempt, Completion, Correction
from learning.records.renewal import runs_out_on
from tests.conftest import NOW
from tests.records.factories import CompletionFactory

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


@pytest.mark.parametrize(("left", "opens"), [(91, False), (90, True), (0, True), (-30, True)])
def test_it_opens_ninety_days_before_and_stays_open(clock: Traveller, left: int, opens: bool) -> None:
    last = TODAY + dt.timedelta(days=left)
    held = CompletionFactory(valid_until=last)
    assert runs_out_on(held.person, held.module_id, TODAY) == (last if opens else None)
    request = RequestFactory().get("/")
    request.user = held.person.user
    assert ("Renew it" in going_on(request=request, module=held.module)) is opens


def test_what_never_ends_or_was_taken_back_is_not_renewed() -> None:
    endless, wrong = CompletionFactory(valid_until=None), CompletionFactory(valid_until=TODAY)
    Correction.objects.create(completion=wrong, reason="Entered twice")
    for held in (endless, wrong):
        assert runs_out_on(held.person, held.module_id, TODAY) is None


def test_renewing_is_a_new_attempt_and_clears_nothing(clock: Traveller) -> None:
    held = CompletionFactory(valid_until=TODAY + dt.timedelta(days=30))
    before = list(Completion.objects.values()), list(Attempt.objects.values())
    again = start_attempt(held.person.user, held.module)
    assert again.pk != held.attempt_id
    assert again.follows is None
    assert (list(Completion.objects.values()), list(Attempt.objects.exclude(pk=again.pk).values())) == before
