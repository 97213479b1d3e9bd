from django.db import models
from django.utils.translation import gettext_lazy as _

from ..querysets import RecordedQuerySet
from .recorded import Recorded


class Merge(Recorded):
    """One row of a person was read as another, from the moment it was recorded until somebody took that back.

    `Person.merged_into` says it of now, in one look-up; this says it of any moment, so that a past day can still be
    read as it was known then.
    """

    person = models.ForeignKey(
        "workforce.Person", on_delete=models.PROTECT, related_name="merges", verbose_name=_("person")
    )
    into = models.ForeignKey(
        "workforce.Person", on_delete=models.PROTECT, related_name="merges_into", verbose_name=_("read as")
    )
    reason = models.CharField(_("why these two are one"), max_length=240)

    objects = RecordedQuerySet["Merge"].as_manager()

    class Meta:
        ordering = ["person", "recorded_at"]
        verbose_name = _("merge of two people")
        verbose_name_plural = _("merges of people")
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=models.Q(superseded_at=None), name="one_row_is_read_as_one_other"
            ),
            models.CheckConstraint(condition=~models.Q(person=models.F("into")), name="nobody_is_read_as_themselves"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} = {self.into_id}"
