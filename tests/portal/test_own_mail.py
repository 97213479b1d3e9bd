"""What was written to oneself: the list on My record, the mail read again, and nobody else's."""

import base64
import hashlib
import re
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from learning.notices.actions.queue_message import queue_message
from learning.notices.models import Message
from learning.notices.querysets import MOST_ATTEMPTS
from learning.portal.own_mail import SHOWN, mails_to
from learning.workforce.models import Person
from tests.records.session_factories import learner, user_of
from tests.signing_in import signed_in
from tests.workforce.factories import PersonFactory

pytestmark = pytest.mark.django_db

HTML = "<html><head><style>p { color: teal; }</style></head><body><p>Hello again.</p></body></html>"


def mail_to(person: Person, key: str = "digest:1", html: str = HTML, **state: Any) -> Message:
    message = queue_message(
        key=key, to="me@example.org", subject="Your learning", text="Hello again.", html=html, person_id=person.pk
    )
    Message.objects.filter(pk=message.pk).update(**state)
    return message


def test_the_newest_stand_on_my_record_with_kind_and_how_it_went(django_assert_num_queries: Any) -> None:
    person = learner()
    now = timezone.now()
    mail_to(person, "digest:1", claimed_at=now, sent_at=now)
    mail_to(person, "practice:1", attempts=MOST_ATTEMPTS)
    mail_to(person, "unheard-of:1", claimed_at=now, sent_at=now, text="")
    mail_to(learner(), "digest:2")
    with django_assert_num_queries(1):
        found = [(mail.kind, mail.state, mail.is_kept) for mail in mails_to(person, now)]
    assert found == [
        ("Another mail", "sent", False),
        ("A question whether you use what you learnt", "could not be delivered", True),
        ("Weekly mail about what is asked of you", "sent", True),
    ]
    page = signed_in(user_of(person)).get(reverse("my_record")).content.decode()
    assert "could not be delivered" in page
    assert "kept for 90 days" in page


def test_those_to_a_merged_row_are_theirs_too_and_there_is_an_end() -> None:
    person = learner()
    old = PersonFactory(merged_into=person, merge_reason="The same e-mail")
    message = mail_to(old, "digest:0")
    assert signed_in(user_of(person)).get(reverse("my_mail", args=[message.pk])).status_code == 200
    for number in range(1, SHOWN + 3):
        mail_to(person, f"digest:{number}")
    assert len(mails_to(person, timezone.now())) == SHOWN


def test_it_is_read_again_and_looks_as_it_did(client: Any) -> None:
    person = learner()
    message = mail_to(person)
    browser = signed_in(user_of(person))
    assert "Hello again." in browser.get(reverse("my_mail", args=[message.pk])).content.decode()
    answer = browser.get(reverse("my_mail_as_sent", args=[message.pk]))
    assert answer.content.decode() == HTML
    digest = base64.b64encode(hashlib.sha256(b"p { color: teal; }").digest()).decode()
    style = re.search(r"style-src ([^;]+)", answer.headers["Content-Security-Policy"])
    assert style is not None
    assert style.group(1).split() == ["'self'", f"'sha256-{digest}'"]


@pytest.mark.parametrize("name", ["my_mail", "my_mail_as_sent"])
def test_nobody_else_s_and_nothing_forgotten(name: str) -> None:
    person, other = learner(), learner()
    message = mail_to(person)
    page = reverse(name, args=[message.pk])
    assert signed_in(user_of(other)).get(page).status_code == 404
    mine = signed_in(user_of(person))
    assert mine.get(page).status_code == 200
    Message.objects.update(text="", html="", subject="")
    assert mine.get(page).status_code == 404


def test_a_mail_of_text_alone_has_no_other_look() -> None:
    person = learner()
    message = mail_to(person, html="")
    browser = signed_in(user_of(person))
    assert "as it looked" not in browser.get(reverse("my_mail", args=[message.pk])).content.decode()
    assert browser.get(reverse("my_mail_as_sent", args=[message.pk])).status_code == 404
