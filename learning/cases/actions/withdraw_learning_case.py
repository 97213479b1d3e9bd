"""A learning case is withdrawn: its words are deleted wherever the site holds them; what is left says that it was."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from taggit.models import Tag
from wagtail.models import PageLogEntry, Revision
from wagtail.search import index

from learning.audit.actions.record_event import record
from learning.modules.models import ModulePage
from learning.notices.actions.queue_message import queue_message
from learning.workforce.models import User

from ..models import CaseReflection, LearningCasePage, ModuleLink
from .end_draft import end_withdrawn
from .end_link import end_link

WORDS = (
    "context",
    "what_happened",
    "content_note",
    "anonymisation_basis",
    "seo_title",
    "search_description",
    "kept_words",
)
STREAMS = ("analysis", "what_helped", "learning_points", "questions", "anonymisation")
GONE = "-"
"""What stands for a link's learning point once its case has no words."""


def withdraw_learning_case(by: User, page: LearningCasePage) -> None:
    """For `decide_hiding` alone, which has asked who may. `page` is locked, and read by nobody any more."""
    with transaction.atomic():
        told = _whom_to_tell(page)
        _end_links(page)
        _forget_words(page)
        end_withdrawn(page)
        record("learning_case.words_deleted", by=by, on=page)
        for user_id, address, key in told:
            _tell(user_id, address, f"case-withdrawn:{page.pk}:{key}")


def _forget_words(page: LearningCasePage) -> None:
    tags = _tags_of(page)
    Revision.objects.for_instance(page).delete()
    PageLogEntry.objects.filter(page=page.pk).update(label="", data={})
    page.wagtail_admin_comments.all().delete()
    row = LearningCasePage.objects.get(pk=page.pk)
    for name in WORDS:
        setattr(row, name, "")
    for name in STREAMS:
        setattr(row, name, [])
    row.agencies, row.headings, row.shown = [], [], []
    row.tags.clear()
    row.title = row.draft_title = _("Withdrawn learning case")
    row.slug = f"withdrawn-{page.pk}"
    row.live_revision = row.latest_revision = None
    row.withdrawn_at = timezone.now()
    row.save(clean=False)
    # A tag that only this case carried is a word of it.
    Tag.objects.filter(pk__in=tags, cases_learningcasetag_items=None, taggit_taggeditem_items=None).delete()
    # The entry of the index is written anew from what is left, or taken out where the index keeps live pages alone.
    index.insert_or_update_object(row)


def _tags_of(page: LearningCasePage) -> set[int]:
    """Keys of the tags that the case carries, or carried in one of its drafts."""
    drafted = (one.content.get("tagged_items", []) for one in Revision.objects.for_instance(page).iterator(50))
    return {item["tag"] for items in drafted for item in items} | set(page.tags.values_list("pk", flat=True))


def _end_links(page: LearningCasePage) -> None:
    today = timezone.localdate()
    for link in ModuleLink.objects.standing().filter(case=page, ended_on=None):
        end_link(link, max(today, link.linked_on))
    # Which case taught which module stays; what it was about does not.
    ModuleLink.objects.filter(case=page).update(learning_point=GONE)


def _whom_to_tell(page: LearningCasePage) -> list[tuple[str, str, str]]:
    """E-mail, where they are led, and a key: who wrote about the case, and who looks after a module that links it."""
    reflected = CaseReflection.objects.filter(case=page, person__user__is_active=True)
    tombstone = reverse("case", args=[f"withdrawn-{page.pk}"])
    found = dict.fromkeys(reflected.values_list("person__user__email", flat=True), tombstone)
    modules = ModuleLink.objects.standing().filter(case=page, ended_on=None).values("module")
    pages = ModulePage.objects.filter(module__in=modules, owner__is_active=True)
    for pk, email in pages.values_list("pk", "owner__email"):
        found[email] = reverse("wagtailadmin_pages:edit", args=[pk])
    return [(email, address, str(number)) for number, (email, address) in enumerate(sorted(found.items()))]


def _tell(email: str, address: str, key: str) -> None:
    queue_message(
        key=key,
        to=email,
        subject=_("A learning case that you worked with was withdrawn"),
        text=_("It is no longer in the library, and no module shows it. What you wrote about it stays yours.")
        + " "
        + _("If it is named in something that you look after, take it out there.")
        + f"\n\n{settings.PUBLIC_BASE_URL}{address}\n",
    )
