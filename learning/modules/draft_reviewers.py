"""Who has to agree before one draft goes out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .changes import Kind
from .review import Reviewer, reviewers_for, to_be_weighed

if TYPE_CHECKING:
    from .models import ModulePage


def reviewers_of(draft: ModulePage) -> frozenset[Reviewer]:
    """Who reads this draft; one query where its author calls it a correction, else none."""
    return reviewers_for(draft.stored_body, draft.content_note, corrects=_corrects(draft))


def _corrects(draft: ModulePage) -> bool:
    """Whether it puts something right that is out, and was weighed by all who weigh it.

    An author's word is not enough: nothing is out before the first publication, and a learning case or a warning that
    comes with this draft was read by nobody who reads for that.
    """
    if draft.change != Kind.CORRECTION:
        return False
    out = type(draft).objects.filter(pk=draft.pk, live=True).first()
    if out is None:
        return False
    weighed = to_be_weighed(out.stored_body, out.content_note)
    return to_be_weighed(draft.stored_body, draft.content_note) <= weighed
