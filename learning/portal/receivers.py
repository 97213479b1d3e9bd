"""What the portal does when another app has news."""

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone

from learning.workforce.models import User
from learning.workforce.signals import roles_changed

from .actions.follow_roles import follow_roles


@receiver(authenticator_added)
def enrolling_is_using(request: HttpRequest, user: User, authenticator: Authenticator, **kwargs: Any) -> None:
    """Enrolling took a valid code or key: asking for another at once would prove nothing more."""
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        record_authentication(request, user, "mfa", id=authenticator.pk, type=authenticator.type)


@receiver(roles_changed)
def editing_follows_the_role(user: User, **kwargs: Any) -> None:
    """Roles open the page editor, and nothing else does; a role that begins or ends later is followed by the cron."""
    follow_roles(user, timezone.localdate())
