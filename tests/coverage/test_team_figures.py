"""Figures in the digest of those who lead people: their own, with denominators, and no names."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from time_machine import Traveller

from learning.coverage.actions.send_digests import send_digests
from learning.coverage.counting import coverage_of
from learning.coverage.models import Digest, DigestTeam, Leaders
from learning.coverage.team_figures import Figures, figures_for
from learning.notices.actions.stop_nudges import stop_nudges
from learning.notices.models import Message
from learning.requirements.actions.rebuild_statuses import rebuild_everybody
from learning.workforce.models import Organisation, Person, Team, User
from tests.coverage.digest_factories import TUESDAY, remind
from tests.coverage.factories import Employer, T, employer, two_employers
from tests.coverage.headcount_factories import counted_partner, say
from tests.workforce.factories import EmploymentFactory, PersonFactory, RoleAssignmentFactory, TeamFactory, UserFactory

pytestmark = pytest.mark.django_db

GRADE = "Grade of return: Names. Newest return: No file was returned by then; people were recorded by form."


@pytest.fixture
def trusts() -> tuple[Employer, Employer]:
    _shared, one, other = two_employers()
    return one, other


def manager_of(team: Team, *, person: Person | None = None) -> User:
    user: User = RoleAssignmentFactory(team_manager=True, team=team).user
    Person.objects.filter(pk=(person or PersonFactory()).pk).update(user=user)
    return user


def lead_with_person(organisation: Organisation) -> User:
    user: User = RoleAssignmentFactory(hr_lead=True, organisation=organisation).user
    PersonFactory(user=user)
    return user


def only(user: User, day: dt.date = T) -> Figures:
    organisations = list(Organisation.objects.values_list("pk", flat=True))
    (figures,) = figures_for(organisations, day)[user.person.pk]
    return figures


def test_an_hr_lead_reads_the_figures_of_the_coverage_page(trusts: tuple[Employer, Employer]) -> None:
    one, _other = trusts
    figures = only(lead_with_person(one.organisation))
    assert figures.counts == coverage_of(one.organisation, T).everybody
    assert list(figures.said) == [
        "28 February 2026, rule set 3: of 6 who are counted, 3 are current, 50 %.",
        "Not current: 3 of 6; 2 not yet, 1 expired.",
        "Counting everyone asked (gross): 4 of 9 are current, 44 %.",
        "A last day comes within 30 days for 0 of these 9, within 60 for 1, within 90 for 2.",
        GRADE,
    ]


def test_a_manager_reads_those_of_the_own_team_and_the_teams_below(trusts: tuple[Employer, Employer]) -> None:
    one, _other = trusts
    above = TeamFactory(organisation=one.organisation, name="Wards")
    Team.objects.filter(pk=one.team.pk).update(parent=above)
    beside = TeamFactory(organisation=one.organisation, name="Beside")
    one.people["Current"].employments.update(team=above)
    one.people["Notyet"].employments.update(team=beside)
    assert only(manager_of(above)).counts.required == 8
    assert only(manager_of(one.team)).counts.required == 7
    assert only(manager_of(beside)).counts.required == 1


def test_a_team_of_nobody_says_so(trusts: tuple[Employer, Employer]) -> None:
    one, _other = trusts
    figures = only(manager_of(TeamFactory(organisation=one.organisation)))
    assert list(figures.said) == ["Nobody here is asked for anything on 28 February 2026.", GRADE]


def test_who_leads_nobody_reads_none(trusts: tuple[Employer, Employer]) -> None:
    one, _other = trusts
    ended = manager_of(one.team)
    ended.role_assignments.update(ended_on=T)
    closed = manager_of(one.team)
    User.objects.filter(pk=closed.pk).update(is_active=False)
    RoleAssignmentFactory(administrator=True, user=UserFactory())
    assert figures_for([one.organisation.pk], T) == {}


class TestInTheDigest:
    @pytest.fixture
    def trust(self, trusts: tuple[Employer, Employer], clock: Traveller) -> Organisation:
        clock.move_to(dt.datetime.combine(TUESDAY, dt.time(9), dt.UTC))
        return trusts[0].organisation

    def lead(self, trust: Organisation) -> User:
        """An HR lead of whom nothing is asked."""
        return lead_with_person(trust)

    def test_it_is_one_mail_with_one_s_own_learning(self, trust: Organisation) -> None:
        remind(trust, TUESDAY.weekday(), Leaders.WEEKLY)
        lead = self.lead(trust)
        EmploymentFactory(person=lead.person, organisation=trust)
        rebuild_everybody()
        send_digests(TUESDAY, timezone.now())
        message = Message.objects.get(to=lead.email)
        assert "You had until" in message.text
        for part in (message.text, message.html):
            assert "of 7 who are counted" in part
            assert "/coverage/" in part
        assert not message.is_nudge
        digest = Digest.objects.get(person=lead.person)
        assert (digest.items.count(), digest.teams.count()) == (2, 1)

    def test_no_name_of_anybody_leaves(self, trusts: tuple[Employer, Employer], trust: Organisation) -> None:
        remind(trust, TUESDAY.weekday(), Leaders.WEEKLY)
        lead = self.lead(trust)
        send_digests(TUESDAY, timezone.now())
        message = Message.objects.get(to=lead.email)
        for person in trusts[0].people.values():
            assert person.name not in message.text + message.html + message.subject

    @pytest.mark.parametrize(
        ("leaders", "first", "second"),
        [(Leaders.NEVER, 0, 0), (Leaders.MONTHLY, 1, 0), (Leaders.WEEKLY, 1, 1)],
    )
    def test_as_often_as_the_employer_says(
        self, trust: Organisation, clock: Traveller, leaders: str, first: int, second: int
    ) -> None:
        remind(trust, TUESDAY.weekday(), leaders)
        self.lead(trust)
        for week, expected in ((0, first), (1, second)):
            send_digests(TUESDAY + dt.timedelta(weeks=week), timezone.now())
            assert DigestTeam.objects.count() == expected + (first if week else 0)
            clock.shift(dt.timedelta(weeks=1))

    def test_not_to_whoever_wants_none(self, trust: Organisation) -> None:
        remind(trust, TUESDAY.weekday(), Leaders.WEEKLY)
        stop_nudges(self.lead(trust).email)
        send_digests(TUESDAY, timezone.now())
        assert not DigestTeam.objects.exists()

    def test_not_to_leaders_of_another_partner(self, trusts: tuple[Employer, Employer], trust: Organisation) -> None:
        remind(trust, TUESDAY.weekday(), Leaders.WEEKLY)
        self.lead(trusts[1].organisation)
        send_digests(TUESDAY, timezone.now())
        assert not DigestTeam.objects.exists()


def test_many_people_and_leaders_cost_no_more_questions() -> None:
    def cost(*trusts: Employer) -> int:
        for trust in trusts:
            manager_of(trust.team)
        with CaptureQueriesContext(connection) as asked:
            figures_for([trust.organisation.pk for trust in trusts], T)
        return len(asked)

    shared, one, other = two_employers()
    few = cost(one)
    more = [employer(shared, name, size=4) for name in ("Third", "Fourth")]
    rebuild_everybody()
    assert cost(one, other, *more) == few == 9


class TestOfHeadcounts:
    def test_an_hr_lead_reads_the_gross_figure_alone(self) -> None:
        one = counted_partner()
        figures = only(lead_with_person(one.organisation))
        assert figures.counts == coverage_of(one.organisation, T).everybody
        first, grade = figures.said
        assert first == (
            "28 February 2026, rule set 3: of 14 whom your headcount of 31 January 2026 counts, 3 who registered are "
            "current, 21 % gross."
        )
        assert grade.startswith(
            "Grade of return: Headcount by role group only. Newest return: 31 January 2026, 28 days"
        )

    def test_a_number_that_is_too_small_gives_no_share(self) -> None:
        one = counted_partner()
        for group in (one.shared.frontline, one.shared.corporate):
            say(one, group, 1)
        first = only(lead_with_person(one.organisation)).said[0]
        assert "4 registered, and your headcount of 31 January 2026 counts only 2. Write newer numbers" in first
        assert "%" not in first

    def test_who_manages_a_team_there_reads_nothing(self) -> None:
        one = counted_partner()
        manager = manager_of(one.team)
        lead = lead_with_person(one.organisation)
        assert figures_for([one.organisation.pk], T).keys() == {lead.person.pk}
        assert manager.person.pk != lead.person.pk
