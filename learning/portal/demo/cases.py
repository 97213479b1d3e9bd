"""Twelve invented cases, each at another place of its way, and what their partners agreed about them."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any, Final

from learning.cases.life_cycle import FIRST_CHECKED, IN_ROUND, SECOND_CHECKED, Move, Part, State
from learning.cases.models import AgeBand, Case, CaseReport, CaseStep, HostAgreement, SafeguardingRoute
from learning.cases.models.case import AreaKind, Basis, Gender, Setting, Stage, Urgency
from learning.cases.models.case_report import About
from learning.records.encryption import seal
from learning.workforce.models import Organisation, User

from .network import moment_on
from .rounds import TRIED, Around, hold_round

_IDS: Final = uuid.UUID("7f1a9f3c-52a1-4f5a-8b4e-1f3a6a7c9d20")
POLICE, JUSTICE, HEALTH, HOST, OTHER = (
    "sam.oyelaran@police.example",
    "tamsin.okonjo@youthjustice.example",
    "tobias.achterberg@acute.example",
    "obi.featherstone@wolds.example",
    "sunniva.hargreave@council.example",
)
OWN: Final = "ottilie.brannock@police.example"
IG_LEAD, COORDINATOR = "leopold.sangha@network.example", "bashir.winterbourne@network.example"
LOGINS: Final = (POLICE, JUSTICE, HEALTH, HOST, OTHER, OWN, IG_LEAD, COORDINATOR)
HELD: Final = IN_ROUND | {State.CLOSED}
"""A round was arranged about these."""
ROUTES: Final = {
    POLICE: "Duty inspector, at once, day and night. (Invented.)\nThen the safeguarding hub of your area.",
    JUSTICE: "Your duty manager, day and night. (Invented.)\nThen the front door of children’s services.",
}


REPORT: Final = (
    "In a talk somebody told of a boy and a bus, and it sounded like ours. I do not know the title. (Invented.)"
)


@dataclass(frozen=True)
class Invented:
    """One case: who brought it and how many days ago, how far it has come, and its words."""

    name: str
    author: str
    days: int
    state: State
    words: dict[str, str]
    chosen: dict[str, Any]
    unusual: dict[str, list[str]]


CASES: Final = (
    Invented(
        "waiting for the first check", JUSTICE, 1, State.AGENCY_REVIEW,
        {
            "key_question": "How do we talk about carrying a knife without driving somebody away? (Invented.)",
            "happening": "He has told two of us, separately, that he carries when he walks home. He says that he would "
            "rather be found with it than without it. Each time somebody has answered with the law, and he has stopped "
            "talking. He still comes every week.",
            "told": "My supervisor, at our last meeting.",
            "strengths": "He comes. He looks after a younger child in the family, and is proud of it.",
            "tried": "A worker walked the way home with him once. That was the longest conversation so far.",
            "reactions": "I hear myself getting stricter when I am afraid for him.",
        },
        {"age_band": AgeBand.FROM_16, "gender": Gender.MALE, "stage": Stage.EARLY, "urgency": Urgency.SOON,
         "basis": Basis.SUPERVISION, "places": [Setting.NEIGHBOURHOOD, Setting.PEERS], "area_kind": AreaKind.CITY,
         "has_proceedings": False},
        {Part.AUTHOR: []},
    ),
    Invented(
        "waiting for the first check and the guardian", HEALTH, 2, State.AGENCY_REVIEW,
        {
            "key_question": "What can be said on a ward in the hour before somebody is discharged? (Invented.)",
            "happening": "A teenager is treated for an injury that somebody else caused, and says that it was a fall. "
            "The visitors stay by the bed until the end of visiting time, and nobody of us has been alone with the "
            "teenager yet.",
            "told": "The named nurse for safeguarding, who made the referral.",
            "tried": "We moved the bed nearer to the desk.",
            "hoped_for": "One sentence that stays with somebody who is afraid to answer.",
        },
        {"age_band": AgeBand.FROM_16, "stage": Stage.CRISIS, "urgency": Urgency.SOON, "basis": Basis.SUPERVISION,
         "has_proceedings": False},
        {Part.AUTHOR: []},
    ),
    Invented(
        "waiting for the second check", POLICE, 4, State.NETWORK_REVIEW,
        {
            "key_question": "What can a response officer do at the third call to the same home in a month? (Invented.)",
            "happening": "Neighbours ring about shouting. When we arrive it is quiet, and both adults say that "
            "nothing has happened. A child stands on the stairs each time and watches our hands.",
            "told": "My sergeant knows, and the referral was made each time.",
            "contexts": "A block of flats where everybody hears everything, and nobody is thanked for ringing.",
            "hoped_for": "That the child learns that somebody noticed.",
        },
        {"age_band": AgeBand.UNDER_10, "stage": Stage.CRISIS, "urgency": Urgency.ROUTINE, "basis": Basis.NOT_ASKED,
         "places": [Setting.HOME], "has_proceedings": False},
        {Part.AUTHOR: ["order"], Part.AGENCY_REVIEWER: []},
    ),
    Invented(
        "returned to its author", POLICE, 9, State.DRAFT,
        {
            "key_question": "How do we leave well, after the first hour at a scene? (Invented.)",
            "happening": "After we go, the family has our form and nobody’s voice. Two days later somebody rings "
            "them who has not read what we wrote.",
            "told": "My sergeant.",
        },
        {"age_band": AgeBand.FROM_13, "basis": Basis.SUPERVISION, "has_proceedings": True},
        {Part.AUTHOR: []},
    ),
    Invented(
        "waiting for a round", POLICE, 12, State.TRIAGE,
        {
            "key_question": "Who holds the plan when four services have one each? (Invented.)",
            "happening": "A girl of secondary-school age sees a mentor, a nurse, an officer of ours and a tutor. Each "
            "of us has a plan with three aims. She keeps the papers in one bag and has stopped opening them.",
            "told": "Her mother knows that I ask colleagues what they would do.",
            "strengths": "She can say exactly which adult she would ring first.",
            "hoped_for": "One page that she would put on her own wall.",
        },
        {"age_band": AgeBand.FROM_13, "gender": Gender.FEMALE, "stage": Stage.EARLY, "urgency": Urgency.ROUTINE,
         "basis": Basis.AGREED, "places": [Setting.SCHOOL, Setting.HOME], "has_proceedings": False},
        {Part.AUTHOR: [], Part.AGENCY_REVIEWER: [], Part.NETWORK_REVIEWER: ["family"]},
    ),
    Invented(
        "a round is arranged", POLICE, 15, State.SCHEDULED,
        {
            "key_question": "What helps in the car, between the scene and the station? (Invented.)",
            "happening": "A teenager who has been robbed twice sits beside us and says that it was nothing. By the "
            "time we arrive there is a form to fill, and whatever could have been said is over.",
            "told": "My sergeant, who would like to hear the answer too.",
            "tried": "One of us asked about music. It was the only answer of the evening.",
            "hoped_for": "Two sentences that do not sound like a form.",
        },
        {"age_band": AgeBand.FROM_13, "stage": Stage.CRISIS, "urgency": Urgency.SOON, "basis": Basis.SUPERVISION,
         "places": [Setting.NEIGHBOURHOOD], "has_proceedings": False},
        {Part.AUTHOR: [], Part.AGENCY_REVIEWER: [], Part.NETWORK_REVIEWER: []},
    ),
    Invented(
        "in a round", POLICE, 18, State.IN_CONSULTATION,
        {
            "key_question": "How do we come back to somebody who has shouted at us in front of friends? (Invented.)",
            "happening": "A young person shouted at one of us in front of a group, and has crossed the street since. "
            "Before, there were short talks about football nearly every week.",
            "told": "My sergeant.",
            "strengths": "The talks before. Nobody else in uniform had them.",
            "hoped_for": "A way back that costs the young person nothing in front of the others.",
        },
        {"age_band": AgeBand.FROM_16, "stage": Stage.EARLY, "urgency": Urgency.ROUTINE, "basis": Basis.SUPERVISION,
         "places": [Setting.PEERS, Setting.NEIGHBOURHOOD], "has_proceedings": False},
        {Part.AUTHOR: [], Part.AGENCY_REVIEWER: [], Part.NETWORK_REVIEWER: []},
    ),
    Invented(
        "recommendations are written", POLICE, 6, State.RECOMMENDED,
        {
            "key_question": "How do we stay in touch with somebody whom five services ring? (Invented.)",
            "happening": "After a fright she is rung by five of us. She has stopped answering, and leaves the house "
            "when a car stops in front of it.",
            "told": "My sergeant and the safeguarding lead.",
            "strengths": "She helps at a club every week, unasked.",
            "hoped_for": "That one door stays open.",
        },
        {"age_band": AgeBand.FROM_13, "stage": Stage.CRISIS, "urgency": Urgency.SOON, "basis": Basis.SUPERVISION,
         "places": [Setting.HOME], "has_proceedings": False},
        {Part.AUTHOR: [], Part.AGENCY_REVIEWER: [], Part.NETWORK_REVIEWER: []},
    ),
    Invented(
        "followed up", POLICE, 46, State.FOLLOW_UP,
        {
            "key_question": "What do we do with somebody who is always late? (Invented.)",
            "happening": "He comes half an hour late to every appointment, and says sorry each time. Two services have "
            "written that he does not engage.",
            "told": "My sergeant.",
            "strengths": "He comes, each time.",
            "hoped_for": "To know what the half hour is for.",
        },
        {"age_band": AgeBand.FROM_16, "stage": Stage.EARLY, "urgency": Urgency.ROUTINE, "basis": Basis.SUPERVISION,
         "places": [Setting.HOME], "has_proceedings": False},
        {Part.AUTHOR: [], Part.AGENCY_REVIEWER: [], Part.NETWORK_REVIEWER: []},
    ),
    Invented(
        "closed, and learnt from by others", POLICE, 71, State.CLOSED,
        {
            "key_question": "What is there to say to somebody who is always told to wait? (Invented.)",
            "happening": "A teenager who had been hurt waited in a corridor for an hour and a half, and was then asked "
            "five questions in a minute. They left before the sixth.",
            "told": "My sergeant, and the nurse in charge.",
            "strengths": "They came back the next day, by themselves.",
            "tried": "A chair was put beside theirs, and somebody sat there without asking.",
            "hoped_for": "That the waiting itself does no harm.",
        },
        {"age_band": AgeBand.FROM_16, "stage": Stage.CRISIS, "urgency": Urgency.SOON, "basis": Basis.SUPERVISION,
         "places": [Setting.NEIGHBOURHOOD], "has_proceedings": False},
        {Part.AUTHOR: [], Part.AGENCY_REVIEWER: [], Part.NETWORK_REVIEWER: []},
    ),
    Invented(
        "closed, and read before it is published", POLICE, 73, State.CLOSED,
        {
            "key_question": "Who tells a younger child what has happened to the older one? (Invented.)",
            "happening": "Four adults each believed that another one had told the younger child. The child had "
            "heard it in the playground.",
            "told": "The parents know that I ask colleagues.",
            "strengths": "The grandparents’ table, where everybody eats together.",
            "hoped_for": "One adult who says it first.",
        },
        {"age_band": AgeBand.UNDER_10, "stage": Stage.EARLY, "urgency": Urgency.ROUTINE, "basis": Basis.AGREED,
         "places": [Setting.HOME, Setting.SCHOOL], "has_proceedings": False},
        {Part.AUTHOR: [], Part.AGENCY_REVIEWER: [], Part.NETWORK_REVIEWER: []},
    ),
    Invented(
        "hidden", JUSTICE, 20, State.QUARANTINED,
        {
            "key_question": "How do we prepare a group for the day on which one of them comes back? (Invented.)",
            "happening": "A young person returns from custody to the same group and the same corner. The others have "
            "grown up by a year; he has waited for one.",
            "told": "My supervisor.",
        },
        {"age_band": AgeBand.FROM_16, "stage": Stage.RESETTLEMENT, "urgency": Urgency.URGENT,
         "basis": Basis.SUPERVISION, "places": [Setting.PEERS], "has_proceedings": False},
        {Part.AUTHOR: ["event"], Part.AGENCY_REVIEWER: [], Part.NETWORK_REVIEWER: []},
    ),
)  # fmt: skip


def load_cases(day: dt.date) -> None:
    """Routes, a host agreement and the cases, the oldest first; a second load changes nothing."""
    logins = {user.email: user for user in User.objects.filter(email__in=LOGINS).select_related("person")}
    if len(logins) < len(LOGINS):
        return
    homes = {email: _employer(logins[email]) for email in (POLICE, JUSTICE, HEALTH, HOST, OTHER)}
    for email, words in ROUTES.items():
        SafeguardingRoute.objects.get_or_create(organisation=homes[email], defaults={"words": words})
    for email in (JUSTICE, HEALTH):
        if not HostAgreement.objects.filter(organisation=homes[email]).exists():
            starts_on = day - dt.timedelta(days=200)
            HostAgreement.objects.create(organisation=homes[email], host=homes[HOST], starts_on=starts_on)
    for invented in sorted(CASES, key=lambda one: -one.days):
        _load(invented, logins, homes, day)
    CaseReport.objects.get_or_create(
        key=uuid.uuid5(_IDS, "a report"),
        defaults={
            "about": About.MINE, "words": REPORT, "sealed_contact": seal("reporter@invented.example"),
            "reported_at": moment_on(day - dt.timedelta(days=1), dt.time(21, 10)),
        },
    )  # fmt: skip


def case_named(name: str) -> Case | None:
    """The invented case of this name, once it is loaded."""
    return Case.objects.select_related("author").filter(key=uuid.uuid5(_IDS, name)).first()


def _employer(user: User) -> Organisation:
    posts = user.person.employments.filter(superseded_at=None, left=None).select_related("organisation")
    return posts.order_by("pk")[0].organisation


def _load(invented: Invented, logins: dict[str, User], homes: dict[str, Organisation], day: dt.date) -> None:
    key = uuid.uuid5(_IDS, invented.name)
    if Case.objects.filter(key=key).exists():
        return
    author, first = logins[invented.author], OWN if invented.author == POLICE else HOST
    brought = moment_on(day - dt.timedelta(days=invented.days), dt.time(14, 20))
    case = Case(
        key=key, author=author, person=author.person, organisation=homes[invented.author], brought_at=brought,
        state=invented.state, unusual=invented.unusual, is_from_health=invented.author == HEALTH,
        **invented.words, **invented.chosen,
    )  # fmt: skip
    case.text_hash = case.mark()
    was = State.TRIAGE if invented.state == State.QUARANTINED else invented.state
    case.hidden_from = was if invented.state == State.QUARANTINED else ""
    if was in FIRST_CHECKED:
        case.first_by, case.first_hash = logins[first], case.text_hash
        case.first_organisation = homes[POLICE] if first == OWN else homes[HOST]
    if was in SECOND_CHECKED:
        case.second_by, case.second_organisation, case.second_hash = logins[OTHER], homes[OTHER], case.text_hash
    steps = _steps(invented, logins, first)
    days = [number + TRIED * (step[0] == Move.FINISH) for number, step in enumerate(steps)]
    case.state_since = brought + dt.timedelta(days=days[-1])
    case.save(force_insert=True)
    for after_days, (move, before, after, part, by, more) in zip(days, steps, strict=True):
        CaseStep.objects.create(
            case=case, move=move, before=before, after=after, as_part=part, by=by,
            at=brought + dt.timedelta(days=after_days), **more,
        )  # fmt: skip
    if invented.state in HELD:
        hold_round(case, _around(logins, homes), day)


def _around(logins: dict[str, User], homes: dict[str, Organisation]) -> Around:
    """Who sits in the invented rounds, each for their employer."""
    seated = {email: homes[email] for email in (POLICE, JUSTICE, HOST, OTHER)}
    return Around(
        logins[COORDINATOR], logins[JUSTICE], {logins[email]: organisation for email, organisation in seated.items()}
    )


def _steps(invented: Invented, logins: dict[str, User], first: str) -> list[tuple[Any, ...]]:
    """The way of the case so far, a day for each step."""
    way: list[tuple[Any, ...]] = [
        (Move.SUBMIT, State.DRAFT, State.AGENCY_REVIEW, Part.AUTHOR, logins[invented.author], {})
    ]
    if invented.state == State.DRAFT:
        word = "The second sentence says on which street it was, in other words. Say what kind of place. (Invented.)"
        returned: tuple[Any, ...] = (
            State.AGENCY_REVIEW,
            State.DRAFT,
            Part.AGENCY_REVIEWER,
            logins[first],
            {"word": word},
        )
        return [*way, (Move.RETURN, *returned)]
    if invented.state == State.AGENCY_REVIEW:
        return way
    passed: tuple[Any, ...] = (State.AGENCY_REVIEW, State.NETWORK_REVIEW, Part.AGENCY_REVIEWER, logins[first], {})
    way.append((Move.APPROVE_FIRST, *passed))
    if invented.state == State.NETWORK_REVIEW:
        return way
    tried = {"minutes": 25, "word": "Nothing led to anybody. (Invented.)"}
    way.append((Move.APPROVE_SECOND, State.NETWORK_REVIEW, State.TRIAGE, Part.NETWORK_REVIEWER, logins[OTHER], tried))
    if invented.state in HELD:
        way.append((Move.SCHEDULE, State.TRIAGE, State.SCHEDULED, Part.COORDINATOR, logins[COORDINATOR], {}))
    if invented.state in HELD - {State.SCHEDULED}:
        opened: tuple[Any, ...] = (State.SCHEDULED, State.IN_CONSULTATION, Part.FACILITATOR, logins[JUSTICE], {})
        way.append((Move.OPEN, *opened))
    if invented.state in (State.RECOMMENDED, State.FOLLOW_UP, State.CLOSED):
        ended: tuple[Any, ...] = (State.IN_CONSULTATION, State.RECOMMENDED, Part.FACILITATOR, logins[JUSTICE], {})
        way.append((Move.RECOMMEND, *ended))
    if invented.state in (State.FOLLOW_UP, State.CLOSED):
        way.append((Move.ANSWER, State.RECOMMENDED, State.FOLLOW_UP, Part.AUTHOR, logins[invented.author], {}))
    if invented.state == State.CLOSED:
        why = {"word": "It goes on without me now. (Invented.)"}
        way.append((Move.FINISH, State.FOLLOW_UP, State.CLOSED, Part.AUTHOR, logins[invented.author], why))
    if invented.state == State.QUARANTINED:
        why = {"word": "A colleague told me of a day like this one. (Invented.)"}
        way.append((Move.HIDE, State.TRIAGE, State.QUARANTINED, Part.COORDINATOR, logins[COORDINATOR], why))
    return way
