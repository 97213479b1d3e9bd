import datetime as dt
import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..querysets import ModuleQuerySet


class Module(models.Model):
    """One unit of learning, for good: its pages may change or go, what people did with it stays and points here.

    Title, address and current version are those of the last publication, so that records read well without any page.
    """

    uuid = models.UUIDField(
        default=uuid.uuid4,
        unique=True,
        editable=False,
        help_text=_("The translation key that all pages of this module share."),
    )
    slug = models.SlugField(_("address"), max_length=255, unique=True)
    title = models.CharField(_("title"), max_length=255)
    current_version = models.ForeignKey(
        "modules.ModuleVersion", null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    retired_on = models.DateField(_("retired from"), null=True, blank=True)
    replaced_by = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaces", verbose_name=_("take instead")
    )
    retirement_note = models.TextField(_("why it ends"), max_length=300, blank=True)

    objects = ModuleQuerySet.as_manager()

    class Meta:
        ordering = ["title"]
        verbose_name = _("module")
        verbose_name_plural = _("modules")

    def __str__(self) -> str:
        return self.title

    def is_retired_on(self, day: dt.date) -> bool:
        """Whether nobody starts it anew on `day`; whoever began it finishes."""
        return self.retired_on is not None and self.retired_on <= day
