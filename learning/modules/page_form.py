"""The trainer's form of a module page: what a publication has to say, a draft need not say yet."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm

PUBLICATION = ("change", "earlier_completions", "redo_by", "bridge")


class ModulePageForm(WagtailAdminPageForm):
    """Checks the fields of a publication against each other; on a draft it checks nothing."""

    several = forms.CheckboxSelectMultiple

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        page = self.instance
        for name in ("helps_first", "required_first", "bridge"):
            if name in self.fields and page.module_id:
                self.fields[name].queryset = self.fields[name].queryset.exclude(pk=page.module_id)
        if page.live and not page.has_unpublished_changes:
            # What the last publication said of itself is no answer for the next one.
            for name in PUBLICATION:
                if name in self.fields:
                    self.initial[name] = page._meta.get_field(name).get_default()

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if not self.is_deferred_validation:
            self._check_publication(cleaned)
            self._check_order(cleaned)
        return cleaned

    def _check_order(self, cleaned: dict[str, Any]) -> None:
        """No module comes before itself, however long the way round; what is needed is not advice as well."""
        from .order import circle_of

        needed, advised = cleaned.get("required_first"), cleaned.get("helps_first")
        if needed is None or advised is None:
            return
        cleaned["helps_first"] = advised = advised.exclude(pk__in=needed)
        for name, chosen in (("required_first", needed), ("helps_first", advised)):
            found = circle_of(self.instance.module, chosen)
            if found:
                titles = " → ".join(f"“{module.title}”" for module in reversed(found))
                self.add_error(name, _in_a_circle(titles))

    def _check_publication(self, cleaned: dict[str, Any]) -> None:
        if cleaned.get("change") != "major":
            # A minor change touches nobody, whatever stands in the fields below.
            cleaned.update(earlier_completions="stand", redo_by=None, bridge=None)
            return
        fate = cleaned.get("earlier_completions")
        redo_by, bridge = cleaned.get("redo_by"), cleaned.get("bridge")
        if fate == "redo":
            if redo_by is None:
                self.add_error("redo_by", _("Say by which day people take it again."))
            elif redo_by <= timezone.localdate():
                self.add_error("redo_by", _("This day has passed. Give people time: choose a later one."))
        else:
            cleaned["redo_by"] = None
        if fate == "bridge":
            # A module is not offered as its own bridge.
            if bridge is None and "bridge" not in self.errors:
                self.add_error("bridge", _("Choose the short module that counts instead."))
        else:
            cleaned["bridge"] = None


def _in_a_circle(titles: str) -> str:
    return gettext("This goes round in a circle, and nobody could begin: %(titles)s. Take one of them away.") % {
        "titles": titles
    }
