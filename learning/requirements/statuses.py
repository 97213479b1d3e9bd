"""The statuses of one person for one module on one day, and the sets of them that have a name."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Status(models.TextChoices):
    """What is shown of a person for a module on a day; whether it is counted is a fact of its own (`Outside`)."""

    NOT_REQUIRED = "not_required", _("not asked")
    NOT_IN_POST = "not_in_post", _("not in post")
    EXCLUDED = "excluded", _("away")
    EXEMPT = "exempt", _("exempt")
    IN_GRACE = "in_grace", _("time to start")
    NEVER = "never", _("not yet")
    COMPLIANT = "compliant", pgettext_lazy("status", "current")
    DUE_SOON = "due_soon", _("due soon")
    EXPIRED = "expired", _("expired")


class Outside(models.TextChoices):
    """Why somebody of whom a module is asked is not counted; the first that holds, in this order."""

    SELF_DECLARED = "self_declared", _("role not confirmed by the employer")
    ROLE_GROUP = "role_group", _("role group that the partner does not count")
    NETWORK = "network", _("the network's own team")
    AWAY = "away", _("away")
    EXEMPT = "exempt", _("exempt")
    IN_GRACE = "in_grace", _("first days")


CURRENT = frozenset({Status.COMPLIANT, Status.DUE_SOON})
OVERDUE = frozenset({Status.EXPIRED, Status.NEVER})

# Outside every figure, the gross one included.
UNCOUNTED = frozenset({Outside.SELF_DECLARED, Outside.ROLE_GROUP, Outside.NETWORK})
# Required, and left out of the denominator whatever the record says.
LEFT_OUT = frozenset({Outside.AWAY, Outside.EXEMPT})
