"""A source's form: whoever looks after one writes modules, and no other login of the network is shown."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from wagtail.admin.forms import WagtailAdminModelForm

from learning.workforce.models import User

from .groups import TRAINERS


class SourceForm(WagtailAdminModelForm):
    """The editor's form, in which owners are chosen among authors; an owner whose role ended stays until changed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        authors = Q(groups__name=TRAINERS, is_active=True) | Q(pk=self.instance.owner_id)
        self.fields["owner"].queryset = User.objects.filter(authors).distinct()  # a ModelChoiceField
