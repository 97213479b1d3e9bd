"""Let a mail that was given up, or of which nobody knows whether it went out, be tried again."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from learning.audit.actions.record_event import record
from learning.notices.actions.deliver_message import release
from learning.notices.models import Message
from learning.workforce.models import User
from learning.workforce.permissions import may_administer


def try_mail_again(by: User, message: Message) -> bool:
    """Whether it is tried again with the next `send_notices`; False for one that was sent, or is too old to send.

    Raises PermissionDenied for anybody but an administrator.
    """
    if not may_administer(by, timezone.localdate()):
        raise PermissionDenied
    with transaction.atomic():
        freed = release(message)
        if freed:
            record("mail.tried_again", by=by, on=message)
        return freed
