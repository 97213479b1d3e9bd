from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..changes import Change, EarlierCompletions


class ModuleVersion(models.Model):
    """One publication of one module, frozen: exactly what learners of this version read, answer and must reach.

    `body` is a list of sections `{id, title, content_note, alternative, blocks}` as the page's StreamField stores them;
    `criteria` says what finishing takes (see `modules.criteria`). Neither a page nor a later version can change a row.
    """

    module = models.ForeignKey("modules.Module", on_delete=models.PROTECT, related_name="versions")
    major = models.PositiveSmallIntegerField(_("major"))
    minor = models.PositiveSmallIntegerField(_("minor"))
    language = models.CharField(_("language"), max_length=12, default="en-gb")
    title = models.CharField(_("title"), max_length=255)
    summary = models.TextField(_("summary"), blank=True)
    outcomes = models.JSONField(_("outcomes"), default=list)
    level = models.PositiveSmallIntegerField(_("level"))
    content_note = models.TextField(_("content note"), blank=True)
    body = models.JSONField(_("body"), default=list)
    job_aid = models.JSONField(_("job aid"), default=dict)
    sources = models.JSONField(
        _("sources"), default=dict, help_text=_("By key: what body and job aid name, as it stood that day.")
    )
    criteria = models.JSONField(_("criteria"), default=dict)
    pass_mark_pct = models.PositiveSmallIntegerField(_("pass mark in per cent"))
    refresh_months = models.PositiveSmallIntegerField(_("valid for so many months"), null=True)
    minutes = models.PositiveSmallIntegerField(_("minutes"))
    change = models.CharField(_("change"), max_length=8, choices=Change.choices)
    earlier_completions = models.CharField(
        _("earlier completions"), max_length=8, choices=EarlierCompletions.choices, default=EarlierCompletions.STAND
    )
    redo_by = models.DateField(_("taken again by"), null=True)
    bridge = models.ForeignKey("modules.Module", null=True, on_delete=models.PROTECT, related_name="+")
    what_changed = models.TextField(
        _("what changed"), default="", help_text=_("Shown to people who finished a version before it.")
    )
    content_hash = models.CharField(
        max_length=64, help_text=_("SHA-256 of everything above that a learner can notice.")
    )
    published_at = models.DateTimeField(_("published at"), default=timezone.now)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["module", "-major", "-minor"]
        verbose_name = _("version of a module")
        verbose_name_plural = _("versions of modules")
        constraints = [
            models.UniqueConstraint(fields=["module", "language", "major", "minor"], name="one_row_per_version"),
            models.CheckConstraint(
                condition=models.Q(pass_mark_pct__gte=0, pass_mark_pct__lte=100), name="pass_mark_is_a_percentage"
            ),
            models.CheckConstraint(
                condition=~models.Q(earlier_completions="redo") | models.Q(redo_by__isnull=False),
                name="redo_names_its_day",
            ),
            models.CheckConstraint(
                condition=~models.Q(earlier_completions="bridge") | models.Q(bridge__isnull=False),
                name="bridge_names_its_module",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.number}"

    @property
    def number(self) -> str:
        """The version as people say it: "2.1"."""
        return f"{self.major}.{self.minor}"
