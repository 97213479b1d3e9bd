"""What Midshire Police asks beyond the network, whom it excuses, and what partners let count instead; all invented."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from learning.modules.models import Module
from learning.records.models import Completion
from learning.requirements.actions.grant_exemption import grant_exemption
from learning.requirements.actions.keep_equivalence import (
    accept_equivalence,
    end_equivalence,
    sign_equivalence,
    write_equivalence,
)
from learning.requirements.actions.recognise_learning import recognise_learning
from learning.requirements.actions.set_requirement import set_requirement
from learning.requirements.models import Equivalence, Exemption, ExemptionCategory, Requirement
from learning.workforce.models import Employment, Organisation, Person, Role, RoleAssignment

POLICE: Final = "midshire-police"
ADDED: Final = "reachable-moment"
RECOGNISED: Final = "recognising-criminal-exploitation"
MOST_HELD: Final = 5
"""Of the eight modules asked of the front line: with one more, somebody is still not current in everything."""


@dataclass(frozen=True)
class Written:
    """One line of the register: days are counted back from the day of the demonstration."""

    title: str
    provider: str
    module: str
    months: int
    evidence: str
    ago: int
    signed: tuple[str, ...]
    accepted: tuple[str, ...]
    ended_ago: int | None = None


REGISTER: Final = (
    Written(
        "Child criminal exploitation: spotting the signs, one day",
        "Fenmarsh Safeguarding Training (invented)",
        RECOGNISED,
        24,
        "The certificate, with its number and date",
        400,
        (POLICE, "northgate-city-council", "midshire-acute-hospitals-nhs-trust"),
        (
            POLICE,
            "northgate-city-council",
            "midshire-acute-hospitals-nhs-trust",
            "northgate-youth-justice-service",
            "midshire-probation-delivery-unit",
        ),
    ),
    Written(
        "Information sharing for practitioners, online",
        "Ruddle Learning Hub (invented)",
        "sharing-information-safely",
        12,
        "The record of completion from the hub",
        200,
        ("midshire-county-council",),
        ("midshire-county-council", "northgate-city-council"),
    ),
    Written(
        "Trauma-informed practice, foundation",
        "Harbour Institute (invented)",
        "six-principles-everyday-contact",
        36,
        "The certificate and the list of what was covered",
        900,
        ("wolds-mental-health-and-community-nhs-trust", POLICE),
        ("wolds-mental-health-and-community-nhs-trust",),
        ended_ago=60,
    ),
)


def load_rules(day: dt.date) -> None:
    """A register, an addition of one partner, some exemptions and some recognised learning. Once."""
    partners = {partner.slug: partner for partner in Organisation.objects.partners()}
    modules = {module.slug: module for module in Module.objects.all()}
    police = partners.get(POLICE)
    if Equivalence.objects.exists() or police is None or ADDED not in modules:
        return
    for line in REGISTER:
        _write(line, partners, modules, day)
    starts_on = day - dt.timedelta(days=20)
    set_requirement(None, Requirement(level=2, module=modules[ADDED], organisation=police, starts_on=starts_on))
    _exempt(police, modules[ADDED], day)
    _recognise(police, day)


def _write(line: Written, partners: dict[str, Organisation], modules: dict[str, Module], day: dt.date) -> None:
    starts_on = day - dt.timedelta(days=line.ago)
    said = write_equivalence(
        None,
        Equivalence(
            title=line.title,
            provider=line.provider,
            module=modules[line.module],
            counts_months=line.months,
            evidence=line.evidence,
            starts_on=starts_on,
        ),
    )
    for number, slug in enumerate(slug for slug in line.signed if slug in partners):
        sign_equivalence(None, said, partners[slug], starts_on + dt.timedelta(days=7 * number))
    for slug in (slug for slug in line.accepted if slug in partners):
        accept_equivalence(None, said, partners[slug], starts_on + dt.timedelta(days=30))
    if line.ended_ago is not None:
        end_equivalence(None, said, day - dt.timedelta(days=line.ended_ago))


def _exempt(police: Organisation, module: Module, day: dt.date) -> None:
    """From what the partner adds: two of them for a few weeks more, one for most of a year."""
    lead = RoleAssignment.objects.on(day).filter(role=Role.HR_LEAD, organisation=police).first()
    if lead is None:
        return
    kinds = (
        (ExemptionCategory.SHORT_POST, 24),
        (ExemptionCategory.EQUAL_LEARNING, 75),
        (ExemptionCategory.AGREED, 300),
    )
    for person, (category, days) in zip(_people(police, 11), kinds, strict=False):
        grant_exemption(
            None,
            Exemption(
                person=person,
                organisation=police,
                module=module,
                category=category,
                starts_on=day - dt.timedelta(days=15),
                ends_on=day + dt.timedelta(days=days),
                approved_by=lead.user,
            ),
        )


def _recognise(police: Organisation, day: dt.date) -> None:
    """Three people learnt it elsewhere; each has several modules before them still, so that the figures stay."""
    lead = RoleAssignment.objects.on(day).filter(role=Role.HR_LEAD, organisation=police).first()
    said = Equivalence.objects.accepted_in(police, day).filter(module__slug=RECOGNISED).first()
    if lead is None or said is None:
        return
    beginners = (one for one in _people(police, 1) if _is_beginner(one))
    for number, person in zip(range(3), beginners, strict=False):
        done_on = day - dt.timedelta(days=150 + 40 * number)
        evidence = f"Certificate {20431 + 17 * number}, invented"
        recognise_learning(lead.user, person, police, said, done_on=done_on, evidence=evidence)


def _is_beginner(person: Person) -> bool:
    held = set(Completion.objects.of(person).values_list("module__slug", flat=True))
    return RECOGNISED not in held and len(held) <= MOST_HELD


def _people(police: Organisation, step: int) -> Iterator[Person]:
    """Some people of the front line without a login, always the same."""
    posts = Employment.objects.standing().filter(organisation=police, role_group__slug="frontline_direct", left=None)
    for number, post in enumerate(posts.filter(person__user=None).select_related("person").order_by("pk")):
        if number % step == step - 1:
            yield post.person
