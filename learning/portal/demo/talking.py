"""Whom an invented employer's staff can talk to, and what invented readers said of a page; each says so."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Final

from django.urls import reverse

from learning.modules.models import Module
from learning.workforce.models import Organisation, SupportLine, User

from ..models import Concern, ConcernKind

_IDS: Final = uuid.UUID("5f0c5a52-3b4f-4a37-8a5e-0d1c5f2f7a11")
EMPLOYER: Final = "midshire-police"
# Numbers that the regulator keeps free for films and books: nobody answers them.
LINES: Final = (
    ("Midshire Police wellbeing line", "0808 157 0142", "invented, nobody answers", "Monday to Friday 08:00-18:00"),
    ("Peer supporters", "01632 960 117", "invented, nobody answers", "Monday to Sunday 18:00-23:00"),
)
ABOUT: Final = "recognising-criminal-exploitation"
WRITER, TRAINER = "sam.oyelaran@police.example", "imogen.thackeray@network.example"


def load_support_lines() -> None:
    """One employer's own lines, with their hours; a second load changes nothing."""
    employer = Organisation.objects.filter(slug=EMPLOYER).first()
    if employer is None or employer.support_lines.exists():
        return
    for position, (name, number, note, hours) in enumerate(LINES, 1):
        SupportLine(organisation=employer, name=name, number=number, note=note, hours=hours, position=position).save()


def load_concerns(day: dt.date) -> None:
    """One without a name that waits, one with a name that is answered; a second load changes nothing."""
    module = Module.objects.filter(slug=ABOUT).select_related("current_version").first()
    writer = User.objects.filter(email=WRITER).select_related("person").first()
    trainer = User.objects.filter(email=TRAINER).first()
    if module is None or module.current_version is None or writer is None or trainer is None:
        return
    page = {"title": module.current_version.title, "address": reverse("player_section", args=[module.slug, 1])}
    Concern.objects.get_or_create(
        key=uuid.uuid5(_IDS, "waits"),
        defaults={
            **page,
            "kind": ConcernKind.UPSETTING,
            "message": "The second example came close to home. Could it say so before it begins? (Invented.)",
            "received_on": day - dt.timedelta(days=2),
        },
    )
    answered_at = dt.datetime.combine(day - dt.timedelta(days=18), dt.time(11, 20), tzinfo=dt.UTC)
    Concern.objects.get_or_create(
        key=uuid.uuid5(_IDS, "answered"),
        defaults={
            **page,
            "kind": ConcernKind.WRONG_FACT,
            "message": "The guidance that this rests on has a newer edition, I think. (Invented.)",
            "received_on": day - dt.timedelta(days=20),
            "person": writer.person,
            "answer": "Thank you. We looked: the statement is the same in the newer one, and we name that. (Invented.)",
            "answered_at": answered_at,
            "answered_by": trainer,
        },
    )
