"""What is asked on a learning case's way to its publication."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ..actions.review_learning_case import Agreed


class ShareForm(forms.Form):
    """The author's organisation agrees."""

    no_proceedings = forms.BooleanField(
        label=_("No proceedings and no investigation go on about any of this, as far as we can find out"),
        error_messages={"required": _("While proceedings go on, nothing is published. Leave it until they end.")},
    )


class ReadForm(forms.Form):
    """A reader agrees to this text."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)
    nobody = forms.BooleanField(
        label=_("I tried, and nobody can be recognised by it"),
        error_messages={"required": _("Agree only if nobody can be recognised. Otherwise return it, with a word.")},
    )
    knows_the_place = forms.BooleanField(
        label=_("I know the place and its services, and I know of no proceedings that go on about this"),
        help_text=_("One of those who read it has to."),
        required=False,
    )
    from_experience = forms.BooleanField(
        label=_("I read it from lived experience"),
        help_text=_("Asked for what everybody may read."),
        required=False,
    )

    def __init__(self, *args: Any, may_lived: bool, may_review: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_lived:
            del self.fields["from_experience"]
        if not may_review:
            del self.fields["knows_the_place"]
            self.fields["from_experience"].required = True

    @property
    def agreed(self) -> Agreed:
        given = self.cleaned_data
        return Agreed(given["seen"], given.get("knows_the_place", False), given.get("from_experience", False))
