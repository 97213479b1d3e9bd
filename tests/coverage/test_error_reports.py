"""Something in a row is wrong: who may say so, what may be written, and that the answer comes back."""

from __future__ import annotations

import datetime as dt
import re
import uuid
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client

from learning.audit.models import Event
from learning.coverage.actions.close_error_report import close_error_report
from learning.coverage.actions.report_error import report_error
from learning.coverage.models import ErrorReport
from learning.coverage.permissions import may_close_report, may_report_error
from learning.coverage.refusals import BadReport, NamesSomebody
from learning.coverage.screened_words import LONGEST_WORDS
from learning.notices.models import Message
from learning.workforce.models import Person, User
from learning.workforce.models.employment import EmploymentSource
from tests.coverage.error_report_factories import ErrorReportFactory
from tests.coverage.factories import Employer, T, two_employers
from tests.coverage.test_views import home_of, queries, words
from tests.signing_in import signed_in
from tests.workforce.factories import EmploymentFactory, RoleAssignmentFactory, TeamFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
SAID = "The team is the other ward since January."


def with_login(person: Person) -> User:
    person.user = UserFactory()
    person.save()
    return User.objects.get(pk=person.user.pk)


def manager_of(one: Employer) -> User:
    user: User = RoleAssignmentFactory(team_manager=True, team=one.team).user
    return user


def reported(user: User, one: Employer, who: str = "Soon", **more: Any) -> ErrorReport:
    given = {"kind": "post", "message": SAID, "key": uuid.uuid4()} | more
    return report_error(user, one.organisation, one.people[who], **given)


@pytest.mark.parametrize(
    ("who", "may"),
    [
        ("the HR lead", True),
        ("the team's manager", True),
        ("the person", True),
        ("a colleague", False),
        ("another partner's HR lead", False),
        ("another team's manager", False),
        ("a former manager", False),
        ("the administrator", False),
    ],
)
def test_who_may_report(who: str, may: bool) -> None:
    _, one, other = two_employers()
    elsewhere = TeamFactory(organisation=one.organisation)
    user = {
        "the HR lead": lambda: one.lead,
        "the team's manager": lambda: manager_of(one),
        "the person": lambda: with_login(one.people["Soon"]),
        "a colleague": lambda: with_login(one.people["Current"]),
        "another partner's HR lead": lambda: other.lead,
        "another team's manager": lambda: RoleAssignmentFactory(team_manager=True, team=elsewhere).user,
        "a former manager": lambda: RoleAssignmentFactory(team_manager=True, team=one.team, ended_on=T).user,
        "the administrator": lambda: RoleAssignmentFactory(administrator=True).user,
    }[who]()
    assert may_report_error(user, one.organisation, one.people["Soon"], T) is may
    if may:
        assert reported(user, one).reported_by == user
    else:
        with pytest.raises(PermissionDenied):
            reported(user, one)
        assert not ErrorReport.objects.exists()


def test_nobody_reports_to_an_employer_that_has_not_confirmed_the_post() -> None:
    """Saying where one works opens no record there, not even by a report."""
    _, one, other = two_employers()
    person = one.people["Soon"]
    user = with_login(person)
    EmploymentFactory(person=person, organisation=other.organisation, source=EmploymentSource.SELF_DECLARED)
    assert not may_report_error(user, other.organisation, person, T)
    assert signed_in(user, second_factor=False).get("/my-record/northgate-council/error/").status_code == 404


def test_a_report_is_stored_once_and_tells_the_other_hr_leads_once_a_day() -> None:
    _, one, _ = two_employers()
    second = RoleAssignmentFactory(hr_lead=True, organisation=one.organisation).user
    key = uuid.uuid4()
    first = reported(one.lead, one, key=key)
    assert reported(one.lead, one, key=key, message="Again.") == first
    assert first.message == SAID
    reported(one.lead, one, "Notyet")
    assert list(Message.objects.values_list("to", flat=True)) == [second.email]
    assert "/coverage/midshire-trust/errors/" in Message.objects.get().text
    seen = Event.objects.filter(action="error.reported")
    assert [event.detail for event in seen] == [{"kind": "post"}] * 2


@pytest.mark.parametrize("message", ["", "   ", "x" * (LONGEST_WORDS + 1)])
def test_a_report_needs_words_and_not_too_many(message: str) -> None:
    _, one, _ = two_employers()
    with pytest.raises(BadReport):
        reported(one.lead, one, message=message)
    with pytest.raises(BadReport):
        reported(one.lead, one, kind="nonsense")


@pytest.mark.parametrize("message", ["Ask Mrs Kowalczyk on 07700 900123.", "His NHS number is 943 476 5919."])
def test_words_that_name_somebody_are_stored_nowhere(message: str) -> None:
    _, one, _ = two_employers()
    with pytest.raises(NamesSomebody) as refusal:
        reported(one.lead, one, message=message)
    assert refusal.value.words.startswith("“")
    assert not ErrorReport.objects.exists()
    report = reported(one.lead, one)
    with pytest.raises(NamesSomebody):
        close_error_report(one.lead, report, outcome="mended", answer=message)


def test_names_of_teams_and_role_groups_are_nobody_s() -> None:
    _, one, _ = two_employers()
    TeamFactory(organisation=one.organisation, name="Response, Northgate")
    report = reported(one.lead, one, message="It says Northgate, and should say Frontline since January.")
    assert report.message.startswith("It says Northgate")


def test_an_ordinary_word_may_be_said_to_name_nobody_and_a_number_never() -> None:
    _, one, _ = two_employers()
    message = "Should be Fenside, not Kestrel."
    with pytest.raises(NamesSomebody):
        reported(one.lead, one, message=message)
    assert reported(one.lead, one, message=message, names_nobody=True).message == message
    with pytest.raises(NamesSomebody):
        reported(one.lead, one, message="Ring 07700 900123.", names_nobody=True)


def test_the_hr_lead_closes_it_and_whoever_reported_it_is_told() -> None:
    _, one, _ = two_employers()
    manager = manager_of(one)
    report = reported(manager, one)
    Message.objects.all().delete()
    closed = close_error_report(one.lead, report, outcome="mended", answer="The next return names the right ward.")
    assert (closed.outcome, closed.closed_by, closed.is_open) == ("mended", one.lead, False)
    told = Message.objects.get()
    assert (told.to, told.key) == (manager.email, f"error-closed:{report.uuid}")
    assert "/coverage/midshire-trust/errors/" in told.text
    assert Event.objects.get(action="error.closed").detail == {"outcome": "mended"}
    again = close_error_report(one.lead, report, outcome="stands", answer="Otherwise.")
    assert again.outcome == "mended"
    assert Message.objects.count() == 1


def test_who_reported_about_themselves_is_led_to_their_record() -> None:
    _, one, _ = two_employers()
    report = reported(with_login(one.people["Soon"]), one)
    Message.objects.all().delete()
    close_error_report(one.lead, report, outcome="stands", answer="The return says so.")
    assert "/my-record/" in Message.objects.get().text


@pytest.mark.parametrize("who", ["the manager", "the person", "another partner's HR lead", "the administrator"])
def test_nobody_else_closes_it(who: str) -> None:
    _, one, other = two_employers()
    report = ErrorReportFactory(organisation=one.organisation, person=one.people["Soon"])
    user = {
        "the manager": lambda: manager_of(one),
        "the person": lambda: with_login(one.people["Soon"]),
        "another partner's HR lead": lambda: other.lead,
        "the administrator": lambda: RoleAssignmentFactory(administrator=True).user,
    }[who]()
    assert not may_close_report(user, report, T)
    with pytest.raises(PermissionDenied):
        close_error_report(user, report, outcome="mended", answer="Done.")


def test_closing_needs_an_outcome_and_an_answer() -> None:
    _, one, _ = two_employers()
    report = reported(one.lead, one)
    for outcome, answer in (("mended", " "), ("nonsense", "Done."), ("", "Done.")):
        with pytest.raises(BadReport):
            close_error_report(one.lead, report, outcome=outcome, answer=answer)
    assert ErrorReport.objects.get().is_open


def test_the_database_holds_a_report_to_its_answer() -> None:
    report = ErrorReportFactory()
    with pytest.raises(IntegrityError, match="a_closed_report_has_its_answer"), transaction.atomic():
        ErrorReport.objects.filter(pk=report.pk).update(closed_at=dt.datetime(2026, 2, 28, tzinfo=dt.UTC))
    assert not ErrorReportFactory(closed=True).is_open


# The pages


def address(one: Employer, who: str = "Soon") -> str:
    return f"{home_of(one)}people/{one.people[who].uuid}/error/"


def form(browser: Client, page: str, **more: str) -> dict[str, str]:
    """What the form sends, with the key that it was shown with."""
    html = browser.get(page).content.decode()
    (key,) = re.findall(r'name="key" value="([0-9a-f-]{36})"', html)
    return {"key": key, "kind": "post", "message": SAID} | more


def test_from_a_row_to_the_answer() -> None:
    """The manager reports on a module's row, the HR lead closes it, the manager reads the answer."""
    _, one, _ = two_employers()
    manager, lead = signed_in(manager_of(one)), signed_in(one.lead)
    page = manager.get(f"{home_of(one)}people/{one.people['Soon'].uuid}/").content.decode()
    (link,) = re.findall(r'href="([^"]+/error/\?module=six)"', page)
    shown = manager.get(link)
    assert '<option value="six" selected>' in shown.content.decode()
    answer = manager.post(address(one), form(manager, address(one), module="six", kind="learning"))
    assert answer["Location"] == f"{home_of(one)}errors/?sent=1"
    report = ErrorReport.objects.get()
    assert (report.module.slug if report.module else "", report.kind) == ("six", "learning")
    waiting = words(lead.get(f"{home_of(one)}errors/"))
    assert "Soon of Midshire Trust" in waiting
    assert "Something finished is missing, or not theirs · Six principles" in waiting
    closing = {"report": str(report.uuid), "outcome": "stands", "answer": "The session is not closed yet."}
    assert lead.post(f"{home_of(one)}errors/", closing).status_code == 302
    read = words(manager.get(f"{home_of(one)}errors/"))
    assert "Right as it stands" in read
    assert "The session is not closed yet." in read
    assert "Nothing is open." in read
    assert "Right as it stands" in words(manager.get(f"{home_of(one)}people/{one.people['Soon'].uuid}/"))


def test_a_person_reports_from_their_own_record_and_finds_the_answer_there() -> None:
    _, one, _ = two_employers()
    me = signed_in(with_login(one.people["Soon"]), second_factor=False)
    record = me.get("/my-record/").content.decode()
    page = f"/my-record/{one.organisation.slug}/error/"
    assert page in record
    assert me.post(page, form(me, page, kind="dates")).status_code == 302
    report = ErrorReport.objects.get()
    assert report.is_by_the_person
    assert "Reported by the person on 28 February 2026" in words(signed_in(one.lead).get(f"{home_of(one)}errors/"))
    close_error_report(one.lead, report, outcome="mended", answer="The first day is right now.")
    record = words(me.get("/my-record/"))
    assert "What you reported as wrong" in record
    assert "Put right · 28 February 2026 The first day is right now." in record


def test_nothing_typed_is_lost_when_something_is_to_be_mended() -> None:
    _, one, _ = two_employers()
    browser = signed_in(one.lead)
    message = "Ask Mrs Kowalczyk on 07700 900123."
    response = browser.post(address(one), form(browser, address(one), message=message))
    assert response.status_code == 422
    html = response.content.decode()
    assert message in html
    assert "This looks as if it says who somebody is: “Kowalczyk”, “07700 900123”." in html
    assert "These words name nobody" not in html
    response = browser.post(address(one), form(browser, address(one), message="It is Kestrel now."))
    assert "These words name nobody" in response.content.decode()
    sure = form(browser, address(one), message="It is Kestrel now.", names_nobody="on")
    assert browser.post(address(one), sure).status_code == 302
    report = ErrorReport.objects.get()
    closing = {"report": str(report.uuid), "answer": "I asked Mrs Kowalczyk."}
    response = browser.post(f"{home_of(one)}errors/", closing)
    assert response.status_code == 422
    assert "I asked Mrs Kowalczyk." in response.content.decode()
    assert ErrorReport.objects.get().is_open


def test_a_manager_reads_their_own_reports_alone_and_closes_none() -> None:
    _, one, _ = two_employers()
    user = manager_of(one)
    ErrorReportFactory(organisation=one.organisation, person=one.people["Notyet"], message="Not for the manager.")
    mine = reported(user, one)
    manager = signed_in(user)
    page = words(manager.get(f"{home_of(one)}errors/"))
    assert SAID in page
    assert "Not for the manager." not in page
    assert "Answer and close" not in page
    closing = {"report": str(mine.uuid), "outcome": "mended", "answer": "Done."}
    assert manager.post(f"{home_of(one)}errors/", closing).status_code == 404


def test_a_manager_no_longer_reads_of_somebody_who_left_the_team() -> None:
    _, one, _ = two_employers()
    user = manager_of(one)
    reported(user, one)
    one.people["Soon"].employments.update(team=TeamFactory(organisation=one.organisation))
    assert SAID not in words(signed_in(user).get(f"{home_of(one)}errors/"))


def test_a_report_of_another_partner_is_not_found() -> None:
    _, one, other = two_employers()
    report = ErrorReportFactory(organisation=other.organisation, person=other.people["Soon"], message="Elsewhere.")
    browser = signed_in(one.lead)
    closing = {"report": str(report.uuid), "outcome": "mended", "answer": "Done."}
    assert browser.post(f"{home_of(one)}errors/", closing).status_code == 404
    for wrong in ("", "nonsense", str(uuid.uuid4())):
        assert browser.post(f"{home_of(one)}errors/", closing | {"report": wrong}).status_code == 404
    assert "Elsewhere." not in words(browser.get(f"{home_of(one)}errors/"))
    assert browser.get(f"{home_of(one)}people/{other.people['Soon'].uuid}/error/").status_code == 404


def test_the_number_of_queries_does_not_grow() -> None:
    _, one, other = two_employers()
    ErrorReportFactory(organisation=one.organisation, person=one.people["Soon"])
    ErrorReportFactory(organisation=one.organisation, person=one.people["Soon"], closed=True)
    for who in ("Soon", "Notyet", "Expired", "Current"):
        ErrorReportFactory(organisation=other.organisation, person=other.people[who])
        ErrorReportFactory(organisation=other.organisation, person=other.people[who], closed=True)
    few, many = (queries(signed_in(each.lead), f"{home_of(each)}errors/") for each in (one, other))
    assert few == many
