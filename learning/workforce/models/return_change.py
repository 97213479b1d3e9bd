from django.db import models
from django.utils.translation import gettext_lazy as _


class ChangeKind(models.TextChoices):
    JOINER = "joiner", _("joiner")
    LEAVER = "leaver", _("leaver")
    MOVER = "mover", _("mover")
    CHANGED = "changed", _("changed")


class ReturnChange(models.Model):
    """One return changes something about one person: what is shown before it is committed, and what is then written.

    `shown` is a list of [field, before, after]; `steps` is what is written, in keys of rows that stood when the return
    was compared. `left_out` says why an undo leaves this person as they are. `named` is how a list calls them.
    """

    batch = models.ForeignKey("workforce.WorkforceReturn", on_delete=models.CASCADE, related_name="changes")
    position = models.PositiveIntegerField(_("place in the list"))
    kind = models.CharField(_("kind"), max_length=8, choices=ChangeKind.choices)
    person = models.ForeignKey("workforce.Person", null=True, on_delete=models.PROTECT, related_name="+")
    named = models.CharField(_("who"), max_length=260)
    staff_id = models.CharField(_("staff number"), max_length=64, blank=True)
    shown = models.JSONField(_("before and after"), default=list)
    steps = models.JSONField(_("what is written"), default=dict)
    staged = models.BooleanField(_("ready to hold"), default=False)
    left_out = models.CharField(_("why it stays"), max_length=240, blank=True)

    class Meta:
        ordering = ["batch", "position"]
        verbose_name = _("change of a return")
        verbose_name_plural = _("changes of returns")
        constraints = [
            models.UniqueConstraint(fields=["batch", "position"], name="one_change_per_place_in_a_return"),
        ]
        indexes = [models.Index(fields=["batch", "kind", "position"], name="changes_of_a_kind")]

    def __str__(self) -> str:
        return f"{self.batch_id}: {self.kind} {self.position}"
