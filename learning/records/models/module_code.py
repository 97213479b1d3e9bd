from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _


class ModuleCode(models.Model):
    """One partner calls one module by this code in its own system of record, in files both ways."""

    organisation = models.ForeignKey("workforce.Organisation", on_delete=models.PROTECT, related_name="module_codes")
    module = models.ForeignKey("modules.Module", on_delete=models.PROTECT, related_name="codes")
    code = models.CharField(_("code"), max_length=80)

    class Meta:
        ordering = ["organisation", "code"]
        verbose_name = _("code of a module")
        verbose_name_plural = _("codes of modules")
        constraints = [
            models.UniqueConstraint(fields=["organisation", "module"], name="one_code_per_partner_and_module"),
            models.UniqueConstraint("organisation", Lower("code"), name="a_code_means_one_module_of_a_partner"),
            models.CheckConstraint(condition=~models.Q(code=""), name="a_code_is_written"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id}: {self.code}"
