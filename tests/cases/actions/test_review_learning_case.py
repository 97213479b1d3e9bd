"""From a closed case to a published learning case: who may, what voids it, and what the database refuses."""

import datetime as dt
import uuid

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from wagtail.models import PageLogEntry

from learning.cases.actions.close_case import decide_hidden, hide_case
from learning.cases.actions.decide_hiding import decide_hiding
from learning.cases.actions.nominate_case import agree_to_share, decline_to_share, nominate_case
from learning.cases.actions.publish_learning_case import publish_learning_case
from learning.cases.actions.report_learning_case import Reported, report_learning_case
from learning.cases.actions.review_learning_case import (
    Agreed,
    agree_to_publish,
    return_to_editor,
    send_to_be_read,
)
from learning.cases.learning_draft import DraftState
from learning.cases.life_cycle import Move, State
from learning.cases.models import Hiding, LearningCasePage, LearningDraft
from learning.cases.models.case_report import About
from learning.cases.models.hiding import Verdict
from learning.cases.refusals import Changed, Unanswered
from learning.notices.models import Message
from learning.records.refusals import OpenFindings
from learning.workforce.models import Role
from tests.workforce.factories import RoleAssignmentFactory

from ..case_factories import WORDS, Desk, case_in, desk
from ..factories import TODAY
from ..learning_drafts import agreed, lived, nominated, published_from_practice, rewrite, sent

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def people() -> Desk:
    return desk()


@pytest.mark.parametrize("who", ["author", "coordinator"])
def test_author_and_coordinator_nominate_once(people: Desk, who: str) -> None:
    case = case_in(State.CLOSED, people)
    assert nominate_case(people[who], case) == nominate_case(people["author"], case)


@pytest.mark.parametrize("who", ["stranger", "own reviewer", "trainer", "ig lead", "superuser", "consultant"])
def test_others_nominate_nothing(people: Desk, who: str) -> None:
    with pytest.raises(PermissionDenied):
        nominate_case(people[who], case_in(State.CLOSED, people))


@pytest.mark.parametrize("state", [State.TRIAGE, State.FOLLOW_UP, State.QUARANTINED, State.WITHDRAWN])
def test_a_case_that_is_not_closed_is_not_nominated(people: Desk, state: State) -> None:
    with pytest.raises(Changed):
        nominate_case(people["author"], case_in(state, people))


@pytest.mark.parametrize("who", ["author", "reviewer there", "network reviewer", "trainer", "coordinator", "superuser"])
def test_only_the_author_s_organisation_agrees(people: Desk, who: str) -> None:
    with pytest.raises(PermissionDenied):
        agree_to_share(people[who], nominated(people), no_proceedings=True)


def test_with_proceedings_nothing_is_shared(people: Desk) -> None:
    with pytest.raises(Unanswered):
        agree_to_share(people["own reviewer"], nominated(people), no_proceedings=False)


def test_what_is_declined_says_why_and_can_be_nominated_again(people: Desk) -> None:
    draft = decline_to_share(people["own reviewer"], nominated(people), "It is too fresh for the team.")
    assert draft.state == DraftState.DECLINED
    assert nominate_case(people["author"], draft.case) != draft


def test_agreeing_makes_an_unpublished_page_that_names_nobody(people: Desk) -> None:
    page = agreed(people).page
    assert page is not None
    assert not page.live
    assert page.owner is None
    assert WORDS["happening"] in page.what_happened
    assert page.latest_revision.user is None
    assert not page.kept_words
    assert "C-0" not in page.title + page.slug


def test_two_people_agree_and_it_is_published(people: Desk) -> None:
    draft = published_from_practice(people)
    assert draft.state == DraftState.PUBLISHED
    assert draft.review_due_on == dt.date(2027, 2, 28)
    page = LearningCasePage.objects.get(pk=draft.page_id)
    assert page.live
    assert page.title == "A door that stays open"
    assert page.revisions.count() == 1  # what was written on the way is gone
    assert draft.case.state == State.CLOSED


def test_one_is_not_enough_and_one_person_is_not_two(people: Desk) -> None:
    draft = sent(people)
    draft = agree_to_publish(people["reviewer there"], draft, Agreed(draft.mark, knows_the_place=True))
    assert draft.state == DraftState.REVIEW
    with pytest.raises(Unanswered):
        agree_to_publish(people["reviewer there"], draft, Agreed(draft.mark))
    assert not LearningCasePage.objects.get(pk=draft.page_id).live


def test_somebody_has_to_know_the_place(people: Desk) -> None:
    draft = sent(people)
    draft = agree_to_publish(people["reviewer there"], draft, Agreed(draft.mark))
    with pytest.raises(Unanswered):
        agree_to_publish(people["network reviewer"], draft, Agreed(draft.mark))


def test_two_who_know_the_place_are_enough(people: Desk) -> None:
    draft = sent(people)
    for who in ("reviewer there", "network reviewer"):
        draft = agree_to_publish(people[who], draft, Agreed(draft.mark, knows_the_place=True))
    assert draft.state == DraftState.PUBLISHED


def test_for_everybody_it_is_read_from_lived_experience_too(people: Desk) -> None:
    draft = sent(people, audience="public")
    draft = agree_to_publish(people["reviewer there"], draft, Agreed(draft.mark, knows_the_place=True))
    draft = agree_to_publish(people["network reviewer"], draft, Agreed(draft.mark))
    assert draft.state == DraftState.REVIEW
    assert agree_to_publish(lived(), draft, Agreed(draft.mark, from_experience=True)).state == DraftState.PUBLISHED


def test_lived_experience_is_a_role_and_is_not_asked_for_the_network(people: Desk) -> None:
    draft = sent(people, audience="public")
    with pytest.raises(PermissionDenied):
        agree_to_publish(people["network reviewer"], draft, Agreed(draft.mark, from_experience=True))
    inside = rewrite(draft, people["trainer"], audience="network")
    inside = send_to_be_read(people["trainer"], inside)
    with pytest.raises(PermissionDenied):
        agree_to_publish(lived(), inside, Agreed(inside.mark, from_experience=True))


@pytest.mark.parametrize("who", ["author", "trainer", "coordinator", "ig lead", "superuser", "stranger", "hr lead"])
def test_nobody_else_agrees(people: Desk, who: str) -> None:
    draft = sent(people)
    with pytest.raises(PermissionDenied):
        agree_to_publish(people[who], draft, Agreed(draft.mark, knows_the_place=True))


def test_an_author_who_reviews_for_their_partner_does_not_read_their_own(people: Desk) -> None:
    for role in (Role.AGENCY_REVIEWER, Role.NETWORK_REVIEWER):
        RoleAssignmentFactory(user=people["author"], role=role, organisation=people.there)
    draft = sent(people)
    with pytest.raises(PermissionDenied):
        agree_to_publish(people["author"], draft, Agreed(draft.mark))


def test_whoever_wrote_in_it_once_reads_nothing_later(people: Desk) -> None:
    writer = people["network reviewer"]
    RoleAssignmentFactory(user=writer, role=Role.TRAINER, organisation=None)
    draft = rewrite(agreed(people), writer, title="From another hand")
    draft = send_to_be_read(people["trainer"], rewrite(draft, people["trainer"]))
    with pytest.raises(PermissionDenied):
        agree_to_publish(writer, draft, Agreed(draft.mark))


@pytest.mark.parametrize(
    "changed",
    [
        {"context": "Another beginning."},
        {"audience": "public"},
        {"age_band": "18_24"},
        {"sector": "police"},
        {"is_invented": True},
        {"kept_words": "May: the month"},
        {"slug": "another"},
    ],
)
def test_an_edit_voids_every_approval(people: Desk, changed: dict[str, object]) -> None:
    draft = sent(people)
    seen = draft.mark
    draft = agree_to_publish(people["reviewer there"], draft, Agreed(seen, knows_the_place=True))
    draft = rewrite(draft, people["trainer"], **changed)
    assert draft.state == DraftState.WRITING
    assert not draft.agreed
    draft = send_to_be_read(people["trainer"], draft)
    with pytest.raises(Changed):
        agree_to_publish(people["network reviewer"], draft, Agreed(seen))


def test_saving_the_same_words_again_voids_nothing(people: Desk) -> None:
    draft = sent(people)
    draft = agree_to_publish(people["reviewer there"], draft, Agreed(draft.mark, knows_the_place=True))
    assert rewrite(draft, people["trainer"]).agreed == ["local"]


def test_a_later_edit_leaves_readers_what_was_agreed_to(people: Desk) -> None:
    draft = rewrite(published_from_practice(people), people["trainer"], title="Later")
    assert draft.state == DraftState.WRITING
    page = LearningCasePage.objects.get(pk=draft.page_id)
    assert page.live
    assert page.title == "A door that stays open"


def test_the_yearly_review_asks_everybody_again(people: Desk) -> None:
    draft = send_to_be_read(people["trainer"], published_from_practice(people))
    assert draft.state == DraftState.REVIEW
    assert not draft.agreed
    assert LearningCasePage.objects.get(pk=draft.page_id).live


def test_what_is_not_written_anew_is_not_sent(people: Desk) -> None:
    with pytest.raises(ValidationError) as told:
        send_to_be_read(people["trainer"], agreed(people))
    assert len(told.value.messages) == 3


def test_what_names_somebody_is_not_sent(people: Desk) -> None:
    draft = rewrite(agreed(people), people["trainer"], context="Jayden Okonkwo-Price waits in Wigston.")
    with pytest.raises(ValidationError, match="Jayden"):
        send_to_be_read(people["trainer"], draft)


def test_a_reader_s_word_is_screened_and_sends_it_back(people: Desk) -> None:
    draft = sent(people)
    with pytest.raises(OpenFindings):
        return_to_editor(people["network reviewer"], draft, "This is Jayden Okonkwo-Price.")
    draft = return_to_editor(people["network reviewer"], draft, "Say less of the room.")
    assert (draft.state, draft.word) == (DraftState.WRITING, "Say less of the room.")


def test_what_was_learnt_from_a_case_is_hidden_with_it_and_names_nobody(people: Desk) -> None:
    draft = published_from_practice(people)
    hide_case(people["author"], draft.case, "Somebody asked me about it.")
    page = LearningCasePage.objects.get(pk=draft.page_id)
    assert (page.live, Hiding.objects.open().filter(case=page).count()) == (False, 1)
    assert PageLogEntry.objects.get(page=page.pk, action="wagtail.unpublish").user_id is None
    decide_hidden(people["ig lead"], draft.case, Move.SHOW_AGAIN, "Nobody fits.")
    assert not LearningCasePage.objects.get(pk=page.pk).live, "the page is decided about by itself"
    decide_hiding(people["ig lead"], Hiding.objects.get(), Verdict.SHOW_AGAIN, "Nobody fits here either.")
    assert LearningCasePage.objects.get(pk=page.pk).live


def test_a_hidden_case_stops_it_and_a_returned_one_ends_it(people: Desk) -> None:
    draft = sent(people)
    case = hide_case(people["coordinator"], draft.case, "")
    with pytest.raises(Changed):
        agree_to_publish(people["reviewer there"], draft, Agreed(draft.mark, knows_the_place=True))
    decide_hidden(people["ig lead"], case, Move.SEND_BACK, "Say less.")
    draft.refresh_from_db()
    assert draft.state == DraftState.DECLINED
    assert draft.page_id is None
    assert not LearningCasePage.objects.exists()


def test_the_action_for_invented_cases_is_no_way_round(people: Desk) -> None:
    draft = rewrite(agreed(people), people["trainer"], is_invented=True)
    assert draft.page is not None
    with pytest.raises(ValidationError):
        publish_learning_case(LearningCasePage.objects.get(pk=draft.page_id), TODAY)


def test_mails_say_that_something_waits_and_nothing_of_it(people: Desk) -> None:
    published_from_practice(people)
    mails = " ".join(Message.objects.values_list("text", flat=True))
    for word in ("door", "tea", "C-0", "Here", "There"):
        assert word not in mails.replace("There is", "")
    assert {"own-reviewer@desk.example", "trainer@desk.example", "reviewer-there@desk.example"} <= set(
        Message.objects.values_list("to", flat=True)
    )


@pytest.mark.parametrize(
    "changed",
    [
        {"local_by": None},
        {"other_mark": "0" * 64},
        {"mark": "0" * 64},
        {"no_proceedings_on": None},
        {"page": None},
        {"is_public": True},
        {"review_due_on": None},
    ],
)
def test_the_database_keeps_none_that_was_not_read(people: Desk, changed: dict[str, object]) -> None:
    draft = published_from_practice(people)
    with pytest.raises(IntegrityError), transaction.atomic():
        LearningDraft.objects.filter(pk=draft.pk).update(**changed)


@pytest.mark.parametrize("seat", ["local_by", "other_by", "lived_by"])
@pytest.mark.parametrize("who", ["author", "trainer"])
def test_the_database_knows_no_reader_of_their_own(people: Desk, seat: str, who: str) -> None:
    draft = published_from_practice(people)
    with pytest.raises(IntegrityError), transaction.atomic():
        LearningDraft.objects.filter(pk=draft.pk).update(**{seat: people[who]})


def test_the_database_wants_two_people(people: Desk) -> None:
    draft = published_from_practice(people)
    with pytest.raises(IntegrityError), transaction.atomic():
        LearningDraft.objects.filter(pk=draft.pk).update(other_by=draft.local_by)


def test_while_readers_find_it_hidden_nobody_lets_it_out_again(people: Desk) -> None:
    draft = send_to_be_read(people["trainer"], published_from_practice(people))
    report_learning_case(None, draft.page, Reported(About.SOMEBODY), uuid.uuid4())
    with pytest.raises(Changed):
        agree_to_publish(people["reviewer there"], draft, Agreed(draft.mark, knows_the_place=True))
    assert not LearningCasePage.objects.live().exists()


def test_what_is_kept_back_is_read_anew_by_everybody(people: Desk) -> None:
    draft = published_from_practice(people)
    report_learning_case(None, draft.page, Reported(About.SOMEBODY), uuid.uuid4())
    decide_hiding(people["ig lead"], Hiding.objects.get(), Verdict.KEEP_BACK, "Say less of the room.")
    draft.refresh_from_db()
    assert (draft.state, draft.agreed) == (DraftState.WRITING, [])
    draft = send_to_be_read(people["trainer"], rewrite(draft, people["trainer"], context="Less of the room."))
    assert draft.state == DraftState.REVIEW


def test_what_is_withdrawn_has_neither_words_nor_a_way_back(people: Desk) -> None:
    draft = published_from_practice(people, kept_words="Okonkwo: a method in print")
    report_learning_case(None, draft.page, Reported(About.SOMEBODY), uuid.uuid4())
    decide_hiding(people["ig lead"], Hiding.objects.get(), Verdict.WITHDRAW, "It was them.")
    draft.refresh_from_db()
    assert (draft.state, draft.mark, draft.published_mark) == (DraftState.DECLINED, "", "")
    assert LearningCasePage.objects.get().kept_words == ""
    assert not LearningDraft.objects.known_to(people["author"], TODAY).exists()
