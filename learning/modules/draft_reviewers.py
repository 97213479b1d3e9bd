"""Who has to agree before one draft goes out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .changes import Kind
from .review import Reviewer, is_heavy, reviewers_for

if TYPE_CHECKING:
    from .models import ModulePage


def reviewers_of(draft: ModulePage) -> frozenset[Reviewer]:
    """Who reads this draft; one query where its author calls it a correction, else none."""
    return reviewers_for(draft.stored_body, draft.content_note, corrects=_corrects(draft))


def _corrects(draft: ModulePage) -> bool:
    """Whether it puts something right that is out, and was weighed by all who weigh it.

    An author's word is not enough: nothing is out before the first publication, and what first becomes heavy with this
    draft was read by nobody who reads for that.
    """
    if draft.change != Kind.CORRECTION:
        return False
    out = type(draft).objects.filter(pk=draft.pk, live=True).first()
    return out is not None and is_heavy(out.stored_body, out.content_note)
