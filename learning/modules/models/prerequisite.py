from django.db import models
from django.utils.translation import gettext_lazy as _

from ..querysets import PrerequisiteQuerySet


class Prerequisite(models.Model):
    """One module comes before another: as advice, or because the network chose that nobody starts without it.

    The rows of a module are those of its last publication, so that they hold whatever becomes of the page.
    """

    module = models.ForeignKey("modules.Module", on_delete=models.PROTECT, related_name="prerequisites")
    first = models.ForeignKey("modules.Module", on_delete=models.PROTECT, related_name="leads_to")
    is_required = models.BooleanField(_("required"), default=False)

    objects = PrerequisiteQuerySet.as_manager()

    class Meta:
        ordering = ["module", "first"]
        verbose_name = _("prerequisite")
        verbose_name_plural = _("prerequisites")
        constraints = [
            models.UniqueConstraint(fields=["module", "first"], name="a_module_comes_once_before_another"),
            models.CheckConstraint(condition=~models.Q(module=models.F("first")), name="no_module_comes_before_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} → {self.module_id}"
