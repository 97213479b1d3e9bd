"""Two at the same moment, on both databases: nothing goes out that two people did not read."""

import pytest

from learning.cases.actions.nominate_case import nominate_case
from learning.cases.actions.review_learning_case import Agreed, agree_to_publish
from learning.cases.learning_draft import DraftState
from learning.cases.life_cycle import State
from learning.cases.models import LearningCasePage, LearningDraft
from learning.cases.page_words import mark_of
from tests.racing import at_once

from ..case_factories import Desk, case_in, desk
from ..learning_drafts import rewrite, sent

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture(params=["file_database", pytest.param("postgres_database", marks=pytest.mark.postgres)])
def people(request: pytest.FixtureRequest) -> Desk:
    request.getfixturevalue(request.param)
    return desk()


def test_two_nominate_it_once(people: Desk) -> None:
    case = case_in(State.CLOSED, people)
    assert at_once(*[lambda name=name: nominate_case(people[name], case) for name in ("author", "coordinator")]) == []
    assert LearningDraft.objects.count() == 1


def test_two_reviewers_agree_and_it_is_out(people: Desk) -> None:
    draft = sent(people)
    agreed = Agreed(draft.mark, knows_the_place=True)
    both = [lambda name=name: agree_to_publish(people[name], draft, agreed) for name in ("reviewer there", "both")]
    assert at_once(*both) == []
    draft.refresh_from_db()
    assert draft.state == DraftState.PUBLISHED
    assert draft.readers == {people["reviewer there"].pk, people["both"].pk}


def test_one_person_who_agrees_twice_is_one(people: Desk) -> None:
    draft = sent(people)
    agreed = Agreed(draft.mark, knows_the_place=True)
    assert len(at_once(*[lambda: agree_to_publish(people["both"], draft, agreed)] * 2)) == 1
    draft.refresh_from_db()
    assert (draft.state, draft.agreed) == (DraftState.REVIEW, ["local"])


def test_an_edit_while_the_last_one_agrees(people: Desk) -> None:
    """Whichever is first: what readers have is what was agreed to, or nothing."""
    draft = sent(people)
    draft = agree_to_publish(people["reviewer there"], draft, Agreed(draft.mark, knows_the_place=True))
    read = draft.mark
    at_once(
        lambda: agree_to_publish(people["network reviewer"], draft, Agreed(read)),
        lambda: rewrite(draft, people["trainer"], title="Another door"),
    )
    page = LearningCasePage.objects.get(pk=draft.page_id)
    draft.refresh_from_db()
    assert not page.live or mark_of(page) == read == draft.published_mark
    assert draft.state == DraftState.WRITING
