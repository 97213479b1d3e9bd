"""Wagtail's letter about comments says that something waits: e-mail leaves the network, so nothing of them is in it."""

import pytest
from django.core import mail
from django.test import override_settings
from django.urls import reverse
from wagtail.admin.mail import send_notification
from wagtail.models import Comment
from wagtail.users.models import UserProfile

from .factories import module_page, trainer

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("as_html", [False, True])
def test_a_letter_about_comments_names_neither_page_nor_words_nor_writer(as_html: bool) -> None:
    reader, writer, page = trainer(), trainer(), module_page("Listening after a hard day")
    UserProfile.get_for_user(reader)
    comment = Comment(page=page, user=writer, text="What Tyrell said stands here.")
    thread = {"comment": comment, "replies": [Comment(page=page, user=writer, text="And his mother.")]}
    said = {"page": page, "editor": writer, "new_comments": [comment], "replied_comments": [thread]}
    with override_settings(WAGTAILADMIN_NOTIFICATION_USE_HTML=as_html):
        assert send_notification([reader], "updated_comments", said | {"resolved_comments": [comment]})
    (letter,) = mail.outbox
    assert letter.to == [reader.email]
    assert letter.subject == "Something waits for you"
    written = [letter.subject, letter.body, *(str(other.content) for other in getattr(letter, "alternatives", []))]
    assert len(written) == 2 + as_html
    for text in written:
        for kept in ("Tyrell", "mother", page.title, writer.email, str(page.pk) + "/edit"):
            assert kept not in text
    assert reverse("wagtailadmin_home") in letter.body
    assert "something waits for you in the editor" in letter.body
