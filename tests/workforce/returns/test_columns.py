"""Headings find their fields, however a system of record writes them."""

import pytest

from learning.workforce.returns.columns import SYNONYMS, Field, Match, Source, match_columns, normalised

ESR = {
    "Employee Number": Field.STAFF_ID,
    "Assignment Number": Field.POST,
    "Forename": Field.FIRST_NAME,
    "Surname": Field.LAST_NAME,
    "Email Address": Field.EMAIL,
    "Organisation": Field.TEAM,
    "Position Title": Field.ROLE_GROUP,
    "Latest Start Date": Field.START_DATE,
    "Termination Date": Field.END_DATE,
    "Absence Start Date": Field.AWAY_FROM,
    "Absence End Date": Field.AWAY_TO,
}


def test_an_export_of_the_nhs_record_is_matched_whole() -> None:
    match = match_columns([*ESR, "Pay Band", ""])
    assert {one: match.headers[at] for one, at in match.columns.items()} == {one: word for word, one in ESR.items()}
    assert set(match.sources.values()) == {Source.SYNONYM}
    assert match.missing() == ""


def test_our_own_names_are_matched_exactly() -> None:
    match = match_columns([one.value for one in Field])
    assert list(match.columns) == list(Field)
    assert set(match.sources.values()) == {Source.EXACT}


@pytest.mark.parametrize(
    "heading",
    [
        "email",
        "E-Mail",
        "e_mail",
        " EMAIL: ",
        "\ufeffEmail",
        "eMail",
        "Work E-mail Address",
        "E-mail\naddress",
        "Émail",
    ],
)
def test_case_marks_and_spaces_play_no_part(heading: str) -> None:
    assert list(match_columns([heading]).columns) == [Field.EMAIL]


@pytest.mark.parametrize("heading", ["STARTDATE", "StartDate", "start date", "Start-Date", "start_date"])
def test_words_that_run_together(heading: str) -> None:
    assert list(match_columns([heading]).columns) == [Field.START_DATE]


def test_no_synonym_belongs_to_two_fields() -> None:
    words = [normalised(word).replace(" ", "") for words in SYNONYMS.values() for word in words]
    doubled = {word for word in words if words.count(word) > 1}
    assert doubled <= {"email", "emailaddress", "firstname", "lastname", "staffgroup"}, "the same word written twice"
    for one, words_of_it in SYNONYMS.items():
        for word in words_of_it:
            assert list(match_columns([word]).columns) == [one], word


def test_of_two_columns_that_fit_the_likelier_is_taken_and_the_other_named() -> None:
    match = match_columns(["Staff Group", "Position Title", "Original Hire Date", "Latest Start Date"])
    assert (match.columns[Field.ROLE_GROUP], match.others[Field.ROLE_GROUP]) == (1, (0,))
    assert (match.columns[Field.START_DATE], match.others[Field.START_DATE]) == (3, (2,))


def test_what_a_partner_chose_before_goes_first() -> None:
    chosen = match_columns(["Staff Group", "Position Title", "Email"]).with_column(Field.ROLE_GROUP, 0)
    again = match_columns(["Position Title", "e-mail", "STAFF GROUP"], chosen.to_remember())
    assert again.columns == {Field.EMAIL: 1, Field.ROLE_GROUP: 2}
    assert set(again.sources.values()) == {Source.REMEMBERED}
    assert Field.ROLE_GROUP not in again.others


def test_a_column_left_alone_stays_so() -> None:
    remembered = match_columns(["Employee Number", "Email"]).with_column(Field.EMAIL, None).to_remember()
    assert remembered == {"employee number": "staff_id", "email": ""}
    assert list(match_columns(["Employee Number", "Email"], remembered).columns) == [Field.STAFF_ID]


def test_a_column_serves_one_field() -> None:
    match = match_columns(["Employee Number", "Name"]).with_column(Field.LAST_NAME, 1)
    assert match.columns == {Field.STAFF_ID: 0, Field.LAST_NAME: 1}
    assert match.sources[Field.LAST_NAME] == Source.CHOSEN
    with pytest.raises(ValueError, match="no such column"):
        match.with_column(Field.EMAIL, 2)


@pytest.mark.parametrize(
    ("headings", "said"),
    [
        (["Email", "Position Title"], "first day in post"),
        (["Email", "Start Date"], "position title or staff group"),
        (["Surname"], "staff number or e-mail address, position title or staff group and first day in post"),
    ],
)
def test_what_is_missing_is_said(headings: list[str], said: str) -> None:
    assert f"No column is chosen yet for: {said}." in match_columns(headings).missing()


def test_a_heading_is_named_as_the_file_writes_it() -> None:
    match: Match = match_columns(["E-Mail"])
    assert match.heading(Field.EMAIL) == "E-Mail"
    assert match.heading(Field.START_DATE) == "first day in post"


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Start Date (dd/mm/yyyy)", Field.START_DATE),
        ("Email Address [work]", Field.EMAIL),
        ("Email address - work", Field.EMAIL),
        ("Personal reference", Field.STAFF_ID),
        ("Supervisory Organization", Field.TEAM),
        ("Business Title", Field.ROLE_GROUP),
        ("Entry date", Field.START_DATE),
        ("Title (Mr, Mrs)", None),
    ],
)
def test_headings_of_other_systems(heading: str, field: Field | None) -> None:
    assert dict(match_columns([heading]).columns) == ({field: 0} if field else {})
