"""What a role will do here once its screens are there. As screens arrive, their line here goes; nothing else does."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from learning.workforce.models import Role

COMING: Final[Mapping[str, Promise]] = {
    Role.IG_LEAD: _(
        "As an information-governance lead you decide about hidden cases on the case desk. "
        "Reading who looked at what is not here yet; your own learning is."
    ),
    Role.NETWORK_LEAD: _(
        "As a network lead you will set what is asked of whom and compare partners by figures, never by names. "
        "Those screens are not here yet; your own learning is."
    ),
}


def coming_for(roles: Collection[str]) -> list[Promise]:
    """One line for each of these roles whose screens are still to come, in the order of the roles."""
    return [line for role, line in COMING.items() if role in roles]
