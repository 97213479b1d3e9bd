"""The HR lead sends a return: file, columns, titles, differences, written, undone; each step refuses with words."""

import datetime as dt
import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from learning.workforce import signals
from learning.workforce.actions.compare_return import compare_return
from learning.workforce.actions.discard_return import discard_return
from learning.workforce.actions.undo_return import begin_undo
from learning.workforce.actions.write_return import write_return
from learning.workforce.models import (
    Employment,
    Organisation,
    RememberedColumn,
    RememberedTitle,
    ReturnChange,
    ReturnState,
    SharingAgreement,
    WorkforceReturn,
)
from tests.markup import markup
from tests.signing_in import signed_in
from tests.workforce.factories import (
    EmploymentFactory,
    PersonFactory,
    ReturnGradeFactory,
    RoleAssignmentFactory,
    RoleGroupFactory,
    SharingAgreementFactory,
)
from tests.workforce.returns.files import inline_row, raw_workbook, sheet_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
HEAD = "Payroll ref,Given,Family,Job,Began,Ended\n"
ADA = "1001,Ada,Example,Ward nurse,01/03/2021,\n"
BO = "1002,Bo,Sample,Ward nurse,31/02/2025,\n"
CY = "1003,Cy,Invented,Quartermaster,2025-01-06,\n"
COLUMNS = {"staff_id": 0, "first_name": 1, "last_name": 2, "role_group": 3, "start_date": 4, "end_date": 5}


@pytest.fixture
def partner() -> Organisation:
    RoleGroupFactory(slug="frontline_direct", title="Frontline")
    RoleGroupFactory(slug="corporate", title="Corporate")
    return SharingAgreementFactory(organisation__name="Midshire Trust").organisation


@pytest.fixture
def browser(partner: Organisation) -> Client:
    return signed_in(RoleAssignmentFactory(hr_lead=True, organisation=partner).user)


@pytest.fixture(autouse=True)
def _folder_of_its_own(settings: Any, tmp_path: Path) -> None:
    """Files of tests that run beside this one are not its own."""
    private = {**settings.STORAGES["private"], "OPTIONS": {"location": tmp_path}}
    settings.STORAGES = {**settings.STORAGES, "private": private}


def upload(browser: Client, text: str = HEAD + ADA, *, full: str = "no", day: str = "28 2 2026") -> Any:
    sent = {"file": ContentFile(text.encode(), name="staff.csv"), "is_full": full}
    sent |= dict(zip(("as_at_day", "as_at_month", "as_at_year"), day.split(), strict=True))
    return browser.post(reverse("workforce_return_new", args=["midshire-trust"]), sent)


def kept_files() -> set[str]:
    storage = storages["private"]
    return set(storage.listdir("returns")[1]) if storage.exists("returns") else set()


def at(name: str, batch: WorkforceReturn) -> str:
    return reverse(name, args=["midshire-trust", batch.uuid])


def match(browser: Client, batch: WorkforceReturn, **titles: str) -> Any:
    answer = browser.post(at("workforce_return_columns", batch), COLUMNS)
    assert answer["Location"] == at("workforce_return_titles", batch)
    return browser.post(at("workforce_return_titles", batch), titles)


def compared(browser: Client, text: str = HEAD + ADA, **titles: str) -> WorkforceReturn:
    upload(browser, text)
    batch = WorkforceReturn.objects.latest("pk")
    match(browser, batch, **(titles or {"title_0": "frontline_direct"}))
    batch.refresh_from_db()
    return batch


def test_from_upload_to_undo(partner: Organisation, browser: Client, clock: time_machine.Traveller) -> None:
    answer = upload(browser, HEAD + ADA + CY)
    batch = WorkforceReturn.objects.get()
    assert answer["Location"] == at("workforce_return_columns", batch)
    assert "Payroll ref" in browser.get(answer["Location"]).content.decode()
    match(browser, batch, title_0="frontline_direct", title_1="corporate")
    page = browser.get(at("workforce_return", batch)).content.decode()
    assert "Ada Example" in page
    assert not Employment.objects.filter(organisation=partner).exists(), "nothing is changed until it is written"
    browser.post(at("workforce_return_commit", batch))
    assert Employment.objects.standing().count() == 2
    page = browser.get(at("workforce_return", batch)).content.decode()
    assert "Undo is open until 14 March 2026, 09:30" in page
    clock.shift(60)
    assert "2 people who joined are taken out." in browser.get(at("workforce_return_undo", batch)).content.decode()
    answer = browser.post(at("workforce_return_undo", batch))
    undone = WorkforceReturn.objects.get(undoes=batch)
    assert answer["Location"] == at("workforce_return", undone)
    assert not Employment.objects.standing().exists()
    assert "Undoes the return" in browser.get(reverse("workforce_returns", args=["midshire-trust"])).content.decode()


def test_a_return_that_is_undone_asks_nobody_to_mend_its_rows(browser: Client, clock: time_machine.Traveller) -> None:
    batch = compared(browser, HEAD + ADA + CY)
    browser.post(at("workforce_return_commit", batch))
    assert "Mend it in your system" in browser.get(at("workforce_return", batch)).content.decode()
    clock.shift(60)
    undone = browser.post(at("workforce_return_undo", batch), follow=True).content.decode()
    again = browser.get(at("workforce_return", batch)).content.decode()
    assert "This return was undone." in again
    assert "in your system" not in undone + again


def test_a_return_of_names_is_not_listed_once_numbers_are_returned(partner: Organisation, browser: Client) -> None:
    batch = compared(browser)
    assert "Ada Example" in browser.get(at("workforce_return", batch)).content.decode()
    ReturnGradeFactory(organisation=partner)
    for query in ("", "?show=joiner", "?show=problem"):
        page = browser.get(at("workforce_return", batch) + query)
        assert page.status_code == 200
        assert "Its list is not shown any more" in page.content.decode()
        assert "Ada" not in markup(page)
    assert browser.get(at("workforce_return_problems", batch)).status_code == 404


def test_a_return_of_numbers_calls_nobody_by_a_name_of_their_own(partner: Organisation, browser: Client) -> None:
    ReturnGradeFactory(organisation=partner)
    person = PersonFactory(with_login=True, given_name="Ada", family_name="Example")
    EmploymentFactory(organisation=partner, person=person, staff_id="1001", start=dt.date(2020, 1, 6))
    compared(browser)
    assert list(ReturnChange.objects.values_list("named", flat=True)) == ["Staff number 1001"]


def test_what_was_chosen_is_chosen_next_time(browser: Client, clock: time_machine.Traveller) -> None:
    compared(browser)
    assert RememberedColumn.objects.get(heading="payroll ref").field == "staff_id"
    assert RememberedTitle.objects.get().title == "ward nurse"
    upload(browser)
    again = WorkforceReturn.objects.latest("pk")
    assert again.columns == COLUMNS
    page = browser.get(at("workforce_return_titles", again)).content.decode()
    assert "As last time" in page


def test_titles_come_most_frequent_first_and_left_open_they_are_problems(browser: Client) -> None:
    upload(browser, HEAD + CY + ADA + ADA.replace("1001", "1004"))
    batch = WorkforceReturn.objects.get()
    browser.post(at("workforce_return_columns", batch), COLUMNS)
    page = browser.get(at("workforce_return_titles", batch)).content.decode()
    assert page.index("Ward nurse") < page.index("Quartermaster")
    browser.post(at("workforce_return_titles", batch), {"title_0": "frontline_direct"})
    batch.refresh_from_db()
    assert (batch.joiners, batch.problems.get().value) == (2, "Quartermaster")


def test_a_title_that_is_not_in_the_return_is_passed_over(browser: Client) -> None:
    batch = compared(browser, HEAD + ADA + CY, title_0="frontline_direct", title_1="-")
    assert (batch.joiners, batch.problems.count()) == (1, 0)


def test_a_wrong_day_is_mended_on_the_page(browser: Client) -> None:
    batch = compared(browser, HEAD + ADA + BO)
    problem = batch.problems.get()
    assert (problem.row, problem.value, batch.joiners) == (3, "31/02/2025", 1)
    page = browser.get(at("workforce_return", batch)).content.decode()
    assert "28 days" in page
    assert 'value="31/02/2025"' in page
    browser.post(at("workforce_return_mend", batch), {"row": 3, "field": problem.field, "value": "28/02/2025"})
    batch.refresh_from_db()
    assert (batch.joiners, batch.problems.count(), batch.state) == (2, 0, ReturnState.COMPARED)


def test_a_title_is_mended_for_one_row(browser: Client) -> None:
    batch = compared(browser, HEAD + ADA + CY)
    row = batch.problems.get().row
    browser.post(at("workforce_return_mend", batch), {"row": row, "field": "role_group", "value": "corporate"})
    batch.refresh_from_db()
    assert (batch.joiners, batch.problems.count()) == (2, 0)


def test_the_rows_to_look_at_come_as_a_workbook(browser: Client) -> None:
    batch = compared(browser, HEAD + ADA + BO.replace("Bo", "=1+1"))
    answer = browser.get(at("workforce_return_problems", batch))
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[1][:2] == (3, "=1+1 Sample")
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


@pytest.mark.parametrize(
    ("text", "words"),
    [("%PDF-1.7 a paper", "Nothing was read"), ("", "empty"), ("only one line of words", "Nothing was read")],
)
def test_a_file_that_cannot_be_read_says_so_and_nothing_is_kept(browser: Client, text: str, words: str) -> None:
    before = kept_files()
    answer = upload(browser, text)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not WorkforceReturn.objects.exists()
    assert kept_files() == before


def test_a_day_to_come_is_refused(browser: Client) -> None:
    answer = upload(browser, day="1 3 2026")
    assert answer.status_code == 422
    assert not WorkforceReturn.objects.exists()


def test_without_an_agreement_the_page_leads_to_it_and_takes_nothing(partner: Organisation, browser: Client) -> None:
    partner.agreements.update(ended_on=dt.date(2026, 1, 1))
    page = browser.get(reverse("workforce_return_new", args=["midshire-trust"])).content.decode()
    assert reverse("workforce_agreement", args=["midshire-trust"]) in page
    assert 'type="file"' not in page
    assert upload(browser).status_code == 422
    assert not WorkforceReturn.objects.exists()


def test_headcounts_only_takes_no_file(partner: Organisation, browser: Client) -> None:
    ReturnGradeFactory(organisation=partner, grade="headcount")
    assert 'type="file"' not in browser.get(reverse("workforce_return_new", args=["midshire-trust"])).content.decode()
    assert upload(browser).status_code == 422


def test_one_column_for_two_fields_is_refused_and_what_was_chosen_stays(browser: Client) -> None:
    upload(browser)
    batch = WorkforceReturn.objects.get()
    answer = browser.post(at("workforce_return_columns", batch), COLUMNS | {"last_name": 1})
    assert answer.status_code == 422
    assert "This column is “First name" in answer.content.decode()


def test_a_match_without_a_first_day_says_what_is_missing(browser: Client) -> None:
    upload(browser)
    batch = WorkforceReturn.objects.get()
    answer = browser.post(at("workforce_return_columns", batch), COLUMNS | {"start_date": ""})
    assert answer.status_code == 422
    assert "No column is chosen yet for" in answer.content.decode()


def test_fields_that_were_not_agreed_are_not_offered(partner: Organisation, browser: Client) -> None:
    partner.agreements.update(fields=["staff_id", "role_group", "dates"])
    upload(browser)
    batch = WorkforceReturn.objects.get()
    page = browser.get(at("workforce_return_columns", batch)).content.decode()
    assert 'name="staff_id"' in page
    assert 'name="first_name"' not in page
    browser.post(at("workforce_return_columns", batch), COLUMNS)
    batch.refresh_from_db()
    assert "first_name" not in batch.columns


def test_many_leavers_have_to_be_typed(partner: Organisation, browser: Client) -> None:
    for number in range(5):
        EmploymentFactory(organisation=partner, staff_id=f"{number}", role_group__slug="corporate")
    upload(browser, full="yes")
    batch = WorkforceReturn.objects.get()
    match(browser, batch, title_0="frontline_direct")
    page = browser.get(at("workforce_return", batch)).content.decode()
    assert "5 of 5 people would leave" in page
    for typed in ("", "4", "five"):
        answer = browser.post(at("workforce_return_commit", batch), {"leavers": typed}, follow=True)
        assert "rite" in answer.content.decode()
        assert Employment.objects.standing().filter(left=None).count() == 5
    browser.post(at("workforce_return_commit", batch), {"leavers": "5"})
    assert Employment.objects.standing().filter(left=None).count() == 1


def test_a_second_click_changes_nothing(browser: Client) -> None:
    batch = compared(browser)
    for _ in range(2):
        browser.post(at("workforce_return_commit", batch))
    assert Employment.objects.count() == 1
    for _ in range(2):
        browser.post(at("workforce_return_undo", batch))
    assert WorkforceReturn.objects.count() == 2


def test_thrown_away_nothing_of_it_is_kept(browser: Client, django_capture_on_commit_callbacks: Any) -> None:
    batch = compared(browser, HEAD + ADA + BO)
    with django_capture_on_commit_callbacks(execute=True):
        browser.post(at("workforce_return_discard", batch))
    batch.refresh_from_db()
    assert batch.state == ReturnState.DISCARDED
    assert (batch.changes.count(), batch.problems.count()) == (0, 0)
    assert not storages["private"].exists(f"returns/{batch.uuid}")
    assert "Thrown away" in browser.get(at("workforce_return", batch)).content.decode()
    assert str(batch.uuid) not in browser.get(reverse("workforce_returns", args=["midshire-trust"])).content.decode()


def test_once_it_is_written_the_file_is_deleted(browser: Client, django_capture_on_commit_callbacks: Any) -> None:
    batch = compared(browser)
    with django_capture_on_commit_callbacks(execute=True):
        browser.post(at("workforce_return_commit", batch))
    assert not storages["private"].exists(f"returns/{batch.uuid}")


def test_a_written_return_is_not_thrown_away(browser: Client) -> None:
    batch = compared(browser)
    browser.post(at("workforce_return_commit", batch))
    browser.post(at("workforce_return_discard", batch))
    batch.refresh_from_db()
    assert batch.state == ReturnState.COMMITTED


def test_progress_is_shown_while_it_is_written_and_the_page_comes_after(browser: Client) -> None:
    batch = compared(browser)
    WorkforceReturn.objects.filter(pk=batch.pk).update(state=ReturnState.WRITING, whole=521, progress=312)
    page = browser.get(at("workforce_return", batch)).content.decode()
    assert "312 of 521 people made ready" in page
    assert "312 of 521" in browser.get(at("workforce_return_progress", batch)).content.decode()
    write_return(batch.pk)
    assert browser.get(at("workforce_return_progress", batch))["HX-Refresh"] == "true"


def test_what_a_return_listed_is_forgotten_after_a_fortnight(
    browser: Client, clock: time_machine.Traveller, django_capture_on_commit_callbacks: Any
) -> None:
    batch = compared(browser)
    browser.post(at("workforce_return_commit", batch))
    left = compared(browser, HEAD + ADA + BO)
    clock.shift(dt.timedelta(days=15))
    with django_capture_on_commit_callbacks(execute=True):
        call_command("forget_returns", stdout=io.StringIO())
    assert not batch.changes.exists()
    assert Employment.objects.standing().exists()
    left.refresh_from_db()
    assert left.state == ReturnState.DISCARDED
    assert not storages["private"].exists(f"returns/{batch.uuid}")


@pytest.mark.parametrize("number", [3, 30])
def test_the_page_of_a_return_costs_the_same_for_few_and_many(
    browser: Client, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    batch = compared(browser, HEAD + "".join(ADA.replace("1001", str(n)) for n in range(number)))
    assert batch.joiners == number
    browser.get(at("workforce_return", batch))
    with django_assert_num_queries(21):
        browser.get(at("workforce_return", batch))


def test_halves_of_characters_are_rows_to_look_at(browser: Client, tmp_path: Path) -> None:
    """Where XML cannot hold a character, a workbook writes `_xD800_` for it; no database and no page can hold it."""
    head = [*HEAD.strip().split(","), "Remark_x0000_"]
    rows = [
        ["1001", "Ada_xD800_", "Example", "Ward nurse", "01/03/2021", "", "x"],
        ["1002", "Bo", "Sample", "Ward nurse_x0000_", "01/03/2021", "", "x"],
        ["1003_xDFFF_", "Cy", "Invented", "Ward nurse", "01/03/2021", "", "x"],
        ["1004", "Di", "Madeup", "Ward nurse", "01/03/2021", "", "x_xD800_"],
    ]
    lines = [inline_row(number, cells) for number, cells in enumerate([head, *rows], 1)]
    path = raw_workbook(tmp_path, sheet_of(*lines))
    sent = {"file": ContentFile(path.read_bytes(), name="staff.xlsx"), "is_full": "no"}
    day = {"as_at_day": "28", "as_at_month": "2", "as_at_year": "2026"}
    answer = browser.post(reverse("workforce_return_new", args=["midshire-trust"]), sent | day)
    assert browser.get(answer["Location"]).status_code == 200
    batch = WorkforceReturn.objects.get()
    match(browser, batch, title_0="frontline_direct")
    batch.refresh_from_db()
    assert (batch.state, batch.joiners) == (ReturnState.COMPARED, 1)
    assert set(batch.problems.values_list("value", flat=True)) == {"Ada\ufffd", "Ward nurse\ufffd", "1003\ufffd"}
    for page in ("workforce_return", "workforce_return_problems"):
        assert browser.get(at(page, batch)).status_code == 200


def test_a_comparison_that_breaks_says_so_and_can_be_tried_again(browser: Client) -> None:
    def breaks(**_about: Any) -> None:
        raise KeyError("nobody foresaw this")

    signals.return_foreseen.connect(breaks)
    try:
        batch = compared(browser)
    finally:
        signals.return_foreseen.disconnect(breaks)
    assert batch.state == ReturnState.UPLOADED
    page = browser.get(at("workforce_return", batch), follow=True).content.decode()
    assert "Something went wrong on our side" in page
    assert "Throw this file away" in page
    match(browser, batch, title_0="frontline_direct")
    batch.refresh_from_db()
    assert (batch.state, batch.trouble, batch.joiners) == (ReturnState.COMPARED, "", 1)


def test_a_file_is_thrown_away_while_it_is_compared(browser: Client) -> None:
    """Its worker may be dead, or alive: then it keeps nothing of what it finds."""
    batch = compared(browser, HEAD + ADA + BO)
    WorkforceReturn.objects.update(state=ReturnState.COMPARING)
    assert at("workforce_return_discard", batch) in browser.get(at("workforce_return", batch)).content.decode()
    browser.post(at("workforce_return_discard", batch))
    compare_return(batch.pk)
    batch.refresh_from_db()
    assert (batch.state, batch.trouble) == (ReturnState.DISCARDED, "")
    assert (batch.changes.count(), batch.problems.count()) == (0, 0)
    storages["private"].delete(f"returns/{batch.uuid}")
    compare_return(batch.pk)
    batch.refresh_from_db()
    assert batch.state == ReturnState.DISCARDED


def test_a_return_whose_file_is_gone_leads_back_and_not_round_in_circles(browser: Client) -> None:
    upload(browser)
    batch = WorkforceReturn.objects.get()
    storages["private"].delete(f"returns/{batch.uuid}")
    page = browser.get(at("workforce_return", batch), follow=True)
    assert page.redirect_chain[-1][0] == reverse("workforce_returns", args=["midshire-trust"])
    assert "no longer kept" in page.content.decode()


def test_a_column_of_countless_titles_leads_back_to_the_columns(browser: Client) -> None:
    rows = "".join(f"{number},A,B,Post {number},01/03/2021,\n" for number in range(401))
    upload(browser, HEAD + rows)
    batch = WorkforceReturn.objects.get()
    answer = browser.post(at("workforce_return_columns", batch), COLUMNS, follow=True)
    assert answer.redirect_chain[-1][0] == at("workforce_return_columns", batch)
    assert "401 different ones: is this the right column?" in answer.content.decode()
    batch.refresh_from_db()
    assert batch.columns == COLUMNS


def test_a_row_that_no_file_has_is_not_mended(browser: Client) -> None:
    batch = compared(browser, HEAD + ADA + BO)
    sent = {"field": "staff_id", "value": "x"}
    for row in (2**31, 10**30, "9" * 5_000):
        assert browser.post(at("workforce_return_mend", batch), sent | {"row": row}).status_code == 302
    assert not batch.mended.exists()


def test_what_was_sent_is_thrown_away_or_undone_after_the_agreement_has_ended(
    browser: Client, clock: time_machine.Traveller
) -> None:
    written = compared(browser)
    browser.post(at("workforce_return_commit", written))
    left = compared(browser, HEAD + ADA + BO)
    clock.shift(60)
    SharingAgreement.objects.update(ended_on=dt.date(2026, 2, 28))
    stranger = RoleAssignmentFactory(hr_lead=True).user
    with pytest.raises(PermissionDenied):
        discard_return(stranger, left)
    with pytest.raises(PermissionDenied):
        begin_undo(stranger, written)
    browser.post(at("workforce_return_discard", left))
    browser.post(at("workforce_return_undo", written))
    left.refresh_from_db()
    assert left.state == ReturnState.DISCARDED
    assert WorkforceReturn.objects.get(undoes=written).state == ReturnState.COMMITTED
    assert not Employment.objects.standing().exists()


SICK_ADA = "1001,Ada,Example,Ward nurse,01/03/2021,diabetes\n"


def test_only_columns_that_are_read_show_their_first_rows(partner: Organisation, browser: Client) -> None:
    partner.agreements.update(fields=["staff_id", "role_group", "dates"])
    upload(browser, "Employee Number,First Name,Last Name,Job Title,Start Date,Sickness\n" + SICK_ADA)
    page = markup(browser.get(at("workforce_return_columns", WorkforceReturn.objects.get())))
    assert "Ward nurse" in page
    assert "not read" in page
    for kept_back in ("Ada", "Example", "diabetes"):
        assert kept_back not in page, kept_back


@pytest.mark.parametrize("grade", ["staff_number", "headcount"])
def test_a_file_of_names_is_read_no_more_once_less_is_returned(
    grade: str, partner: Organisation, browser: Client
) -> None:
    upload(browser, HEAD + ADA)
    batch = WorkforceReturn.objects.get()
    ReturnGradeFactory(organisation=partner, grade=grade)
    said = {
        "workforce_return": "Its list is not shown any more",
        "workforce_return_columns": "This file says more than may be sent today",
        "workforce_return_titles": "This file says more than may be sent today",
    }
    for name, words in said.items():
        page = markup(browser.get(at(name, batch), follow=True))
        assert words in page
        assert "Ada" not in page
    browser.post(at("workforce_return_columns", batch), COLUMNS)
    browser.post(at("workforce_return_titles", batch), {"title_0": "frontline_direct"})
    browser.post(at("workforce_return_compare", batch))
    assert not ReturnChange.objects.exists()


def test_what_was_compared_is_shown_no_more_once_the_agreement_names_less(
    partner: Organisation, browser: Client
) -> None:
    batch = compared(browser)
    partner.agreements.update(fields=["staff_id", "role_group", "dates"])
    assert "Ada" not in markup(browser.get(at("workforce_return", batch)))
    WorkforceReturn.objects.update(state=ReturnState.COMPARING)
    compare_return(batch.pk)
    assert not ReturnChange.objects.exists()


def test_a_cell_that_is_not_read_is_not_mended(partner: Organisation, browser: Client) -> None:
    partner.agreements.update(fields=["staff_id", "role_group", "dates"])
    batch = compared(browser)
    browser.post(at("workforce_return_mend", batch), {"row": "2", "field": "first_name", "value": "Ada"})
    assert not batch.mended.exists()


def test_choosing_less_throws_away_what_waits_and_says_more(
    partner: Organisation, browser: Client, django_capture_on_commit_callbacks: Any
) -> None:
    batch = compared(browser, HEAD + ADA + BO)
    assert batch.changes.filter(named="Ada Example").exists()
    with django_capture_on_commit_callbacks(execute=True):
        answer = browser.post(reverse("workforce_grade", args=["midshire-trust"]), {"grade": "headcount"}, follow=True)
    assert "so it was thrown away" in answer.content.decode()
    batch.refresh_from_db()
    assert batch.state == ReturnState.DISCARDED
    assert (batch.changes.count(), batch.problems.count()) == (0, 0)
    assert kept_files() == set()
