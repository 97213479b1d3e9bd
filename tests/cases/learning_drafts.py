"""Learning cases on their way to publication, taken there by the actions that take them there."""

from __future__ import annotations

from learning.cases.actions.nominate_case import agree_to_share, nominate_case
from learning.cases.actions.review_learning_case import Agreed, agree_to_publish, send_to_be_read
from learning.cases.life_cycle import State
from learning.cases.models import LearningCasePage, LearningDraft
from learning.workforce.models import Role, User
from tests.workforce.factories import RoleAssignmentFactory, UserFactory

from .case_factories import Desk, case_in
from .factories import library, stream

ENDED = {
    "title": "A door that stays open",
    "slug": "a-door-that-stays-open",
    "context": "A young person leaves whenever anybody asks.",
    "what_happened": "<p>Somebody stopped asking, and made tea.</p>",
    "learning_points": stream("point", "Be there before you ask"),
    "questions": stream("point", "Who of us asks first?"),
}


def nominated(desk: Desk, **more: object) -> LearningDraft:
    return nominate_case(desk["author"], case_in(State.CLOSED, desk, **more))


def agreed(desk: Desk, **more: object) -> LearningDraft:
    library()
    return agree_to_share(desk["own reviewer"], nominated(desk, **more), no_proceedings=True)


def rewrite(draft: LearningDraft, by: User, **fields: object) -> LearningDraft:
    """The editor saves the page."""
    page: LearningCasePage = LearningCasePage.objects.get(pk=draft.page_id).get_latest_revision_as_object()
    for name, value in (ENDED | fields).items():
        setattr(page, name, value)
    page.save_revision(user=by)
    return LearningDraft.objects.select_related("page", "case").get(pk=draft.pk)


def sent(desk: Desk, **fields: object) -> LearningDraft:
    draft = rewrite(agreed(desk), desk["trainer"], **fields)
    return send_to_be_read(desk["trainer"], draft)


def published_from_practice(desk: Desk, **fields: object) -> LearningDraft:
    draft = sent(desk, **fields)
    draft = agree_to_publish(desk["reviewer there"], draft, Agreed(draft.mark, knows_the_place=True))
    draft = agree_to_publish(desk["network reviewer"], draft, Agreed(draft.mark))
    if draft.is_public:
        draft = agree_to_publish(lived(), draft, Agreed(draft.mark, from_experience=True))
    return LearningDraft.objects.select_related("page", "case").get(pk=draft.pk)


def lived() -> User:
    user: User = UserFactory()
    RoleAssignmentFactory(user=user, role=Role.LIVED_EXPERIENCE, organisation=None)
    return user
