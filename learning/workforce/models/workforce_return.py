import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..querysets import WorkforceReturnQuerySet
from .return_grade import Grade


class ReturnKind(models.TextChoices):
    FILE = "file", _("File")
    FORM = "form", _("Form")
    UNDO = "undo", _("Undone")


class ReturnState(models.TextChoices):
    """Where a return stands, in order; `committed` is the one in which it holds."""

    UPLOADED = "uploaded", _("uploaded")
    COMPARING = "comparing", _("being compared")
    COMPARED = "compared", _("compared")
    WRITING = "writing", _("being written")
    COMMITTED = "committed", _("written")
    DISCARDED = "discarded", _("thrown away")


class WorkforceReturn(models.Model):
    """One partner says who works there as at one day: by a file, by a form for one person, or by undoing what it said.

    The differences it makes are kept as `ReturnChange` rows, and what cannot be read as `ReturnProblem` rows. Nothing
    of it holds before `committed_at` (UTC), and all of it from then on. `columns` says by field which column of the
    file it is, counted from 0; `progress` and `whole` count what the work at hand has done of what it has to do.
    `foreseen` is what the layers above foresee of it, each under a name of its own, as known at `compared_at` (UTC).
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(
        "workforce.Organisation", on_delete=models.PROTECT, related_name="returns", verbose_name=_("organisation")
    )
    kind = models.CharField(_("kind"), max_length=8, choices=ReturnKind.choices, default=ReturnKind.FILE)
    state = models.CharField(_("state"), max_length=12, choices=ReturnState.choices, default=ReturnState.UPLOADED)
    grade = models.CharField(_("grade of return"), max_length=12, choices=Grade.choices, default=Grade.NAMED)
    as_at = models.DateField(_("as at"))
    is_full = models.BooleanField(_("holds everybody"), default=False)
    undoes = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="undone_by", editable=False)

    file_name = models.CharField(_("name of the file"), max_length=240, blank=True)
    columns = models.JSONField(_("columns"), default=dict)
    rows = models.PositiveIntegerField(_("rows"), default=0)
    people_before = models.PositiveIntegerField(_("people before"), default=0)
    joiners = models.PositiveIntegerField(_("joiners"), default=0)
    leavers = models.PositiveIntegerField(_("leavers"), default=0)
    movers = models.PositiveIntegerField(_("movers"), default=0)
    changed = models.PositiveIntegerField(_("changed"), default=0)
    unchanged = models.PositiveIntegerField(_("unchanged"), default=0)
    new_teams = models.JSONField(_("teams that the file names first"), default=list)
    foreseen = models.JSONField(_("what it would do to figures"), default=dict)

    progress = models.PositiveIntegerField(_("done"), default=0)
    whole = models.PositiveIntegerField(_("to do"), default=0)
    trouble = models.TextField(_("what stopped it"), blank=True)

    created_at = models.DateTimeField(_("uploaded at"), default=timezone.now)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("uploaded by")
    )
    compared_at = models.DateTimeField(_("compared at"), null=True)
    committed_at = models.DateTimeField(_("written at"), null=True)
    committed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("written by")
    )
    followed_at = models.DateTimeField(_("figures followed at"), null=True)

    objects = WorkforceReturnQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("workforce return")
        verbose_name_plural = _("workforce returns")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="committed", committed_at__isnull=False)
                | (~models.Q(state="committed") & models.Q(committed_at=None)),
                name="a_committed_return_has_its_moment",
            ),
            models.UniqueConstraint(
                fields=["organisation"],
                condition=models.Q(state="writing"),
                name="one_return_is_written_at_a_time",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "committed_at"], name="return_of_organisation")]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.as_at}"

    @property
    def differences(self) -> int:
        """People for whom it changes something."""
        return self.joiners + self.leavers + self.movers + self.changed

    @property
    def is_open(self) -> bool:
        """Whether it still waits for somebody's word."""
        return self.state in (ReturnState.UPLOADED, ReturnState.COMPARING, ReturnState.COMPARED)
