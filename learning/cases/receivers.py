"""What the case library does when another app has news."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db.models.signals import post_save
from django.dispatch import receiver
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString
from wagtail.models import Revision
from wagtail.signals import page_published, page_unpublished

from learning.blocks.kept import Kept
from learning.modules.signals import overview_parts
from learning.workforce.compiled import Compiled
from learning.workforce.querysets import holds_on

from .actions.check_library import check_library
from .actions.note_edit import note_edit
from .models import LearningCasePage, ModuleLink
from .seen import seen_by

LINKS = Compiled(
    lambda module: (
        ModuleLink.objects.standing()
        .filter(module=module, case__live=True)
        .order_by("case__title")
        .values_list(
            "linked_on",
            "ended_on",
            "case_id",
            "case__audience",
            "case__slug",
            "case__title",
            "case__content_note",
            "learning_point",
        )
    )
)
DRAWN = Kept(500)


@receiver(overview_parts)
def cases_of_the_module(page: Any, request: HttpRequest, **kwargs: Any) -> SafeString | str:
    """The learning cases that teach this module and that the reader may see, for the module's overview."""
    if page.module_id is None:
        return ""
    today = timezone.localdate()
    links = [row[2:] for row in LINKS.rows(page.module_id) if holds_on(today, *row[:2])]
    seen = seen_by(request.user, today, {link[0]: link[1] for link in links})
    shown = tuple(link[2:] for link in links if link[0] in seen)
    return DRAWN.get_or_make(shown, partial(_draw, shown)) if shown else ""


@receiver(page_published, sender=LearningCasePage)
@receiver(page_unpublished, sender=LearningCasePage)
def look_at_the_whole_library(**kwargs: Any) -> None:
    """One case more or less, or another age, changes of which others the age may be shown."""
    check_library()


@receiver(post_save, sender=Revision)
def note_what_an_editor_wrote(instance: Revision, **kwargs: Any) -> None:
    """However a draft is saved (by hand, by itself, by going back to an older one), its approvals are of its words."""
    if instance.content_type.model_class() is LearningCasePage:
        note_edit(instance)


def _draw(links: tuple[tuple[str, ...], ...]) -> SafeString:
    named = [dict(zip(("slug", "title", "content_note", "learning_point"), link, strict=True)) for link in links]
    return render_to_string("cases/partials/module_cases.html", {"links": named})
