"""What the form for a concern may send."""

from __future__ import annotations

from django import forms

from .models import ConcernKind


class ConcernForm(forms.Form):
    key = forms.UUIDField()
    kind = forms.ChoiceField(choices=ConcernKind.choices)
    text = forms.CharField(strip=False)
    anonymous = forms.BooleanField(required=False)
