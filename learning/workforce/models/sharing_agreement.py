from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..querysets import SharingAgreementQuerySet
from .recorded import Recorded, StatedBy, refuse_an_end_before_the_start


class SharedField(models.TextChoices):
    """What a partner may agree to send of its people; nothing else of a file is read."""

    STAFF_ID = "staff_id", _("Staff and assignment numbers")
    EMAIL = "email", _("E-mail addresses")
    NAME = "name", _("First and last names")
    TEAM = "team", _("Teams")
    ROLE_GROUP = "role_group", _("Position titles or role groups")
    DATES = "dates", _("First and last days in post")
    ABSENCE = "absence", _("Days away, never why")


class SharingAgreement(Recorded):
    """One partner has agreed in writing, from a day on, which fields about its people it sends to the network.

    `review_on` is the day by which both look at it again; `ended_on` the first day on which it no longer holds.
    """

    STATED_BY = StatedBy.EMPLOYER

    organisation = models.ForeignKey(
        "workforce.Organisation", on_delete=models.PROTECT, related_name="agreements", verbose_name=_("organisation")
    )
    signed_on = models.DateField(_("signed on"))
    signatories = models.TextField(_("signed by"), help_text=_("Name and post of each, a line each."))
    fields = models.JSONField(_("what may be sent"), default=list)
    review_on = models.DateField(_("looked at again by"))
    reference = models.CharField(_("where the document is kept"), max_length=240, blank=True)
    ended_on = models.DateField(_("no longer holds from"), null=True, blank=True)

    objects = SharingAgreementQuerySet.as_manager()

    class Meta:
        ordering = ["organisation", "-signed_on"]
        verbose_name = _("information-sharing agreement")
        verbose_name_plural = _("information-sharing agreements")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "signed_on"],
                condition=models.Q(superseded_at=None),
                name="one_agreement_per_organisation_and_day",
            ),
            models.CheckConstraint(
                condition=models.Q(review_on__gt=models.F("signed_on")), name="agreement_is_reviewed_after_it_is_signed"
            ),
            models.CheckConstraint(
                condition=models.Q(ended_on=None) | models.Q(ended_on__gt=models.F("signed_on")),
                name="agreement_ends_after_it_is_signed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.signed_on}"

    @property
    def fields_in_words(self) -> str:
        """What may be sent, as one list."""
        return ", ".join(str(label) for value, label in SharedField.choices if value in self.fields)

    def clean(self) -> None:
        refuse_an_end_before_the_start(self.signed_on, self.ended_on, "ended_on")
        refuse_an_end_before_the_start(self.signed_on, self.review_on, "review_on")
        if not self.signatories.strip():
            raise ValidationError({"signatories": _("Write who signed, for both sides.")})
        chosen = self.fields if isinstance(self.fields, list) else []
        if set(chosen) - set(SharedField.values):
            raise ValidationError({"fields": _("Choose from the list.")})
        if not {SharedField.STAFF_ID, SharedField.EMAIL} & set(chosen):
            words = _("Choose staff numbers, e-mail addresses or both: without one nobody can be told from another.")
            raise ValidationError({"fields": words})
        if not {SharedField.ROLE_GROUP, SharedField.DATES} <= set(chosen):
            words = _("Choose role groups and days in post: without them nobody can be counted.")
            raise ValidationError({"fields": words})
