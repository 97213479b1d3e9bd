from django.db import models
from django.utils.translation import gettext_lazy as _


class SafeguardingRoute(models.Model):
    """What the staff of one employer do when somebody is at risk now: whom they call, in its own words."""

    organisation = models.OneToOneField(
        "workforce.Organisation",
        on_delete=models.CASCADE,
        related_name="safeguarding_route",
        verbose_name=_("employer"),
    )
    words = models.TextField(
        _("what to do"),
        max_length=600,
        help_text=_("A line each, the first thing first: “Duty desk, 0116 496 0000, day and night”."),
    )

    class Meta:
        ordering = ["organisation"]
        verbose_name = _("safeguarding route")
        verbose_name_plural = _("safeguarding routes")

    def __str__(self) -> str:
        return str(self.organisation)

    @property
    def lines(self) -> list[str]:
        return [line.strip() for line in self.words.splitlines() if line.strip()]
