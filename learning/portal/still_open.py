"""What is still to do before a module is finished, in words."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from learning.modules.criteria import Outstanding
from learning.records.models import Attempt

from .places import address_of


def in_words(found: Sequence[Outstanding], attempt: Attempt) -> list[tuple[str, str]]:
    """Each thing that is still to do as a short sentence, with its address; one line for each kind in a section."""
    titles = {section["id"]: section["value"]["title"] for section in attempt.version.body}
    lines: dict[tuple[str, str], list[Outstanding]] = {}
    for thing in found:
        lines.setdefault((thing.section_id, thing.kind), []).append(thing)
    said = []
    for (section_id, kind), things in lines.items():
        title = titles[section_id]
        if kind == "section":
            words = _("Read “%(title)s”.") % {"title": title}
        elif kind == "reflection":
            words = _("Write the reflection in “%(title)s”, or say that you reflected elsewhere.") % {"title": title}
        elif kind == "own_words":
            words = _("Answer in your own words in “%(title)s”, and compare.") % {"title": title}
        elif kind == "scenario":
            words = _("Bring the scenario in “%(title)s” to an ending.") % {"title": title}
        elif len(things) == 1:
            words = _("Answer the question in “%(title)s”.") % {"title": title}
        else:
            words = _("Answer the %(number)d questions in “%(title)s” that are still open.") % {
                "number": len(things),
                "title": title,
            }
        said.append((words, address_of(attempt, things[0].id)))
    return said
