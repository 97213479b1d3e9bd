"""The whole record of one case as plain values: what is exported when somebody has a right to all of it.

It names people: who brought, checked, wrote and decided. Nothing else of the case desk does, and nothing here is drawn
on a page: it goes to the information-governance lead in a file.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from learning.audit.models import Event
from learning.workforce.models import Organisation, User

from .life_cycle import Part
from .models import Case, Contribution, Recommendation, Round
from .models.case import CHOSEN
from .said import UNUSUAL

Plain = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Piece:
    """A plain value as a page draws it: `keyed` and `listed` hold pieces, and everything else is `words`."""

    words: str = ""
    keyed: tuple[tuple[str, Piece], ...] = ()
    listed: tuple[Piece, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not (self.words or self.keyed or self.listed)


def piece_of(value: Any) -> Piece:
    """Of keys, lists and words inside one another; what is empty stays out of what holds it."""
    if isinstance(value, dict):
        named = ((str(key), piece_of(each)) for key, each in value.items())
        return Piece(keyed=tuple((key, each) for key, each in named if not each.is_empty))
    if isinstance(value, list):
        return Piece(listed=tuple(each for one in value if not (each := piece_of(one)).is_empty))
    if isinstance(value, bool):
        return Piece(_("Yes") if value else _("No"))
    return Piece("" if value is None else str(value))


def whole_record(case: Case, now: dt.datetime) -> Plain:
    """All of it, in words and in the order in which it happened; a few queries for each round and each alert."""
    return {
        "about": _about(case, now),
        "words": dict(case.passages),
        "facts": _facts(case),
        "kept, and why it identifies nobody": dict(case.kept),
        "what could point to somebody, by whom": {
            str(Part(part).label): [str(UNUSUAL[key]) for key in found] for part, found in case.unusual.items()
        },
        "checks": _checks(case),
        "steps": [_step(step) for step in case.steps.select_related("by")],
        "rounds": [_round(held) for held in case.rounds.select_related("facilitator", "scheduled_by").order_by("pk")],
        "alerts": [_alert(one) for one in case.alerts.select_related("raised_by", "acknowledged_by").order_by("pk")],
        "legal holds": [_hold(one) for one in case.holds.select_related("placed_by", "lifted_by").order_by("pk")],
        "audit": _audit(case),
    }


def _about(case: Case, now: dt.datetime) -> Plain:
    return {
        "case": case.number,
        "identifier": str(case.uuid),
        "state": str(case.get_state_display()),
        "in this state since": _at(case.state_since),
        "brought at": _at(case.brought_at),
        "brought by": _who(case.author),
        "for": case.organisation.name,
        "mark of words and fields (SHA-256)": case.text_hash,
        "exported at": _at(now),
    }


def _facts(case: Case) -> Plain:
    """What was ticked, by its heading."""
    said: Plain = {}
    for name in CHOSEN:
        shown = getattr(case, f"get_{name}_display", None)
        value = ", ".join(case.place_labels) if name == "places" else shown() if shown else getattr(case, name)
        heading = capfirst(str(case._meta.get_field(name).verbose_name))  # type: ignore[union-attr]  # own fields have one
        said[heading] = value if isinstance(value, bool) else str(value)
    return said


def _checks(case: Case) -> list[Plain]:
    checks = [
        {
            "check": check,
            "by": _who(by),
            "for": organisation.name if organisation else "",
            "mark of what it passed": mark,
        }
        for check, by, organisation, mark in (
            ("first", case.first_by, case.first_organisation, case.first_hash),
            ("second", case.second_by, case.second_organisation, case.second_hash),
        )
        if by is not None
    ]
    agreed = (
        ("Caldicott guardian’s agreement recorded", case.guardian_agreed_on),
        ("case lead’s agreement to a round recorded", case.lead_agreed_on),
    )
    return checks + [{"check": check, "on": day.isoformat()} for check, day in agreed if day]


def _step(step: Any) -> Plain:
    return {
        "at": _at(step.at),
        "step": str(step.get_move_display()),
        "from": str(step.get_before_display()),
        "to": str(step.get_after_display()),
        "taken as": str(step.get_as_part_display()),
        "by": _who(step.by),
        "word": step.word,
        "minutes spent": step.minutes,
    }


def _round(held: Round) -> Plain:
    written = Contribution.objects.filter(seat__round=held).select_related("seat__user", "seat__organisation")
    advised = held.recommendations.select_related("decision")
    return {
        "arranged at": _at(held.scheduled_at),
        "arranged by": _who(held.scheduled_by),
        "led by": _who(held.facilitator),
        "meeting": _at(held.starts_at),
        "in writing until": held.last_day.isoformat() if held.last_day else "",
        "ended at": _at(held.ended_at),
        "no longer stands from": _at(held.cancelled_at),
        "seats": [
            {"person": _who(seat.user), "for": seat.organisation.name, "there since": _at(seat.came_at)}
            for seat in held.seats.select_related("user", "organisation")
        ],
        "contributions": [_contribution(one) for one in written],
        "recommendations": [_recommendation(one) for one in advised],
        "follow-ups": [
            {"weeks": one.weeks, "how it is": str(one.get_outcome_display()), "learnt": one.learnt,
             "written at": _at(one.written_at),
             "looked back on": [
                 {"recommendation": each.decision.recommendation_id, "how far": str(each.get_extent_display()),
                  "why": each.words}
                 for each in one.followed.select_related("decision")
             ]}
            for one in held.follow_ups.all()
        ],
    }  # fmt: skip


def _contribution(one: Contribution) -> Plain:
    return {
        "number": one.pk,
        "written at": _at(one.written_at),
        "by": _who(one.seat.user),
        "for": one.seat.organisation.name,
        "kind": str(one.get_kind_display()),
        "answers": one.question_id,
        "words": one.words,
    }


def _recommendation(one: Recommendation) -> Plain:
    decided = getattr(one, "decision", None)
    return {
        "number": one.pk,
        "action": one.action,
        "by whom": one.owner,
        "until": one.by_when.isoformat() if one.by_when else "",
        "rests on": one.basis,
        "author’s decision": str(decided.get_choice_display()) if decided else "",
        "author’s words": decided.words if decided else "",
    }


def _alert(one: Any) -> Plain:
    return {
        "raised at": _at(one.raised_at),
        "raised by": _who(one.raised_by),
        "asked to act": [_who(user) for user in one.told.order_by("pk")],
        "acknowledged at": _at(one.acknowledged_at),
        "acknowledged by": _who(one.acknowledged_by),
    }


def _hold(one: Any) -> Plain:
    return {
        "placed at": _at(one.placed_at),
        "placed by": _who(one.placed_by),
        "reason": one.reason,
        "lifted at": _at(one.lifted_at),
        "lifted by": _who(one.lifted_by),
        "why it was lifted": one.why_lifted,
    }


def _audit(case: Case) -> list[Plain]:
    """What was done and seen, the oldest first."""
    events = list(Event.objects.filter(object_kind="cases.case", object_id=str(case.pk)).order_by("at", "pk"))
    people = User.objects.in_bulk({event.actor_id for event in events if event.actor_id})
    names = dict(_named(event.organisation_id for event in events))
    return [
        {
            "at": _at(event.at),
            "what": event.action,
            "by": _who(people.get(event.actor_id)) if event.actor_id else str(event.get_actor_kind_display()),
            "organisation": names.get(event.organisation_id or 0, ""),
            "detail": event.detail,
        }
        for event in events
    ]


def _named(keys: Iterable[int | None]) -> list[tuple[int, str]]:
    return list(Organisation.objects.filter(pk__in={key for key in keys if key}).values_list("pk", "name"))


def _at(moment: dt.datetime | None) -> str:
    return timezone.localtime(moment).isoformat(timespec="seconds") if moment else ""


def _who(user: User | None) -> str:
    """Name and address: a record that may have to be disclosed says who."""
    if user is None:
        return ""
    name = user.get_full_name()
    return f"{name} <{user.email}>" if name else user.email
