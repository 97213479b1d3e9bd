"""The editor's form of a learning case: words that say who somebody is are not saved, in a draft either."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm

from .page_words import manuscript_of, words_of


class LearningCaseForm(WagtailAdminPageForm):
    """Screens all boxes as one text. What is invented from the start names nobody and is not screened."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if cleaned.get("is_invented") and not self.instance.comes_from_practice:
            return cleaned
        review = manuscript_of(words_of(cleaned), cleaned.get("kept_words") or "").review
        if not review.complete:
            words = ", ".join(f"“{question.text}”" for question in review.open)
            says = _(
                "This looks as if it says who somebody is: %(words)s. Write it otherwise; or, where it is nobody’s, "
                "say why under “Words kept, and why they identify nobody”. Nothing is saved yet."
            )
            self.add_error(None, says % {"words": words})
        return cleaned
