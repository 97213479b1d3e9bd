"""Load the demonstration network, step by step; each step adds only what is missing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.contrib.auth.hashers import make_password
from django.utils.text import slugify

from learning.modules.models import ModuleVersion
from learning.requirements.actions.rebuild_statuses import rebuild_everybody
from learning.requirements.models import Requirement
from learning.workforce.models import Grade, LevelMap, Organisation, Person, RoleGroup

from .answers import leave_half_way, load_answers
from .cases import load_cases
from .completions import load_download, load_past_completions
from .desk import GRADES, load_agreements, load_form_changes, load_grades, load_joining, load_registered
from .errors import load_errors
from .history import load_history
from .holds import load_hold
from .learning_cases import load_learning_cases
from .local_names import load_local_names
from .logins import demo_password, load_certificates, load_login
from .month_ends import MONTHS, load_month_ends
from .names import invented_names
from .network import NETWORK_TEAM, Member, load_areas, load_members, load_network_team, load_organisation
from .news import load_news
from .plan import Figures, PlannedModule, PlannedPerson, Story, plan_people
from .reminders import load_reminders
from .returns import load_returns, load_waiting_return
from .rules import load_rules
from .sessions import load_follow_ups, load_refreshers, load_sessions
from .sign_ins import SIGN_INS
from .talking import load_concerns, load_support_lines
from .writing import load_writing

SEED = 20260228
MEMBER_FOR_DAYS = 4300  # partners joined so long ago: nobody's employment is older than the partnership
Report = Callable[[str, int, int], None]


class DemoRefusedError(Exception):
    """The demonstration cannot be loaded here; the message says why."""


def first_day_of_the_demo(today: dt.date) -> dt.date:
    """The day that the invented year ends on: the day of the first load, whatever day it is loaded again."""
    partner = Organisation.objects.filter(is_invented=True).order_by("pk").first()
    return partner.joined_on + dt.timedelta(days=MEMBER_FOR_DAYS) if partner else today


def load_demo(content: dict[str, Any], today: dt.date, report: Report) -> None:
    """Invented partners, 2,650 people and a year of their learning; `report(what, done, of)` hears of progress.

    Raises DemoRefusedError in a database with real people, and when the content is not loaded.
    """
    if Person.objects.filter(is_invented=False).exists():
        raise DemoRefusedError("This database has real people. The demonstration is loaded into a database of its own.")
    versions = {v.module.slug: v for v in ModuleVersion.objects.select_related("module").order_by("major", "minor")}
    if not versions:
        raise DemoRefusedError("The modules are missing. Run ./run manage load_content --live first.")
    day = first_day_of_the_demo(today)
    groups = {group.slug: group for group in RoleGroup.objects.all()}
    asked = asked_by_role_group(day)
    members = _load_people(content, day, groups, asked, report)
    planned, written = sum(len(m.plan.completed) for m in members), 0
    for count in load_history(members, versions, groups, SEED):
        written += count
        report("completions", written, planned)
    load_download()
    _load_sign_ins([m for m in members if m.sign_in], report)
    load_news(day)
    load_refreshers(day)
    load_sessions(members, day)
    load_follow_ups(day)
    load_writing(day)
    load_support_lines()
    load_concerns(day)
    load_agreements(day)
    load_grades(content["organisations"], day)
    load_registered()
    load_returns(day)
    load_joining(day)
    load_rules(day)
    load_past_completions(day)
    load_form_changes(day)
    load_errors(day)
    _load_case_desk(day)
    report("drafts and versions", 3, 3)
    report("statuses", 0, len(members))
    rebuild_everybody(lambda done, of: report("statuses", done, of))
    load_reminders(day)
    for number in load_month_ends(members, day):
        report("month ends", number, MONTHS)
    load_waiting_return(day)


def _load_case_desk(day: dt.date) -> None:
    load_cases(day)
    load_local_names(day)
    load_hold()
    load_learning_cases(day)


def asked_by_role_group(day: dt.date) -> dict[str, list[PlannedModule]]:
    """The modules that the network asks of each role group on `day`."""
    requirements = list(
        Requirement.objects.on(day).filter(organisation=None).select_related("module__current_version").order_by("pk")
    )
    return {
        mapped.role_group.slug: [
            PlannedModule(r.module.slug, r.module.current_version.refresh_months if r.module.current_version else None)
            for r in requirements
            if r.level <= mapped.level and r.path in ("", mapped.path)
        ]
        for mapped in LevelMap.objects.on(day).select_related("role_group")
    }


def _load_people(
    content: dict[str, Any],
    day: dt.date,
    groups: dict[str, RoleGroup],
    asked: Mapping[str, Sequence[PlannedModule]],
    report: Report,
) -> list[Member]:
    joined_on = day - dt.timedelta(days=MEMBER_FOR_DAYS)
    areas = load_areas(content["taxonomies"]["areas"])
    names = invented_names(SEED)
    members: list[Member] = []
    partners = content["organisations"]
    for number, partner in enumerate(partners):
        area = list(areas.values())[number % len(areas)]
        organisation = load_organisation(partner, _area_of(partner["name"], areas) or area, joined_on)
        figures = figures_of(partner)
        planned = plan_people(figures, asked, day, SEED)
        members += load_members(organisation, figures, planned, names, groups, day)
        report("people", len(members), sum(p["demo_headcount"] for p in partners))
    team = load_network_team(joined_on)
    own = Figures(NETWORK_TEAM, (), 0, 0)
    start = day - dt.timedelta(days=900)
    seats = [PlannedPerson(s.role_group, Story.EARLY, start) for s in SIGN_INS if s.organisation == NETWORK_TEAM]
    for seat in seats:
        seat.completed = [(m.slug, day - dt.timedelta(days=400)) for m in asked[seat.role_group]]
    return members + load_members(team, own, seats, names, groups, day)


def figures_of(partner: dict[str, Any]) -> Figures:
    """A partner of the content file as the plan reads it."""
    return Figures(
        code=partner["id"],
        role_groups=tuple((g["role_group"], g["headcount"]) for g in partner["role_groups"]),
        reach_before=partner["demo_reach_start_pct"],
        reach_now=partner["demo_reach_after_12_months_pct"],
        counts_volunteers=partner["id"] == "ORG17",
        has_return=partner["workforce_return"],
        grade=GRADES.get(slugify(partner["name"]), Grade.NAMED),
    )


def _area_of(name: str, areas: dict[str, Any]) -> Any:
    return next((area for title, area in areas.items() if title in name), None)


def _load_sign_ins(members: list[Member], report: Report) -> None:
    hashed = make_password(demo_password())
    for done, member in enumerate(members, start=1):
        user = load_login(member, hashed)
        load_answers(member)
        load_certificates(member)
        if member.sign_in and member.sign_in.learning:
            leave_half_way(user)
        report("sign-ins", done, len(members))
