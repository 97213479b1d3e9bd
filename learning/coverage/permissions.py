"""Who sees named coverage: the employer's own HR leads, nobody else. Who sees what was sent: administrators too."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.http import Http404

from learning.workforce.models import Organisation
from learning.workforce.permissions import may_administer, may_see_coverage, own_organisation

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from learning.workforce.models import User

__all__ = ["organisation_to_remind", "own_organisation"]


def organisation_to_remind(user: User | AnonymousUser, slug: str, today: dt.date) -> Organisation:
    """The organisation at this address for its HR leads and for administrators, who see counts; otherwise Http404."""
    organisation = Organisation.objects.filter(slug=slug).first()
    if organisation is None or not (may_see_coverage(user, organisation, today) or may_administer(user, today)):
        raise Http404
    return organisation
