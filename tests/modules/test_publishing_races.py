"""What is published twice at one moment goes out once, whole, and belongs to its module: on both databases."""

import datetime as dt
from collections.abc import Sequence

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry, Revision, TaskState

from learning.modules.actions.decide_review import decide_review
from learning.modules.models import Module, ModulePage, ReviewState
from tests.racing import at_once
from tests.signing_in import signed_in

from .factories import form_of, module_page, publisher, reviewers, trainer
from .test_publish_scheduled import due, numbers


@pytest.fixture(params=["file_database", pytest.param("postgres_database", marks=pytest.mark.postgres)])
def database(request: pytest.FixtureRequest) -> None:
    request.getfixturevalue(request.param)


def assert_out_once(pages: Sequence[ModulePage]) -> None:
    for page in pages:
        page.refresh_from_db()
        assert page.live
        assert page.module is not None, "the page still knows its module"
        assert [version.number for version in page.module.versions.all()] == ["1.0"]
        assert page.module.current_version == page.module.versions.get()
    assert Module.objects.count() == len(pages)


def sent(page: ModulePage) -> int:
    """The key of the only review that the page still needs."""
    page.get_workflow().start(page, trainer())
    return ReviewState.objects.get(status=TaskState.STATUS_IN_PROGRESS).pk


def test_four_runs_of_the_schedule_publish_each_page_once(database: None) -> None:
    pages = [due(title) for title in ("First", "Second", "Third")]
    assert at_once(*[lambda: call_command("publish_scheduled")] * 4) == []
    assert_out_once(pages)
    said = PageLogEntry.objects.filter(action="wagtail.publish.scheduled").values_list("page_id", flat=True)
    assert sorted(said) == sorted(page.pk for page in pages)


def test_an_approval_that_is_given_twice_at_once_makes_one_version(database: None) -> None:
    peer, *_ = reviewers()
    page = module_page()
    key = sent(page)
    raised = at_once(*[lambda: decide_review(peer, key, agrees=True)] * 4)
    assert [type(error) for error in raised] == [PermissionDenied] * 3
    assert_out_once([page])
    assert ReviewState.objects.filter(status=TaskState.STATUS_APPROVED).count() == 1


def test_reviewer_and_deputy_who_agree_at_once_in_the_editor_make_one_version(database: None) -> None:
    peer, *_, deputy = reviewers()
    page = module_page()
    key = sent(page)
    ReviewState.objects.update(due_on=timezone.localdate() - dt.timedelta(days=1))  # late: the deputy may as well
    browsers = [signed_in(user) for user in (peer, deputy)]
    address = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", key])
    answers = []
    assert at_once(*[lambda one=one: answers.append(one.post(address).status_code) for one in browsers]) == []
    assert answers == [302, 302]
    assert_out_once([page])
    assert ReviewState.objects.filter(status=TaskState.STATUS_APPROVED).count() == 1


def test_an_editor_who_publishes_while_the_schedule_runs_makes_no_page_forget_its_module(database: None) -> None:
    page = due("First")
    browser, form = signed_in(publisher()), form_of(page) | {"action-publish": "1"}
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert at_once(lambda: browser.post(address, form), lambda: call_command("publish_scheduled")) == []
    page.refresh_from_db()
    assert page.live
    assert page.module is not None
    assert page.module.versions.count() == page.module.versions.values("content_hash").distinct().count()


@pytest.mark.django_db
class TestOneAfterTheOther:
    """The same, without chance: everything was read before the first of two wrote."""

    def test_a_page_that_was_read_before_its_first_publication_keeps_its_module(self) -> None:
        page = module_page()
        early, late = (Revision.objects.get(pk=page.latest_revision_id) for _ in range(2))
        assert early.content_object.module is late.content_object.module is None
        early.publish()
        late.publish()
        assert_out_once([page])

    def test_so_does_one_that_is_saved_as_it_was_read(self) -> None:
        page = module_page()
        read = ModulePage.objects.get(pk=page.pk)
        page.get_latest_revision().publish()
        read.save()
        page.refresh_from_db()
        assert page.module == Module.objects.get()

    def test_the_schedule_puts_no_older_draft_in_the_place_of_what_somebody_published_meanwhile(self) -> None:
        page = due("First", summary="As it was planned.")
        planned = Revision.objects.get(pk=page.latest_revision_id)
        draft = page.get_latest_revision_as_object()
        draft.summary, draft.go_live_at = "Said better.", None
        draft.save_revision().publish()
        planned.publish(log_action="wagtail.publish.scheduled")
        page.refresh_from_db()
        assert page.summary == "Said better."
        assert numbers(page) == ["1.0"]

    def test_a_review_that_was_opened_before_another_decided_is_not_decided_again(self) -> None:
        peer, *_ = reviewers()
        page = module_page()
        key = sent(page)
        opened = [ReviewState.objects.get(pk=key) for _ in range(2)]
        opened[0].task.specific.on_action(opened[0], peer, "approve")
        with pytest.raises(PermissionDenied):
            opened[1].task.specific.on_action(opened[1], peer, "approve")
        assert numbers(page) == ["1.0"]
