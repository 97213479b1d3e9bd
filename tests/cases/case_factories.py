"""Cases in every state, with the people around them."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass, field
from typing import Any

from learning.cases.guided_round import Stage
from learning.cases.life_cycle import FIRST_CHECKED, IN_ROUND, SECOND_CHECKED, Part, State
from learning.cases.models import AgeBand, Case, Decision, Recommendation, Round, Seat
from learning.cases.models.case import TEXTS, Basis
from learning.cases.said import Said
from learning.workforce.models import Organisation, Role, User
from tests.workforce.factories import (
    EmploymentFactory,
    OrganisationFactory,
    PersonFactory,
    RoleAssignmentFactory,
    UserFactory,
)

WORDS = {
    "key_question": "How do we keep the door open without promising too much?",
    "happening": "A young person comes to us every week and leaves when anyone asks a question.",
    "told": "My supervisor, at our last meeting.",
    "tried": "We met in another room. It helped a little.",
}
CHOSEN: dict[str, Any] = {"age_band": AgeBand.FROM_13, "basis": Basis.SUPERVISION, "has_proceedings": False}


def said(**more: Any) -> Said:
    words = WORDS | {name: more.pop(name) for name in list(more) if name in TEXTS}
    return Said(words, CHOSEN | more.pop("chosen", {}), **more)


@dataclass
class Desk:
    """A partner, the people who have to do with its cases, and people who have not; each a login by name."""

    here: Organisation
    there: Organisation
    third: Organisation
    people: dict[str, User] = field(default_factory=dict)

    def __getitem__(self, name: str) -> User:
        return self.people[name]


def desk() -> Desk:
    """Everybody starts before 2026; `everything` is a superuser who administers and leads HR."""
    network = OrganisationFactory(name="The network", kind="network", sector="network")
    made = Desk(OrganisationFactory(name="Here"), OrganisationFactory(name="There"), OrganisationFactory(name="Third"))
    for name, organisation in (("author", made.here), ("colleague", made.here), ("stranger", made.there)):
        user = UserFactory(email=f"{name}@desk.example")
        EmploymentFactory(person=PersonFactory(user=user), organisation=organisation)
        made.people[name] = user
    roles: tuple[tuple[str, Role, Organisation | None], ...] = (
        ("own reviewer", Role.AGENCY_REVIEWER, made.here),
        ("second own reviewer", Role.AGENCY_REVIEWER, made.here),
        ("reviewer there", Role.AGENCY_REVIEWER, made.there),
        ("network reviewer", Role.NETWORK_REVIEWER, made.there),
        ("network reviewer of here", Role.NETWORK_REVIEWER, made.here),
        ("coordinator", Role.COORDINATOR, None),
        ("facilitator", Role.FACILITATOR, None),
        ("ig lead", Role.IG_LEAD, network),
        ("ig lead there", Role.IG_LEAD, made.there),
        ("hr lead", Role.HR_LEAD, made.here),
        ("administrator", Role.ADMINISTRATOR, None),
        ("network lead", Role.NETWORK_LEAD, None),
        ("trainer", Role.TRAINER, None),
    )
    for name, role, organisation in roles:
        user = UserFactory(email=f"{name.replace(' ', '-')}@desk.example")
        RoleAssignmentFactory(user=user, role=role, organisation=organisation)
        made.people[name] = user
    # Invited in `case_in`: one of a third partner. Another consultant of there is not.
    for name, organisation in (("consultant", made.third), ("consultant not asked", made.there)):
        user = UserFactory(email=f"{name.replace(' ', '-')}@desk.example")
        EmploymentFactory(person=PersonFactory(user=user), organisation=organisation)
        RoleAssignmentFactory(user=user, role=Role.FACILITATOR, organisation=None)
        made.people[name] = user
    # Whoever holds several roles is still one person: of a case that they checked first they are not the second.
    both = UserFactory(email="both@desk.example")
    RoleAssignmentFactory(user=both, role=Role.AGENCY_REVIEWER, organisation=made.here)
    RoleAssignmentFactory(user=both, role=Role.NETWORK_REVIEWER, organisation=made.there)
    everything = UserFactory(email="everything@desk.example", is_superuser=True, is_staff=True)
    RoleAssignmentFactory(user=everything, role=Role.ADMINISTRATOR, organisation=None)
    made.people |= {"both": both, "superuser": everything}
    return made


def case_in(state: State, desk: Desk, *, hidden_from: State | None = None, **more: Any) -> Case:
    """A case of the desk's author, in this state, with the checks that it needs."""
    words = dict.fromkeys(TEXTS, "") if state == State.WITHDRAWN else WORDS
    made = Case(
        key=uuid.uuid4(),
        author=desk["author"],
        person=desk["author"].person,
        organisation=desk.here,
        state=state,
        **(words | CHOSEN | more),
    )
    made.text_hash = made.mark()
    made.unusual = {Part.AUTHOR: []}
    was = hidden_from or (State.TRIAGE if state == State.QUARANTINED else state)
    if state == State.QUARANTINED:
        made.hidden_from = was
    if was in FIRST_CHECKED:
        made.guardian_agreed_on = dt.date(2026, 2, 27) if made.is_from_health else None
        made.first_by, made.first_organisation, made.first_hash = desk["own reviewer"], desk.here, made.text_hash
    if was in SECOND_CHECKED:
        made.second_by, made.second_organisation, made.second_hash = (
            desk["network reviewer"],
            desk.there,
            made.text_hash,
        )
    if was in IN_ROUND and made.has_proceedings and "lead_agreed_on" not in more:
        made.lead_agreed_on = dt.date(2026, 2, 27)
    made.save(force_insert=True)
    if was in IN_ROUND:
        held = round_about(made, desk)
        if was in (State.RECOMMENDED, State.FOLLOW_UP):
            recommended(held, answered=was == State.FOLLOW_UP)
    return made


def recommended(held: Round, *, answered: bool) -> list[Recommendation]:
    """The round ended with two recommendations; `answered`: one was accepted, the other declined, on the same day."""
    held.ended_at = held.answered_at = dt.datetime(2026, 2, 27, 16, tzinfo=dt.UTC)
    if not answered:
        held.answered_at = None
    held.save()
    day = dt.date(2026, 3, 20)
    found = [
        Recommendation.objects.create(
            key=uuid.uuid4(),
            round=held,
            action=action,
            owner="The youth worker",
            by_when=day,
            basis="It helped before.",
        )
        for action in ("Meet once a fortnight in the same room.", "Ask at school how the mornings go.")
    ]
    if answered:
        Decision.objects.create(recommendation=found[0], choice="accept")
        Decision.objects.create(recommendation=found[1], choice="decline", words="It was asked a month ago.")
    return found


def round_about(case: Case, desk: Desk, *, stage: Stage = Stage.PRESENT, **more: Any) -> Round:
    """A meeting later on the day of the clock, led by the facilitator, with the consultant of the third partner."""
    meeting = {
        "starts_at": dt.datetime(2026, 2, 28, 14, tzinfo=dt.UTC),
        "minutes": 60,
        "link": "https://meet.example/r",
    }
    fields = meeting | {"stage": stage} | more
    held = Round.objects.create(case=case, facilitator=desk["facilitator"], scheduled_by=desk["coordinator"], **fields)
    network = Organisation.objects.get(kind=Organisation.NETWORK_KIND)
    for name, organisation in (("author", desk.here), ("facilitator", network), ("consultant", desk.third)):
        Seat.objects.create(round=held, user=desk[name], organisation=organisation)
    return held
