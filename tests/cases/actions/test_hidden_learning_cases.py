"""A learning case that may be about somebody: hidden at once, decided by the right one, withdrawn with every word."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from wagtail.log_actions import log
from wagtail.models import PageLogEntry, Revision

from learning.audit.models import Event
from learning.cases.actions.decide_hiding import answer_report, decide_hiding
from learning.cases.actions.link_case_to_module import link_case_to_module
from learning.cases.actions.publish_learning_case import publish_learning_case
from learning.cases.actions.report_learning_case import Reported, report_learning_case
from learning.cases.actions.save_case_reflection import save_case_reflection
from learning.cases.models import CaseReport, Hiding, LearningCasePage, ModuleLink
from learning.cases.models.case_report import About
from learning.cases.models.hiding import Verdict
from learning.cases.refusals import Changed, Unanswered
from learning.modules.models import Module
from learning.notices.models import Message
from learning.records.encryption import unseal
from learning.records.refusals import BadAnswer, OpenFindings
from learning.workforce.models import Organisation, Role, User
from tests.cases.factories import draft, published
from tests.signing_in import signed_in
from tests.workforce.factories import OrganisationFactory, PersonFactory, RoleAssignmentFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
T = dt.date(2026, 2, 28)
MARK = "quincemarker"
NAMED = "It is Kayden Marchbanks of 14 Elm Road."


def ig_lead(organisation: Organisation | None = None) -> User:
    user: User = RoleAssignmentFactory(role=Role.IG_LEAD, organisation=organisation).user
    return user


@pytest.fixture
def lead() -> User:
    return ig_lead(OrganisationFactory(kind=Organisation.NETWORK_KIND, sector="network"))


def reported(case: LearningCasePage | None, by: User | None = None, **more: Any) -> CaseReport:
    fields: dict[str, Any] = {"about": About.ME, "words": "The second paragraph.", "contact": "07700 900123"} | more
    return report_learning_case(by, case, Reported(**fields), uuid.uuid4())


def hidden(case: LearningCasePage) -> Hiding:
    reported(case)
    return Hiding.objects.open().get(case=case)


def test_a_report_hides_it_at_once_everywhere(lead: User) -> None:
    case, reader, client = published(audience="public"), UserFactory(), Client()
    module = Module.objects.create(slug="doors", title="Doors")
    link_case_to_module(case, module, "The door.", T)
    assert client.get(case.address).status_code == 200
    written = reported(case)
    case.refresh_from_db()
    assert case.live is False
    assert signed_in(reader).get(case.address).status_code == 404
    assert case.title not in signed_in(reader).get(reverse("case_library")).content.decode()
    assert not LearningCasePage.objects.visible_to(reader, T).exists()
    assert LearningCasePage.objects.visible_to(reader, T).matching("door") == []
    assert not PageLogEntry.objects.filter(page=case.pk).exclude(user=None).exists()
    hiding = Hiding.objects.get()
    assert (hiding.case, hiding.verdict) == (case, "")
    assert unseal(bytes(written.sealed_contact)) == "07700 900123"
    assert b"07700" not in bytes(written.sealed_contact)
    mail = Message.objects.get(kind="case-reported")
    assert mail.to == lead.email
    for words in (case.title, "second paragraph", "07700", case.slug):
        assert words not in mail.text + mail.subject
    event = Event.objects.get(action="learning_case.reported")
    assert (event.actor_kind, event.actor_id) == ("public", None)


def test_one_hiding_for_several_reports_and_one_report_for_a_key(lead: User) -> None:
    case, key = published(), uuid.uuid4()
    for _again in range(2):
        report_learning_case(None, case, Reported(About.MINE), key)
    reported(case)
    assert (CaseReport.objects.count(), Hiding.objects.count()) == (2, 1)
    with pytest.raises(IntegrityError, match=r"hidden_once|UNIQUE"), transaction.atomic():
        Hiding.objects.create(case=case)


@pytest.mark.parametrize(("words", "refusal"), [(NAMED, OpenFindings), ("x" * 1_001, BadAnswer)])
def test_words_that_name_somebody_are_not_stored(lead: User, words: str, refusal: type[Exception]) -> None:
    case = published()
    with pytest.raises(refusal):
        reported(case, words=words)
    assert not CaseReport.objects.exists()
    case.refresh_from_db()
    assert case.live


def test_shown_again_as_it_was_and_not_as_somebody_edits_it(lead: User) -> None:
    case = published()
    hiding = hidden(case)
    edited = LearningCasePage.objects.get(pk=case.pk)
    edited.context = "Something else entirely."
    edited.save_revision()
    decide_hiding(lead, hiding, Verdict.SHOW_AGAIN, "Nobody fits.")
    shown = LearningCasePage.objects.get(pk=case.pk)
    assert (shown.live, shown.context) == (True, "A young person waited in a corridor.")
    report = CaseReport.objects.get()
    assert (report.answered_at is not None, bytes(report.sealed_contact)) == (True, b"")
    with pytest.raises(Changed):
        decide_hiding(lead, hiding, Verdict.WITHDRAW, "Twice.")
    reported(shown)
    assert Hiding.objects.open().count() == 1, "it can be hidden anew"


def test_kept_back_it_stays_a_draft_until_it_is_published_anew(lead: User) -> None:
    case = published()
    decide_hiding(lead, hidden(case), Verdict.KEEP_BACK, "One sentence is too close.")
    case.refresh_from_db()
    assert (case.live, case.withdrawn_at) == (False, None)
    assert publish_learning_case(case, T).live


def test_nobody_else_decides_or_reads_what_was_said(lead: User) -> None:
    case = published()
    hiding, nameless = hidden(case), reported(None)
    elsewhere = ig_lead(OrganisationFactory())
    others = [elsewhere, UserFactory(), UserFactory(is_superuser=True, is_staff=True)]
    others += [RoleAssignmentFactory(role=role, organisation=None).user for role in (Role.ADMINISTRATOR, Role.TRAINER)]
    for user in others:
        with pytest.raises(PermissionDenied):
            decide_hiding(user, hiding, Verdict.SHOW_AGAIN, "Mine.")
        with pytest.raises(PermissionDenied):
            answer_report(user, nameless)
        client = signed_in(user)
        assert client.get(reverse("hidden_case", args=[hiding.uuid])).status_code == 404
        assert client.get(reverse("case_report", args=[nameless.uuid])).status_code == 404
        assert not CaseReport.objects.visible_to(user, T).exists()
    assert not Hiding.objects.exclude(decided_at=None).exists()
    assert answer_report(lead, nameless).answered_at is not None


def texts_of_the_database() -> Iterator[str]:
    """Every value of every table, as text."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608  names of our own tables
            for row in cursor.fetchall():
                yield " ".join(_text(one) for one in row)


def _text(value: object) -> str:
    return bytes(value).decode("latin-1") if isinstance(value, bytes | memoryview) else str(value)


def test_withdrawn_with_every_word_that_the_site_holds(lead: User) -> None:
    case = published(title=f"The {MARK} door", context=f"A {MARK} waited.", content_note=f"{MARK}.")
    case.tags.add(f"tag-{MARK}")
    case.save_revision()
    log(case, "wagtail.edit", data={"words": MARK})
    module, reader = Module.objects.create(slug="doors", title="Doors"), PersonFactory(with_login=True)
    link_case_to_module(case, module, f"What the {MARK} teaches.", T)
    save_case_reflection(reader.user, case.pk, "I thought of my own door.")
    assert [text for text in texts_of_the_database() if MARK in text]
    decide_hiding(lead, hidden(case), Verdict.WITHDRAW, "Somebody was recognised.")
    assert [text for text in texts_of_the_database() if MARK in text] == []
    gone = LearningCasePage.objects.get(pk=case.pk)
    assert (gone.live, gone.withdrawn_at is not None, gone.slug) == (False, True, f"withdrawn-{case.pk}")
    assert not Revision.objects.for_instance(gone).exists()
    assert Hiding.objects.get().revision is None
    assert not ModuleLink.objects.on(T).filter(case=case).exists()
    assert ModuleLink.objects.standing().get(case=case).ended_on == T
    told = Message.objects.get(kind="case-withdrawn")
    assert told.to == reader.user.email
    tomb = signed_in(reader.user).get(reverse("case", args=[gone.slug]))
    assert tomb.status_code == 410
    assert "This learning case was withdrawn" in tomb.content.decode()
    assert Client().get(reverse("case", args=[gone.slug])).status_code == 302


def test_a_withdrawn_case_does_not_come_back(lead: User) -> None:
    case = published()
    decide_hiding(lead, hidden(case), Verdict.WITHDRAW, "Somebody was recognised.")
    gone = LearningCasePage.objects.get(pk=case.pk)
    trainer = RoleAssignmentFactory(role=Role.TRAINER, organisation=None).user
    assert not gone.permissions_for_user(trainer).can_edit()
    assert not gone.permissions_for_user(UserFactory(is_superuser=True)).can_edit()
    with pytest.raises(ValidationError, match="withdrawn"):
        publish_learning_case(gone, T)
    with pytest.raises(IntegrityError, match="no_words"), transaction.atomic():
        LearningCasePage.objects.filter(pk=gone.pk).update(context="Back again.")


def test_what_is_gone_is_not_shown_again(lead: User) -> None:
    hiding = hidden(published())
    Hiding.objects.update(revision=None)
    with pytest.raises(Unanswered):
        decide_hiding(lead, hiding, Verdict.SHOW_AGAIN, "Nobody fits.")
    assert Hiding.objects.open().exists()


def test_a_draft_that_is_reported_is_not_hidden_twice(lead: User) -> None:
    case = draft()
    reported(case)
    assert not Hiding.objects.exists()


def test_the_database_keeps_no_contact_of_an_answered_report(lead: User) -> None:
    report = reported(None)
    with pytest.raises(IntegrityError, match="reaches_nobody"), transaction.atomic():
        CaseReport.objects.filter(pk=report.pk).update(answered_at=dt.datetime(2026, 2, 28, tzinfo=dt.UTC))
