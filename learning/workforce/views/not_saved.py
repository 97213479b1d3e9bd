"""What the workforce screens say above a form that is not saved yet."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.views import generic


class SaysWhatToDo:
    """A view whose form may need another look: nothing is lost, and each field says what it needs."""

    error_message: Any = _(
        "Nothing is saved yet. What to look at again is said beside it; what you wrote is still here."
    )


class KindCreateView(SaysWhatToDo, generic.CreateView):
    pass


class KindEditView(SaysWhatToDo, generic.EditView):
    pass
