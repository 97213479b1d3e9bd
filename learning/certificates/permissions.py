"""Who may do what with certificates."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from learning.workforce.permissions import may_administer

from .models import Certificate

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from learning.workforce.models import User


def may_see_certificate(user: User | AnonymousUser, certificate: Certificate) -> bool:
    """The holder alone; everybody else has the public page, if the holder gives them the code."""
    return Certificate.objects.visible_to(user).filter(pk=certificate.pk).exists()


def may_change_certificates(user: User | AnonymousUser, day: dt.date) -> bool:
    """Replacing and withdrawing is the administrators' work."""
    return may_administer(user, day)
