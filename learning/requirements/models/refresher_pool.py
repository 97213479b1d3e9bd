import datetime as dt

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from learning.workforce.querysets import holding_on


class RefresherPool(models.Model):
    """From a day on, any `needed` of these short modules renew one module that runs out, for so many months.

    It is the network's: a partner asks for more, never for less. A pool is never rewritten; it is ended, and another
    one begins, so that what counted when it was done counts for good. Cases are in it by the short modules on them.
    `recorded_at` and `end_recorded_at` say since when the network knows of it and of its end (UTC).
    """

    module = models.ForeignKey("modules.Module", on_delete=models.PROTECT, related_name="refresher_pools")
    items = models.ManyToManyField("modules.Module", related_name="+", verbose_name=_("any of"))
    needed = models.PositiveSmallIntegerField(_("how many"))
    counts_months = models.PositiveSmallIntegerField(_("renews for so many months"))
    starts_on = models.DateField(_("from"))
    ended_on = models.DateField(_("no longer from"), null=True, blank=True)
    recorded_at = models.DateTimeField(_("recorded at"), default=timezone.now, editable=False)
    end_recorded_at = models.DateTimeField(_("end recorded at"), null=True, blank=True, editable=False)

    class Meta:
        ordering = ["module", "starts_on"]
        verbose_name = _("refresher pool")
        verbose_name_plural = _("refresher pools")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(needed__gte=1, counts_months__gte=1),
                name="a_refresher_pool_asks_and_gives_something",
            ),
            models.CheckConstraint(
                condition=models.Q(ended_on=None) | models.Q(ended_on__gt=models.F("starts_on")),
                name="refresher_pool_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.module_id}: {self.needed}"

    @classmethod
    def on(cls, day: dt.date) -> models.QuerySet["RefresherPool"]:
        return cls.objects.filter(holding_on(day))
