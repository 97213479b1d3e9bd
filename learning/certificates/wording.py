"""The certificate's own sentences, made from the bar that the person reached."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib.humanize.templatetags.humanize import apnumber
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from learning.modules.criteria import by_attendance, right_answers_needed


def finishing_took(criteria: dict[str, Any]) -> str:
    """What finishing took, in one sentence: "six sections, one reflection and at least 4 of 5 questions".

    `criteria` are those that the attempt copied (`modules.criteria`). Empty when they ask for nothing that can be
    counted, as for learning that was recognised from elsewhere.
    """
    if by_attendance(criteria):
        return _("Finishing took being at a live session.")
    sections = criteria.get("sections", [])
    kinds = [need["kind"] for section in sections for need in section["requires"]]
    scenarios, reflections = kinds.count("scenario"), kinds.count("reflection")
    asked = len(criteria.get("questions", []))
    parts = []
    if sections:
        parts.append(ngettext("%(count)s section", "%(count)s sections", len(sections)) % _number(len(sections)))
    if scenarios:
        parts.append(ngettext("%(count)s scenario", "%(count)s scenarios", scenarios) % _number(scenarios))
    if reflections:
        parts.append(ngettext("%(count)s reflection", "%(count)s reflections", reflections) % _number(reflections))
    if own_words := kinds.count("own_words"):
        parts.append(
            ngettext("%(count)s answer in own words", "%(count)s answers in own words", own_words) % _number(own_words)
        )
    if asked:
        parts.append(
            ngettext("at least %(needed)d of %(asked)d question", "at least %(needed)d of %(asked)d questions", asked)
            % {"needed": right_answers_needed(criteria), "asked": asked}
        )
    if not parts:
        return ""
    return _("Finishing took %(list)s.") % {"list": get_text_list(parts, _("and"))}


def _number(count: int) -> dict[str, Any]:
    return {"count": apnumber(count)}


def following_on(outcomes: Sequence[str]) -> list[str]:
    """Outcomes as they read after "has shown how to": without a capital, unless the first word is a shortening."""
    return [_lowered(outcome.strip().rstrip(".")) for outcome in outcomes if outcome.strip()]


def _lowered(sentence: str) -> str:
    first = sentence.split(maxsplit=1)[0]
    return sentence if first[1:] != first[1:].lower() or first in {"I"} else sentence[0].lower() + sentence[1:]
