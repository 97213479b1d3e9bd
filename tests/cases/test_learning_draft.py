"""Who reads a learning draft and who takes it on, held against a table written by hand."""

import pytest
from django.http import Http404

from learning.cases.learning_draft import DraftMove, DraftPart, DraftState, may_step, reads
from learning.cases.life_cycle import State
from learning.cases.models import Case, LearningDraft
from learning.cases.permissions import draft_parts_of, read_draft
from learning.workforce.models import Role
from learning.workforce.models.role_assignment import OF_AN_ORGANISATION
from tests.workforce.factories import RoleAssignmentFactory

from .case_factories import Desk, desk
from .factories import TODAY
from .learning_drafts import agreed, published_from_practice, sent

N, D, W, R, P = DraftState
READ = {
    DraftPart.AUTHOR: {W, R, P},
    DraftPart.COORDINATOR: set(),
    DraftPart.AGENCY_REVIEWER: set(),
    DraftPart.EDITOR: {W, R, P},
    DraftPart.REVIEWER: {R},
    DraftPart.LIVED: {R},
    DraftPart.IG_LEAD: {W, R, P},
}
STEP = {
    (N, DraftPart.AGENCY_REVIEWER): {DraftMove.AGREE, DraftMove.DECLINE},
    (W, DraftPart.EDITOR): {DraftMove.SEND},
    (P, DraftPart.EDITOR): {DraftMove.SEND},
    (R, DraftPart.REVIEWER): {DraftMove.APPROVE, DraftMove.RETURN, DraftMove.PUBLISH},
    (R, DraftPart.LIVED): {DraftMove.APPROVE, DraftMove.RETURN, DraftMove.PUBLISH},
}


@pytest.mark.parametrize("state", DraftState)
@pytest.mark.parametrize("part", DraftPart)
def test_every_state_and_part(state: DraftState, part: DraftPart) -> None:
    assert reads(state, {part}) is (state in READ[part])
    assert {move for move in DraftMove if may_step(move, state, {part})} == STEP.get((state, part), set())


@pytest.fixture
def people() -> Desk:
    return desk()


READERS_OF = {
    W: {"author", "trainer", "ig lead"},
    R: {"author", "trainer", "ig lead", "own reviewer", "second own reviewer", "reviewer there", "network reviewer",
        "network reviewer of here", "both"},
    P: {"author", "trainer", "ig lead"},
}  # fmt: skip


@pytest.mark.django_db
@pytest.mark.usefixtures("clock")
@pytest.mark.parametrize(("state", "made"), [(W, agreed), (R, sent), (P, published_from_practice)])
def test_who_of_all_the_people_reads_it(people: Desk, state: DraftState, made) -> None:
    draft = made(people)
    assert draft.state == state
    assert {name for name, user in people.people.items() if _reads(user, draft)} == READERS_OF[state]


@pytest.mark.django_db
@pytest.mark.usefixtures("clock")
@pytest.mark.parametrize("hidden", [State.QUARANTINED, State.WITHDRAWN])
def test_while_its_case_is_hidden_nobody_reads_it(people: Desk, hidden: State) -> None:
    draft = sent(people)
    words = {"key_question": "", "happening": "", "told": "", "tried": ""} if hidden == State.WITHDRAWN else {}
    was = State.CLOSED if hidden == State.QUARANTINED else ""
    Case.objects.filter(pk=draft.case_id).update(state=hidden, hidden_from=was, **words)
    assert not [name for name, user in people.people.items() if _reads(user, draft)]


@pytest.mark.django_db
@pytest.mark.usefixtures("clock")
def test_an_author_with_every_role_is_only_the_author(people: Desk) -> None:
    draft = sent(people, audience="public")
    for role in (Role.TRAINER, Role.NETWORK_REVIEWER, Role.LIVED_EXPERIENCE, Role.COORDINATOR, Role.IG_LEAD):
        there = people.there if role in OF_AN_ORGANISATION else None
        RoleAssignmentFactory(user=people["author"], role=role, organisation=there)
    assert draft_parts_of(people["author"], draft, TODAY) == {DraftPart.AUTHOR}


@pytest.mark.django_db
@pytest.mark.usefixtures("clock")
def test_what_waits_for_whom(people: Desk) -> None:
    draft = sent(people)

    def waits(name: str) -> tuple[bool, bool]:
        mine = LearningDraft.objects
        return (
            mine.to_review(people[name], TODAY).filter(pk=draft.pk).exists(),
            mine.to_write(people[name], TODAY).filter(pk=draft.pk).exists(),
        )

    assert waits("network reviewer") == (True, False)
    assert waits("trainer") == (False, False)
    assert waits("author") == (False, False)
    assert waits("superuser") == (False, False)
    LearningDraft.objects.filter(pk=draft.pk).update(state=W)
    assert waits("trainer") == (False, True)
    known = LearningDraft.objects.known_to
    assert {name for name, user in people.people.items() if known(user, TODAY)} == {"author", "ig lead"}


def _reads(user, draft: LearningDraft) -> bool:
    try:
        read_draft(user, draft.uuid, TODAY)
    except Http404:
        return False
    return True
