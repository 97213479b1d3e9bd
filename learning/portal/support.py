"""Whom anybody can talk to at any hour, when an employer has named nobody of its own."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class SupportLine:
    """One place to turn to: its name, how to reach it, and when it answers."""

    name: Promise
    number: str
    """As it is written for people, in groups."""
    when: Promise

    @property
    def href(self) -> str:
        return "tel:" + self.number.replace(" ", "")


NETWORK_WIDE = (
    SupportLine(_("If someone is in danger now"), "999", _("police and ambulance, always")),
    SupportLine(_("Samaritans"), "116 123", _("free, day and night, whatever it is")),
)
