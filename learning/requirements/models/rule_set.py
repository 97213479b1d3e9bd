from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class RuleSet(models.Model):
    """From a day on, statuses are decided by these numbers; every figure names the version that made it.

    `recorded_at` says since when the network knows of it (UTC). A row is never rewritten, but that the first one may be
    moved to an earlier day, before which it holds as well.
    """

    version = models.PositiveSmallIntegerField(_("version"), unique=True)
    starts_on = models.DateField(_("from"), unique=True)
    grace_days = models.PositiveSmallIntegerField(_("days to start"), default=90)
    due_soon_days = models.PositiveSmallIntegerField(_("days' notice before the last valid day"), default=90)
    recorded_at = models.DateTimeField(_("recorded at"), default=timezone.now, editable=False)

    class Meta:
        ordering = ["starts_on"]
        verbose_name = _("rule set")
        verbose_name_plural = _("rule sets")

    def __str__(self) -> str:
        return f"{self.version}"
