"""What somebody is told who meets a legal hold: that the case has to be kept, and no more but to IG leads. Pure."""

from __future__ import annotations

from collections.abc import Collection

from django.utils.translation import gettext as _

from .life_cycle import Part


def says_held(parts: Collection[Part]) -> str:
    """One refusal, by what the reader is to the case."""
    if Part.IG_LEAD in parts:
        return _("A legal hold stands on this case: nothing of it is changed or deleted. Lift the hold first.")
    return _(
        "This case has to be kept as it is for now, so this cannot be done. Nothing was changed. The "
        "information-governance lead can say more."
    )
