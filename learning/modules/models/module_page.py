from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from taggit.models import TaggedItemBase
from wagtail import blocks
from wagtail.models import Page, PageViewRestriction
from wagtail.search import index
from wagtail.snippets.blocks import SnippetChooserBlock

from learning.blocks.fields import BodyField
from learning.blocks.section import BodyBlocks
from learning.workforce.models.level_map import Level

from ..changes import EarlierCompletions, Kind
from ..deletion import ModulePagePermissionTester
from ..other_route import by_other_route
from ..page_form import ModulePageForm
from ..page_panels import EDITOR
from .freezing_page import FreezingPage
from .subject_heading import HeadingList

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from learning.workforce.models import User

    from ..stored_overview import Around
    from .source import Source


class GoFurtherBlock(blocks.StructBlock):
    """One thing to read next."""

    text = blocks.TextBlock(label=_("What it offers"), rows=2)
    source = SnippetChooserBlock("modules.Source", label=_("Source"))

    class Meta:
        icon = "link-external"
        label = _("Go further")


class ModuleTag(TaggedItemBase):
    """One module page carries one free tag."""

    content_object = ParentalKey("modules.ModulePage", on_delete=models.CASCADE, related_name="tagged_items")


def _of_list(heading_list: HeadingList, label: Any, help_text: Any = "") -> models.ForeignKey[Any, Any]:
    """One term of one controlled list."""
    return models.ForeignKey(
        "modules.SubjectHeading",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        limit_choices_to={"list": heading_list},
        verbose_name=label,
        help_text=help_text,
    )


def _several_of_list(heading_list: HeadingList, label: Any, help_text: Any = "") -> ParentalManyToManyField:
    """Any number of terms of one controlled list."""
    return ParentalManyToManyField(
        "modules.SubjectHeading",
        blank=True,
        related_name="+",
        limit_choices_to={"list": heading_list},
        verbose_name=label,
        help_text=help_text,
    )


class ModulePage(FreezingPage):
    """The page of one module in one language: what trainers edit, and the overview that everybody may read.

    What learners take is never the page but the version that its publication freezes (`save`).
    """

    module = models.ForeignKey("modules.Module", null=True, editable=False, on_delete=models.PROTECT, related_name="+")
    summary = models.TextField(
        _("in one sentence"),
        max_length=300,
        help_text=_("What it is about and what it is good for. Shown in the catalogue."),
    )
    outcomes = BodyField(
        [("outcome", blocks.TextBlock(label=_("Outcome"), rows=2))],
        verbose_name=_("by the end you can"),
        help_text=_("Three to five things a person can do afterwards. Begin each with a verb."),
    )
    level = models.PositiveSmallIntegerField(_("level"), choices=Level.choices)
    tier = _of_list(HeadingList.TIER, _("prevention tier"))
    public_health_step = _of_list(HeadingList.STEP, _("public-health step"))
    ecological_level = _of_list(HeadingList.ECOLOGICAL_LEVEL, _("ecological level"))
    strands = _several_of_list(HeadingList.STRAND, _("strands of connection"))
    principles = _several_of_list(HeadingList.PRINCIPLE, _("trauma-informed principles"))
    audiences = _several_of_list(HeadingList.AUDIENCE, _("for"), _("Who gets most from it. Nobody is shut out."))
    forms_of_violence = _several_of_list(HeadingList.VIOLENCE, _("forms of violence"))
    life_stages = _several_of_list(HeadingList.LIFE_STAGE, _("stages of life"))
    tags = ClusterTaggableManager(through="modules.ModuleTag", blank=True, verbose_name=_("tags"))
    helps_first = ParentalManyToManyField(
        "modules.Module",
        blank=True,
        related_name="+",
        verbose_name=_("helps to have done first"),
        help_text=_("Advice, never a bar."),
    )
    required_first = ParentalManyToManyField(
        "modules.Module",
        blank=True,
        related_name="+",
        verbose_name=_("needed first"),
        help_text=_(
            "Only where starting without it would not be safe or fair: nobody can start this module before they have "
            "finished these, here or with another employer."
        ),
    )
    refresh_months = models.PositiveSmallIntegerField(
        _("counts for so many months"),
        null=True,
        blank=True,
        default=36,
        validators=[MinValueValidator(1), MaxValueValidator(120)],
        help_text=_("After that people are asked to take it again. Empty: it counts for good."),
    )
    session_minutes = models.PositiveSmallIntegerField(
        _("taught in a live session of so many minutes"),
        null=True,
        blank=True,
        validators=[MinValueValidator(10), MaxValueValidator(600)],
        help_text=_(
            "Only for what people learn together, face to face or online. They finish it by being there; nobody takes "
            "it alone on this site. Its sections then say what the session is about. Empty: people take it here."
        ),
    )
    pass_mark_pct = models.PositiveSmallIntegerField(
        _("pass mark in per cent"),
        default=80,
        validators=[MaxValueValidator(100)],
        help_text=_("The share of quiz questions to get right. Tries are unlimited."),
    )
    content_note = models.TextField(
        _("content note"),
        blank=True,
        help_text=_("What people meet in this module that may weigh on them. Sections have notes of their own."),
    )
    body = BodyField(BodyBlocks(), collapsed=True, verbose_name=_("sections"))
    job_aid_title = models.CharField(
        _("title of the job aid"), max_length=120, blank=True, help_text=_("One sheet to keep at hand afterwards.")
    )
    job_aid_points = BodyField(
        [("point", blocks.TextBlock(label=_("Point"), rows=2))], blank=True, verbose_name=_("points of the job aid")
    )
    go_further = BodyField([("source", GoFurtherBlock())], blank=True, verbose_name=_("go further"))
    review_note = models.TextField(
        _("note about its state"),
        blank=True,
        help_text=_("Shown at the foot of the overview, for example that a review is still to come."),
    )
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=0, editable=False)
    change = models.CharField(
        _("this publication is"),
        max_length=8,
        choices=Kind.choices,
        default=Kind.MINOR,
        help_text=_(
            "Correction: one reviewer lets it out. Minor: spelling, clearer words, a better example. Major: people "
            "need to learn something new."
        ),
    )
    what_changed = models.TextField(
        _("what changed"),
        max_length=600,
        blank=True,
        help_text=_("In two or three sentences. People who finished an earlier version read it."),
    )
    earlier_completions = models.CharField(
        _("earlier completions"),
        max_length=8,
        choices=EarlierCompletions.choices,
        default=EarlierCompletions.STAND,
        help_text=_("Only for a major change: what it means for those who finished before."),
    )
    redo_by = models.DateField(
        _("by this day"),
        null=True,
        blank=True,
        help_text=_("Needed when people take it again. With a bridge module, leave it empty to give them 90 days."),
    )
    bridge = models.ForeignKey(
        "modules.Module",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("bridge module"),
        help_text=_("The short module that counts instead of the whole one."),
    )

    template = "modules/overview.html"
    around: Around | None = None
    """What its overview says beside its fields, where it was fetched as it is stored (`stored_overview`)."""
    is_for_everybody = False
    """Known from the question that fetched it: no page of the site is restricted. Otherwise Wagtail looks."""
    preview_modes = [
        ("overview", _("Overview")),
        ("sections", _("All sections, as a learner")),
        ("other_route", _("The other route")),
        ("hr_card", _("What an HR lead sees")),
    ]
    preview_sizes = [
        {"name": "phone", "icon": "mobile-alt", "device_width": 360, "label": _("Preview on a phone")},
        {"name": "tablet", "icon": "tablet-alt", "device_width": 768, "label": _("Preview on a tablet")},
        {"name": "desk", "icon": "desktop", "device_width": 1280, "label": _("Preview on a desk")},
    ]
    default_preview_size = "phone"
    parent_page_types = ["modules.CataloguePage"]
    subpage_types: list[str] = []
    # A copy is a module of its own; which one is decided when it is first published.
    exclude_fields_in_copy = [
        "module",
        "change",
        "what_changed",
        "earlier_completions",
        "redo_by",
        "bridge",
        "review_note",
    ]
    base_form_class = ModulePageForm
    search_fields = [
        *Page.search_fields,
        index.SearchField("summary", boost=2),
        index.SearchField("outcomes"),
        index.SearchField("body"),
        index.SearchField("job_aid_points"),
        index.RelatedFields("tags", [index.SearchField("name")]),
        index.FilterField("level"),
    ]

    edit_handler = EDITOR

    class Meta:
        verbose_name = _("module page")
        verbose_name_plural = _("module pages")

    @property
    def has_versions(self) -> bool:
        """Whether the page was published before in its language, so that there are people whom a change can touch."""
        if self.module is None:
            return False
        return self.module.versions.filter(language=self.locale.language_code).exists()

    @property
    def stored_body(self) -> list[dict[str, Any]]:
        """The sections as a version keeps them."""
        stored: list[dict[str, Any]] = self.body.get_prep_value()
        return stored

    @property
    def outcome_texts(self) -> list[str]:
        return [str(outcome.value) for outcome in self.outcomes]

    def sources(self) -> dict[str, dict[str, str]]:
        """What the body and the job aid name as sources, by key, as a version keeps them."""
        from .source import Source

        found: list[Source] = list(Source.objects.filter(pk__in=self.source_keys))
        return {str(source.pk): source.as_frozen() for source in found}

    @property
    def source_keys(self) -> set[int]:
        """Primary keys of every source that the page names."""
        return _source_keys([self.stored_body, self.go_further.get_prep_value()])

    def frozen_job_aid(self) -> dict[str, Any]:
        return {
            "title": self.job_aid_title,
            "points": [str(point.value) for point in self.job_aid_points],
            "go_further": [
                {"text": item["value"]["text"], "source": item["value"]["source"]}
                for item in self.go_further.get_prep_value()
            ],
        }

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from ..overview import overview

        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context["overview"] = overview(self, request)
        return context

    def permissions_for_user(self, user: User | AnonymousUser) -> ModulePagePermissionTester:
        return ModulePagePermissionTester(user, self)

    def get_view_restrictions(self) -> Any:
        """Those of the page and of what stands above it, as Wagtail finds them; none where the site has none."""
        if self.is_for_everybody:
            return PageViewRestriction.objects.none()
        return super().get_view_restrictions()

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        named = {
            "sections": "modules/all_sections.html",
            "other_route": "modules/all_sections.html",
            "hr_card": "modules/hr_card.html",
        }
        return named.get(mode_name) or self.get_template(request)

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        context = self.get_context(request)
        if mode_name == "sections":
            context |= {"sections": self.stored_body, "sources": self.sources()}
        elif mode_name == "other_route":
            sections = by_other_route(self.stored_body)
            context |= {"sections": sections, "sources": self.sources(), "by_other_route": True}
        return context

    @cached_property
    def content_note_lines(self) -> list[str]:
        return [line.strip() for line in self.content_note.splitlines() if line.strip()]


def _source_keys(stored: Any) -> set[int]:
    """Every value under `sources` or `source`, however deep it stands."""
    if isinstance(stored, dict):
        found = {item["value"] for item in stored.get("sources", ()) if item["value"]}
        if isinstance(stored.get("source"), int):
            found.add(stored["source"])
        return found.union(*(_source_keys(part) for part in stored.values()))
    if isinstance(stored, list):
        return set().union(*(_source_keys(part) for part in stored))
    return set()
