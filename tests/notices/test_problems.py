"""Every error that a mail server answers with has words; one that nobody foresaw keeps its name."""

import smtplib

import pytest

from learning.notices.problems import in_words

NEVER_ITSELF = ("SMTPException", "SMTPResponseException", "SMTPNotSupportedError")
ANSWERS = [
    name
    for name, found in vars(smtplib).items()
    if isinstance(found, type) and issubclass(found, smtplib.SMTPException) and name not in NEVER_ITSELF
]


def test_the_address_is_what_somebody_can_mend() -> None:
    assert in_words("SMTPRecipientsRefused") == "the mail server does not know this address"


@pytest.mark.parametrize("name", ["ConnectionRefusedError", "TimeoutError", "gaierror", "SMTPServerDisconnected"])
def test_a_server_out_of_reach_is_called_that_whatever_its_error(name: str) -> None:
    assert in_words(name) == "the mail server could not be reached"


@pytest.mark.parametrize("name", ANSWERS)
def test_no_answer_of_a_mail_server_is_shown_by_its_name(name: str) -> None:
    assert name not in in_words(name)


def test_what_nobody_foresaw_is_named_and_nothing_says_nothing() -> None:
    assert in_words("UnicodeEncodeError") == "something else went wrong: UnicodeEncodeError"
    assert in_words("") == ""
