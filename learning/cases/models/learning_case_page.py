from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.auth.views import redirect_to_login
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from taggit.models import TaggedItemBase
from wagtail import blocks
from wagtail.admin.panels import CommentPanel, FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page, PageManager
from wagtail.search import index

from learning.blocks.fields import BodyField
from learning.modules.models import ModulePage, Principle
from learning.workforce.models.organisation import Sector
from learning.workforce.search_engines import unlisted

from ..page_form import LearningCaseForm
from ..publication import LearningCasePermissionTester, NotPublishedHereError
from ..querysets import LearningCaseQuerySet

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser
    from wagtail.models import Revision

    from learning.modules.models import SubjectHeading
    from learning.workforce.models import User


class AgeBand(models.TextChoices):
    """Whom a case is about, as closely as a case ever says it."""

    UNDER_10 = "under_10", _("Under 10")
    FROM_10 = "10_12", _("10 to 12")
    FROM_13 = "13_15", _("13 to 15")
    FROM_16 = "16_17", _("16 to 17")
    FROM_18 = "18_24", _("18 to 24")
    FROM_25 = "25_over", _("25 or over")
    GROUP = "group_13_17", _("A group, 13 to 17")
    COUNTS = "counts_under_25", _("Counts of people under 25")
    STAFF = "staff", _("Staff")


class Audience(models.TextChoices):
    """Who may read a case."""

    NETWORK = "network", _("The network: everybody who signs in")
    SECTOR = "sector", _("One sector: people in post with its employers")
    PUBLIC = "public", _("Everybody")


class Finding(blocks.StructValue):
    @property
    def principle_title(self) -> str:
        return str(Principle(self["principle"]).label)


class PrincipleBlock(blocks.StructBlock):
    """What one principle shows in this case."""

    principle = blocks.ChoiceBlock(choices=Principle.choices, label=_("Principle"))
    note = blocks.TextBlock(label=_("What it shows here"), rows=3)

    class Meta:
        icon = "view"
        label = _("Principle")
        value_class = Finding


class StatementBlock(blocks.StructBlock):
    """One thing that was done so that nobody can be recognised."""

    about = blocks.CharBlock(label=_("About"), max_length=60)
    how = blocks.CharBlock(label=_("What was done"), max_length=240)

    class Meta:
        icon = "lock"
        label = _("Statement")


def _points(label: Any, help_text: Any = "") -> BodyField:
    """A list of short paragraphs."""
    return BodyField(
        [("point", blocks.TextBlock(label=_("Point"), rows=2))], blank=True, verbose_name=label, help_text=help_text
    )


class LearningCaseTag(TaggedItemBase):
    """One learning case carries one free tag."""

    content_object = ParentalKey("cases.LearningCasePage", on_delete=models.CASCADE, related_name="tagged_items")


class LearningCasePage(Page):
    """One learning case as its readers meet it, anonymous and published only by the actions of this app.

    It tells practice, not people: of where it comes from only the sector is kept, of who took part only kinds of
    service, of the child only an age band, and that where `shown` names it: so the library check says, and no editor.
    One that is `withdrawn_at` keeps its row and none of its words.
    """

    context = models.TextField(_("context"), help_text=_("Two sentences: where this starts."))
    what_happened = RichTextField(_("what happened"), features=["bold", "ul", "ol"])
    analysis = BodyField([("principle", PrincipleBlock())], blank=True, verbose_name=_("seen through the principles"))
    what_helped = _points(_("what helped"))
    learning_points = _points(_("learning points"))
    questions = _points(_("questions for a team"))
    content_note = models.CharField(
        _("content note"), max_length=240, blank=True, help_text=_("What a reader meets here, before they read it.")
    )
    age_band = models.CharField(_("age"), max_length=16, choices=AgeBand.choices)
    sector = models.CharField(
        _("brought by"), max_length=24, choices=Sector.choices, help_text=_("The sector alone, never the organisation.")
    )
    agencies = ParentalManyToManyField(
        "cases.AgencyKind", blank=True, related_name="+", verbose_name=_("kinds of service involved")
    )
    headings = ParentalManyToManyField(
        "modules.SubjectHeading", blank=True, related_name="+", verbose_name=_("subject headings")
    )
    tags = ClusterTaggableManager(through="cases.LearningCaseTag", blank=True, verbose_name=_("tags"))
    audience = models.CharField(_("who may read it"), max_length=8, choices=Audience.choices, default=Audience.NETWORK)
    audience_sector = models.CharField(_("sector that may read it"), max_length=24, choices=Sector.choices, blank=True)
    is_invented = models.BooleanField(_("invented"), default=False)
    anonymisation_basis = models.TextField(
        _("why nobody can be recognised"), help_text=_("For example: invented; not drawn from any person’s record.")
    )
    anonymisation = BodyField([("statement", StatementBlock())], blank=True, verbose_name=_("what was done"))
    kept_words = models.TextField(
        _("words kept, and why they identify nobody"),
        blank=True,
        help_text=_("A line each, where the screening asks about words that are nobody’s: “May: the month”."),
    )
    shown = models.JSONField(_("shown of the child"), default=list, blank=True, editable=False)

    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True, editable=False)

    objects = PageManager.from_queryset(LearningCaseQuerySet)()

    template = "cases/learning_case.html"
    parent_page_types = ["cases.CaseLibraryPage"]
    subpage_types: list[str] = []
    search_fields = [
        *Page.search_fields,
        index.SearchField("context", boost=2),
        index.SearchField("what_happened"),
        index.SearchField("analysis"),
        index.SearchField("what_helped"),
        index.SearchField("learning_points", boost=2),
        index.SearchField("questions"),
        index.RelatedFields("headings", [index.SearchField("title")]),
        index.RelatedFields("tags", [index.SearchField("name")]),
    ]
    content_panels = [
        *Page.content_panels,
        FieldPanel("content_note"),
        FieldPanel("context"),
        FieldPanel("what_happened"),
        FieldPanel("analysis"),
        FieldPanel("what_helped"),
        FieldPanel("learning_points"),
        FieldPanel("questions"),
        MultiFieldPanel(
            [FieldPanel("age_band"), FieldPanel("sector"), FieldPanel("agencies", widget=forms.CheckboxSelectMultiple)],
            heading=_("What the case is about"),
        ),
        MultiFieldPanel(
            [FieldPanel("headings", widget=forms.CheckboxSelectMultiple), FieldPanel("tags")], heading=_("Found by")
        ),
        MultiFieldPanel(
            [
                FieldPanel("is_invented"),
                FieldPanel("anonymisation_basis"),
                FieldPanel("anonymisation"),
                FieldPanel("kept_words"),
            ],
            heading=_("Nobody can be recognised"),
        ),
        MultiFieldPanel([FieldPanel("audience"), FieldPanel("audience_sector")], heading=_("Who may read it")),
    ]

    base_form_class = LearningCaseForm

    # Without the panel that sets dates for going live: a case never publishes itself.
    settings_panels = [CommentPanel()]

    class Meta:
        verbose_name = _("learning case")
        verbose_name_plural = _("learning cases")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(audience="sector", audience_sector__gt="")
                | ~models.Q(audience="sector") & models.Q(audience_sector=""),
                name="an_audience_of_one_sector_names_it",
            ),
            models.CheckConstraint(
                condition=models.Q(withdrawn_at=None)
                | models.Q(context="", what_happened="", content_note="", anonymisation_basis=""),
                name="a_withdrawn_learning_case_has_no_words",
            ),
        ]

    @property
    def address(self) -> str:
        """Where the case is, without asking the page tree."""
        return reverse("case", args=[self.slug])

    @property
    def comes_from_practice(self) -> bool:
        """Whether it is written from a case that somebody brought; one query."""
        from .learning_draft import LearningDraft

        return self.pk is not None and LearningDraft.objects.filter(page=self.pk).exists()

    @property
    def preview_modes(self) -> list[tuple[str, Any]]:
        """The editor keeps what is previewed before it is screened: only invented cases are previewed there."""
        modes: list[tuple[str, Any]] = super().preview_modes
        return modes if self.is_invented and not self.comes_from_practice else []

    @property
    def shown_age(self) -> str:
        """The age in words, where many cases share it; an invented one stands for nobody."""
        return str(self.get_age_band_display()) if self.is_invented or "age_band" in self.shown else ""

    @property
    def facts(self) -> dict[str, SubjectHeading]:
        """The first subject heading of each list that the case carries, by the list's code."""
        found: dict[str, SubjectHeading] = {}
        for heading in self.headings.all():
            found.setdefault(heading.list, heading)
        return found

    def save(self, *args: Any, **kwargs: Any) -> Any:
        # Whatever road a new row comes by (copy, alias, import), it starts as a draft.
        if self._state.adding:
            self.live = False
        if self.audience != Audience.SECTOR:
            self.audience_sector = ""
        elif not self.audience_sector:
            self.audience_sector = self.sector
        return super().save(*args, **kwargs)

    def permissions_for_user(self, user: User | AnonymousUser) -> LearningCasePermissionTester:
        return LearningCasePermissionTester(user, self)

    @property
    def has_workflow(self) -> bool:
        """Never one of the editor's: a case's way is through its reviews."""
        return False

    def get_workflow(self) -> None:
        """None, even below a page that has one."""

    def publish(self, revision: Revision, *args: Any, **kwargs: Any) -> None:
        """Refuse: the editor, workflows and the schedule all come this way, and none of them holds the approvals."""
        raise NotPublishedHereError(_("A learning case is published after its reviews, never from the editor."))

    def publish_by_action(self, revision: Revision, user: User | None) -> None:
        """Make the revision the one that readers see; for the actions that publish alone."""
        super().publish(revision, user=user, skip_permission_checks=True)

    def is_visible_to(self, user: User | AnonymousUser, day: dt.date) -> bool:
        return LearningCasePage.objects.visible_to(user, day).filter(pk=self.pk).exists()

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The case, for those who may read it; signed out, one is led to sign in first."""
        if not self.is_visible_to(request.user, timezone.localdate()):
            if request.user.is_authenticated:
                raise Http404
            return redirect_to_login(request.get_full_path())
        return unlisted(super().serve(request, *args, **kwargs))

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        pages = ModulePage.objects.filter(module=models.OuterRef("module")).live()
        links = self.module_links.on(timezone.localdate()).annotate(has_page=models.Exists(pages))
        context["links"] = links.select_related("module__current_version").order_by("place")
        return context

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> list[dict[str, Any]]:
        return []
