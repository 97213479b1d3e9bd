"""Two whole organisations, every role in each, and learning that has happened: the world that the sweep visits.

Every name in one half of the world holds a word that stands nowhere in the other: Alderwick here, Birchover there.
"""

from __future__ import annotations

import atexit
import datetime as dt
import uuid
from dataclasses import dataclass, field
from io import StringIO

from django.core.files.base import ContentFile
from django.core.management import call_command
from django.utils import timezone

from learning.cases.actions.report_learning_case import Reported, report_learning_case
from learning.cases.learning_draft import DraftState
from learning.cases.life_cycle import State
from learning.cases.models import (
    Case,
    CaseLibraryPage,
    CaseReport,
    Hiding,
    HostAgreement,
    LearningCasePage,
    LearningDraft,
    LoadedWording,
    LocalName,
    RiskAlert,
    Round,
    SafeguardingRoute,
    Seat,
)
from learning.cases.models.case_report import About
from learning.cases.page_words import mark_of
from learning.certificates.actions.issue_certificate import issue_certificate
from learning.certificates.models import Certificate
from learning.coverage.models import Digest, DigestItem, Download, ErrorReport
from learning.modules.models import Module, ModulePage, ModuleVersion, ReviewState, Source, SubjectHeading
from learning.notices.actions.queue_message import queue_message
from learning.notices.weeks import monday_of
from learning.portal.actions.follow_roles import follow_roles
from learning.records.models import (
    Attendance,
    Completion,
    CompletionImport,
    Corroboration,
    DownloadReceipt,
    ImportState,
    LiveSession,
    PastCompletion,
    PracticeFollowUp,
    RowState,
)
from learning.requirements.actions.rebuild_statuses import rebuild_everybody
from learning.requirements.models import Requirement
from learning.workforce.actions.compare_return import compare_return
from learning.workforce.actions.receive_return import delete_file, receive_return
from learning.workforce.models import (
    Employment,
    Organisation,
    Person,
    Role,
    RoleAssignment,
    Team,
    User,
    WorkforceReturn,
)
from learning.workforce.models.role_assignment import OF_A_TEAM, OF_AN_ORGANISATION
from tests.cases.case_factories import CHOSEN, WORDS, recommended
from tests.cases.factories import published as published_case
from tests.coverage.error_report_factories import ErrorReportFactory
from tests.coverage.factories import downloaded
from tests.modules.factories import module_page
from tests.records.factories import AttemptFactory, CompletionFactory
from tests.records.session_factories import BookingFactory, LiveSessionFactory, taught_version
from tests.requirements.factories import EquivalenceFactory, ExemptionFactory, RequirementFactory
from tests.workforce.factories import (
    AbsenceFactory,
    AreaFactory,
    ClaimCodeFactory,
    CountedRoleGroupFactory,
    EmploymentFactory,
    OrganisationFactory,
    PersonFactory,
    RoleAssignmentFactory,
    SharingAgreementFactory,
    SupportLineFactory,
    TeamFactory,
    UserFactory,
)

LEARNER = "learner"
MODULE = "trauma-and-violence-shared-start"
ROLES = (LEARNER, *(role.value for role in Role))


@dataclass
class Half:
    """One organisation with its people: a login for every role, a colleague without one, and their learning."""

    mark: str
    organisation: Organisation
    team: Team
    colleague: Person
    completion: Completion
    certificate: Certificate
    employment: Employment
    session: LiveSession
    corroboration: Corroboration
    report: ErrorReport
    sent: WorkforceReturn
    """A workforce return that is compared and waits to be written."""
    past: CompletionImport
    receipt: DownloadReceipt
    download: Download = field(init=False)
    case: Case = field(init=False)
    """Brought by the learner; it waits for its first check."""
    consulted: Case = field(init=False)
    recommended: Case = field(init=False)
    answered: Case = field(init=False)
    hiding: Hiding = field(init=False)
    case_report: CaseReport = field(init=False)
    closed: Case = field(init=False)
    nominated: LearningDraft = field(init=False)
    read: LearningDraft = field(init=False)
    """Brought by the learner; it waits for its first check."""
    alert: RiskAlert = field(init=False)
    logins: dict[str, User] = field(default_factory=dict)
    keys: dict[str, int] = field(default_factory=dict)
    """Primary keys of one row of each kind, for the editor's screens: by model name, or by the screens' own name."""


@dataclass
class World:
    """Both halves, and what they share."""

    module: Module
    halves: tuple[Half, Half]

    def other(self, half: Half) -> Half:
        return self.halves[1] if half is self.halves[0] else self.halves[0]


def build_world() -> World:
    """Write everything; a few hundred rows."""
    call_command("load_content", live=True, published_on="2020-01-06", stdout=StringIO())
    module = Module.objects.get(slug=MODULE)
    halves = (_half("Alderwick", module), _half("Birchover", module))
    rebuild_everybody()
    return World(module, halves)


def _half(mark: str, module: Module) -> Half:
    organisation = OrganisationFactory(name=f"{mark} Council")
    team = TeamFactory(organisation=organisation, name=f"{mark} Response")
    SharingAgreementFactory(organisation=organisation, signatories=f"Ada {mark}son")
    employment = EmploymentFactory(
        organisation=organisation,
        team=team,
        staff_id=f"{mark}-1001",
        person=PersonFactory(given_name=f"{mark}anna", family_name=f"{mark}ley"),
    )
    colleague = employment.person
    version = module.current_version
    completion = CompletionFactory(person=colleague, version=version, completed_on=dt.date(2026, 1, 5))
    half = Half(
        mark=mark,
        organisation=organisation,
        team=team,
        colleague=colleague,
        completion=completion,
        certificate=issue_certificate(completion),
        employment=employment,
        session=_session(mark),
        corroboration=_follow_up(completion),
        report=ErrorReportFactory(person=colleague, organisation=organisation, message=f"{mark} has moved on."),
        sent=_return(mark, organisation),
        past=_past_file(mark, organisation, version),
        receipt=_receipt(mark, organisation),
    )
    for role in ROLES:
        half.logins[role] = _login(half, role, module)
    _fill(half)
    waiting = EmploymentFactory(
        person=half.logins[LEARNER].person, organisation=organisation, post="2", self_declared=True
    )
    twin = EmploymentFactory(
        organisation=organisation,
        staff_id=employment.staff_id,
        person=PersonFactory(given_name=f"{mark}anne", family_name=f"{mark}ley"),
    ).person
    half.download = downloaded(half.organisation, half.logins[Role.HR_LEAD], f"{mark}ley".encode())
    rows = (
        organisation,
        team,
        colleague,
        employment,
        employment.role_group,
        AreaFactory(name=f"{mark} Valley"),
        AbsenceFactory(person=colleague, organisation=organisation),
        CountedRoleGroupFactory(organisation=organisation),
        RoleAssignment.objects.get(user=half.logins[Role.HR_LEAD]),
        SupportLineFactory(organisation=organisation, name=f"{mark} listening line"),
        RequirementFactory(level=4, module=module, organisation=organisation),
        ExemptionFactory(person=colleague, organisation=organisation, module=module),
        EquivalenceFactory(title=f"{mark} day", module=module, accepted_by=[organisation]),
        LoadedWording.objects.create(said=f"{mark} runner", instead="Say who made them carry."),
        LocalName.objects.create(name=f"{mark} Wynd", kind="estate", folded=f"{mark} wynd".lower()),
        SafeguardingRoute.objects.create(organisation=organisation, words=f"{mark} duty desk"),
        HostAgreement.objects.create(
            organisation=organisation, host=OrganisationFactory(name=f"{mark} host"), starts_on=dt.date(2026, 1, 1)
        ),
    )
    half.case, half.alert = _case(half)
    half.consulted = _consulted(half)
    half.recommended = _consulted(half, State.RECOMMENDED)
    half.answered = _consulted(half, State.FOLLOW_UP)
    half.hiding, half.case_report = _reported(half)
    half.closed = _consulted(half, State.CLOSED)
    half.nominated, half.read = _nominated(half, "nominated"), _sent_to_be_read(half)
    digest = _digest(half, module)
    half.keys = {type(row).__name__: row.pk for row in (*rows, digest, digest.message)} | {
        "wagtailsnippets_modules_source": Source.objects.get_or_create(key="shared", title="Shared", publisher="Us")[
            0
        ].pk,
        "past_row": half.past.rows.get().pk,
        "waiting": waiting.pk,
        "twin": twin.pk,
        "ClaimCode": ClaimCodeFactory(organisation=organisation, person=colleague).pk,
        "network": Requirement.objects.filter(organisation=None).latest("pk").pk,
        "ModulePage": ModulePage.objects.get(module=module).pk,
        "ReviewState": _draft_under_review(mark),
        "wagtailsnippets_modules_subjectheading": SubjectHeading.objects.get_or_create(
            slug="learning", title="Learning", list="strand"
        )[0].pk,
    }
    return half


def _draft_under_review(mark: str) -> int:
    """A draft of nobody's in particular, with its peers: the key of that review."""
    page = module_page(f"A draft of {mark}")
    page.get_workflow().start(page, UserFactory(first_name=mark))
    return ReviewState.objects.latest("pk").pk


def _past_file(mark: str, organisation: Organisation, version: ModuleVersion) -> CompletionImport:
    """A recorded file of past completions with one row that waits."""
    batch = CompletionImport.objects.create(
        organisation=organisation,
        state=ImportState.RECORDED,
        file_name=f"{mark} past.csv",
        sha256="0" * 64,
        recorded_at=timezone.now(),
    )
    PastCompletion.objects.create(
        batch=batch,
        number=2,
        state=RowState.WAITING,
        staff_id=f"{mark}-77",
        version=version,
        completed_on=dt.date(2025, 3, 3),
    )
    return batch


def _receipt(mark: str, organisation: Organisation) -> DownloadReceipt:
    return DownloadReceipt.objects.create(
        organisation=organisation,
        number=1,
        until=timezone.now(),
        columns=[["staff_id", f"{mark} number"]],
        days_as="yyyy-mm-dd",
        kind="csv",
        rows=0,
        withdrawn=0,
        sha256="0" * 64,
        content=f"{mark} number\r\n".encode(),
    )


def _login(half: Half, role: str, module: Module) -> User:
    """Somebody of this organisation who holds this role; a learner holds none."""
    email = f"{role}@{half.mark.lower()}.example"
    user = UserFactory(email=email, first_name=half.mark, last_name=role)
    person = PersonFactory(user=user, given_name=f"{half.mark}ie", family_name=f"{half.mark}{role.replace('_', '')}")
    EmploymentFactory(person=person, organisation=half.organisation, team=half.team, staff_id=f"{half.mark}-{role}")
    AttemptFactory(person=person, version=module.current_version)
    if role != LEARNER:
        RoleAssignmentFactory(
            user=user,
            role=role,
            organisation=half.organisation if role in OF_AN_ORGANISATION else None,
            team=half.team if role in OF_A_TEAM else None,
        )
    follow_roles(user, timezone.localdate())
    return user


def _case(half: Half) -> tuple[Case, RiskAlert]:
    """What the learner of this half brought, and an alert about it."""
    author = half.logins[LEARNER]
    case = Case(
        key=uuid.uuid4(),
        author=author,
        person=author.person,
        organisation=half.organisation,
        state=State.AGENCY_REVIEW,
        **(WORDS | CHOSEN | {"happening": f"Somebody comes to {half.mark} every week."}),
    )
    case.text_hash = case.mark()
    case.save()
    alert = RiskAlert.objects.create(case=case, raised_by=author)
    alert.told.add(half.logins[Role.AGENCY_REVIEWER])
    return case, alert


def _consulted(half: Half, state: State = State.IN_CONSULTATION, why: str = "") -> Case:
    """What the learner brought and colleagues of the same half think about, or have: one leads, one is invited."""
    author, first, second = (half.logins[role] for role in (LEARNER, Role.AGENCY_REVIEWER, Role.NETWORK_REVIEWER))
    case = Case(
        key=uuid.uuid4(),
        author=author,
        person=author.person,
        organisation=half.organisation,
        state=state,
        first_by=first,
        first_organisation=half.organisation,
        second_by=second,
        second_organisation=OrganisationFactory(name=f"{half.mark} second, {why or state}"),
        **(WORDS | CHOSEN | {"happening": f"Somebody waits for {half.mark} every week."}),
    )
    case.text_hash = case.first_hash = case.second_hash = case.mark()
    case.save()
    leads = half.logins[Role.FACILITATOR]
    held = Round.objects.create(case=case, facilitator=leads, scheduled_by=leads, last_day=dt.date(2099, 1, 1))
    for user in (author, leads, half.logins[Role.TRAINER]):
        Seat.objects.create(round=held, user=user, organisation=half.organisation)
    if state != State.IN_CONSULTATION:
        recommended(held, answered=state == State.FOLLOW_UP)
    return case


def _reported(half: Half) -> tuple[Hiding, CaseReport]:
    """A learning case that is hidden, and a report that names none."""
    page = published_case(title=f"A case about {half.mark}")
    reports = [report_learning_case(None, case, Reported(About.SOMEBODY), uuid.uuid4()) for case in (page, None)]
    # As if screening had missed it: a mark that is a name is not stored otherwise.
    CaseReport.objects.filter(pk__in=[one.pk for one in reports]).update(words=f"About {half.mark}.")
    return Hiding.objects.get(case=page), reports[1]


def _nominated(half: Half, why: str) -> LearningDraft:
    """A closed case that its author nominated; the half's agency reviewer is asked."""
    author = half.logins[LEARNER]
    return LearningDraft.objects.create(case=_consulted(half, State.CLOSED, why), author=author, nominated_by=author)


def _sent_to_be_read(half: Half) -> LearningDraft:
    """A learning case written from one, with its readers: nothing in it, or beside it, says whose it is."""
    page = LearningCasePage(
        title="What was learnt",
        slug=f"learnt-{half.organisation.pk}",
        context="Somebody waits.",
        what_happened="<p>Tea.</p>",
        age_band="16_17",
        sector="health",
        anonymisation_basis="Written anew.",
    )
    CaseLibraryPage.objects.get().add_child(instance=page)
    page.save_revision()
    draft = _nominated(half, "read")
    draft.page, draft.state, draft.mark = page, DraftState.REVIEW, mark_of(page)
    draft.decided_by, draft.no_proceedings_on = UserFactory(), dt.date(2026, 1, 5)
    draft.save()
    return draft


def _return(mark: str, organisation: Organisation) -> WorkforceReturn:
    """A file with one new person, compared with those on record; its file goes when the process ends."""
    rows = f"Staff number,Last name,Role group,Start date\n{mark}-2002,{mark}field,frontline_direct,2026-01-05\n"
    file = ContentFile(rows.encode(), name=f"{mark}.csv")
    batch = receive_return(None, organisation, file, as_at=timezone.localdate(), is_full=False)
    atexit.register(delete_file, batch)
    compare_return(batch.pk)
    return WorkforceReturn.objects.select_related("organisation").get(pk=batch.pk)


def _session(mark: str) -> LiveSession:
    """A live session that goes on now, so that every screen of it answers."""
    session: LiveSession = LiveSessionFactory(
        version=taught_version(title=f"{mark} together"),
        starts_at=timezone.now() - dt.timedelta(minutes=10),
        place=f"{mark} Hall",
        leads=[],
    )
    return session


def _digest(half: Half, module: Module) -> Digest:
    """What was written to the learner of this half, of whom the module is asked."""
    person, day = half.logins[LEARNER].person, timezone.localdate()
    message = queue_message(
        key=f"digest:{person.pk}:2026-W09",
        to=half.logins[LEARNER].email,
        subject=f"{half.mark}, your learning",
        text=f"Hello, {half.mark}",
        html=f"<p>Hello, {half.mark}</p>",
        person_id=person.pk,
    )
    digest = Digest.objects.create(person=person, week=monday_of(day), day=day, names_modules=True, message=message)
    DigestItem.objects.create(
        digest=digest, organisation=half.organisation, module=module, stage="past", status="never", due_on=day, level=1
    )
    return digest


def _fill(half: Half) -> None:
    """The trainer of this half runs its session; its colleague was there, and everybody of it has a place."""
    session = half.session
    session.leads.set([half.logins[Role.TRAINER]])
    for person in (half.colleague, *(login.person for login in half.logins.values())):
        BookingFactory(session=session, person=person, organisation=half.organisation)
    completion = CompletionFactory(person=half.colleague, version=session.version, source="session")
    Attendance.objects.create(
        session=session, person=half.colleague, organisation=half.organisation, completion=completion
    )


def _follow_up(completion: Completion) -> Corroboration:
    """The completion is asked about, and a manager too."""
    until = timezone.localdate() + dt.timedelta(days=20)
    follow_up = PracticeFollowUp.objects.create(completion=completion, closes_on=until)
    return Corroboration.objects.create(follow_up=follow_up, closes_on=until)
