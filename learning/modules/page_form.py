"""The trainer's form of a module page: what a publication has to say, a draft need not say yet."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm

from .changes import EarlierCompletions, Kind
from .publication import Said, missing

PUBLICATION = ("change", "earlier_completions", "redo_by", "bridge", "what_changed")


class ModulePageForm(WagtailAdminPageForm):
    """Checks the fields of a publication against each other; on a draft it checks nothing."""

    several = forms.CheckboxSelectMultiple
    choices = forms.RadioSelect

    impact_seen = forms.BooleanField(
        label=_("I have seen whom this touches"),
        required=False,
        help_text=_("Only for a major change. The table says how many people of which partners."),
    )

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
        said = Said(
            change=cleaned.get("change") or Kind.MINOR,
            earlier_completions=cleaned.get("earlier_completions") or EarlierCompletions.STAND,
            redo_by=cleaned.get("redo_by"),
            has_bridge=cleaned.get("bridge") is not None or "bridge" in self.errors,
            what_changed=cleaned.get("what_changed") or "",
        )
        if not said.is_major:
            # A minor change touches nobody, whatever stands in the fields below.
            cleaned.update(earlier_completions=EarlierCompletions.STAND, redo_by=None, bridge=None)
            return
        if not said.names_a_day:
            cleaned["redo_by"] = None
        if said.earlier_completions != EarlierCompletions.BRIDGE:
            cleaned["bridge"] = None
        if not self.instance.has_versions:
            return
        for name, sentence in missing(said, self._goes_live_on(cleaned)).items():
            self.add_error(name, sentence)
        if "impact_seen" in self.fields and not cleaned.get("impact_seen"):
            self.add_error("impact_seen", _("Look at whom this touches, then tick the box."))

    @staticmethod
    def _goes_live_on(cleaned: dict[str, Any]) -> dt.date:
        scheduled = cleaned.get("go_live_at")
        now = timezone.now()
        return timezone.localdate(max(scheduled, now) if scheduled else now)


def _in_a_circle(titles: str) -> str:
    return gettext("This goes round in a circle, and nobody could begin: %(titles)s. Take one of them away.") % {
        "titles": titles
    }
