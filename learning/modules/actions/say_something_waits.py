"""The one letter about work in the editor: it says that something waits, and nothing else leaves the network."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from learning.notices.actions.queue_message import queue_message
from learning.workforce.models import User


def say_something_waits(user: User | None, about: str) -> None:
    """Write to the login, once for each `about` ("review:7:held"); to nobody where it is closed or has no address."""
    if user is None or not user.is_active or not user.email:
        return
    address = settings.PUBLIC_BASE_URL + reverse("wagtailadmin_home")
    text = _(
        "Hello,\n\nsomething waits for you in the editor of Connected Learning:\n%(address)s\n\nSign in to see what it "
        "is. This letter says no more, because e-mail leaves the network.\n"
    )
    queue_message(
        key=f"editor:{about}:{user.pk}",
        to=user.email,
        subject=_("Something waits for you"),
        text=text % {"address": address},
    )
