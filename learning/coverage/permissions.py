"""Who sees named coverage: the employer's own HR leads, nobody else."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.http import Http404

from learning.workforce.models import Organisation
from learning.workforce.permissions import may_see_coverage

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from learning.workforce.models import User


def own_organisation(user: User | AnonymousUser, slug: str, today: dt.date) -> Organisation:
    """The organisation at this address if the user leads its people today, otherwise Http404: not even its name."""
    organisation = Organisation.objects.filter(slug=slug).first()
    if organisation is None or not may_see_coverage(user, organisation, today):
        raise Http404
    return organisation
