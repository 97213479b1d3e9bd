from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..querysets import ClaimCodeQuerySet


class ClaimCode(models.Model):
    """One printed code lets its holder join one person's record with one organisation to their own login, once.

    Only a keyed digest of it is kept. It is open until it is used, taken back (by a newer one too) or run out.
    """

    organisation = models.ForeignKey(
        "workforce.Organisation", on_delete=models.PROTECT, related_name="claim_codes", verbose_name=_("organisation")
    )
    person = models.ForeignKey(
        "workforce.Person", on_delete=models.CASCADE, related_name="claim_codes", verbose_name=_("person")
    )
    digest = models.CharField(_("digest"), max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField(_("made at"), default=timezone.now)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("made by")
    )
    expires_at = models.DateTimeField(_("runs out at"))
    used_at = models.DateTimeField(_("used at"), null=True, editable=False)
    withdrawn_at = models.DateTimeField(_("taken back at"), null=True, editable=False)

    objects = ClaimCodeQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        verbose_name = _("claim code")
        verbose_name_plural = _("claim codes")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "person"],
                condition=models.Q(used_at=None, withdrawn_at=None),
                name="one_unused_code_per_person_and_organisation",
            ),
        ]

    @property
    def owner(self) -> str:
        """Whose it is, as the employer wrote of them: by name, or by staff number where it sent no names."""
        row = self.person
        if row.given_name or row.family_name:
            return row.name
        here = row.employments.filter(organisation=self.organisation, superseded_at=None).exclude(staff_id="")
        number = here.values_list("staff_id", flat=True).first()
        return str(_("staff number %(number)s") % {"number": number}) if number else row.name

    def __str__(self) -> str:
        return f"{self.organisation_id}: {self.person_id}"
