"""Two invented cases become learning cases: one is published, one is with its readers; each says it is invented."""

import datetime as dt

import pytest

from learning.cases.learning_draft import DraftState
from learning.cases.models import LearningCasePage, LearningDraft
from learning.cases.page_words import manuscript_of, words_of_page
from learning.portal.demo.cases import HOST, LOGINS, OTHER, OWN, load_cases
from learning.portal.demo.learning_cases import EDITOR, load_learning_cases
from learning.workforce.models import Role, User
from tests.cases.factories import library
from tests.workforce.factories import (
    EmploymentFactory,
    OrganisationFactory,
    PersonFactory,
    RoleAssignmentFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 2, 28)


def test_one_all_the_way_and_one_with_its_readers_and_once() -> None:
    load_learning_cases(DAY)
    assert not LearningDraft.objects.exists()
    library()
    employers = {email.partition("@")[2]: OrganisationFactory() for email in LOGINS}
    for email in LOGINS:
        user = UserFactory(email=email)
        EmploymentFactory(person=PersonFactory(user=user), organisation=employers[email.partition("@")[2]])
    for email, role in ((HOST, Role.AGENCY_REVIEWER), (OWN, Role.AGENCY_REVIEWER), (OTHER, Role.NETWORK_REVIEWER)):
        own = employers[email.partition("@")[2]]
        RoleAssignmentFactory(user=User.objects.get(email=email), role=role, organisation=own)
    RoleAssignmentFactory(user=UserFactory(email=EDITOR), role=Role.TRAINER, organisation=None)
    load_cases(DAY)
    for _again in range(2):
        load_learning_cases(DAY)
    assert sorted(LearningDraft.objects.values_list("state", flat=True)) == [DraftState.PUBLISHED, DraftState.REVIEW]
    for page in LearningCasePage.objects.all():
        draft = page.get_latest_revision_as_object()
        assert draft.is_invented
        assert manuscript_of(words_of_page(draft), draft.kept_words).review.complete
