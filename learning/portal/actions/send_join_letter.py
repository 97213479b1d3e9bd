"""Write to somebody who wants a sign-in; whether there is anything to write shows on no page."""

from __future__ import annotations

import uuid
from collections.abc import Callable

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from learning.notices.actions.queue_message import queue_message
from learning.workforce.models import ClaimCode, Organisation, Person, User
from learning.workforce.network_name import network_name

from ..join_limits import WRITTEN_TO, count, is_over
from ..join_links import HOLDS_FOR, Invited, token_of


def send_join_letter(email: str, code: ClaimCode | None, link: Callable[[str], str], sign_in: str) -> bool:
    """Write to `email` (lower case) if it may have a sign-in: by an open code, an employer's return or its domain.

    Somebody who has a sign-in already is told how to use it. Three letters a day reach one address, and no more.
    Returns whether a letter was written; no page may say so.
    """
    if is_over(WRITTEN_TO, email):
        return False
    has_login = User.objects.filter(email=email).exists()
    if not has_login and code is None and not is_known(email):
        return False
    count(WRITTEN_TO, email)
    context = {
        "network": network_name(),
        "has_login": has_login,
        "with_code": code is not None,
        "link": link(token_of(Invited(email, code.pk if code else None))),
        "sign_in": sign_in,
        "days": HOLDS_FOR.days,
    }
    queue_message(
        key=f"join:{uuid.uuid4()}",
        to=email,
        subject=_("Your sign-in for %(network)s") % {"network": network_name()},
        text=render_to_string("portal/join/letter.txt", context),
    )
    return True


def is_known(email: str) -> bool:
    """Whether an employer's return knows the address of somebody without a sign-in, or it is of a partner's domain."""
    if Person.objects.known_by([email]).without_login().exists():
        return True
    domain = email.rpartition("@")[2]
    members = Organisation.objects.partners().members_on(timezone.localdate())
    return any(domain in one.domains for one in members.filter(email_domains__icontains=domain))
