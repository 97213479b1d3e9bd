"""Whom a major version would touch, before it is published; and that publishing it then touches exactly those."""

import datetime as dt

import pytest

from learning.modules.models import Module
from learning.requirements.actions.rebuild_statuses import differences, rebuild_everybody
from learning.requirements.models import StatusSpan
from learning.requirements.status_on import status_on
from learning.requirements.version_impact import version_impact
from learning.workforce.models import Organisation, Person, User
from tests.workforce.factories import (
    EmploymentFactory,
    LevelMapFactory,
    OrganisationFactory,
    PersonFactory,
    UserFactory,
)

from .factories import (
    BareVersionFactory,
    ExemptionFactory,
    ModuleFactory,
    RequirementFactory,
    RuleSetFactory,
    at,
    completed,
)

pytestmark = pytest.mark.django_db
T = dt.date(2026, 2, 28)
BY = dt.date(2026, 6, 30)
LONG = dt.date(2028, 1, 1)


@pytest.fixture
def module() -> Module:
    LevelMapFactory(level=2)
    RuleSetFactory()
    return RequirementFactory(level=1).module


def staff(organisation: Organisation, number: int, module: Module, holding: int) -> list[int]:
    """So many people, of whom so many hold a completion that is valid past every day asked about."""
    version = module.versions.first() or BareVersionFactory(module=module)
    posts = [EmploymentFactory(organisation=organisation) for _ in range(number)]
    for post in posts[:holding]:
        completed(post.person, module, dt.date(2025, 3, 1), LONG, version=version)
    return [post.person_id for post in posts[:holding]]


def trainer_at(organisation: Organisation) -> User:
    user: User = UserFactory()
    EmploymentFactory(person=PersonFactory(user=user), organisation=organisation)
    return user


def test_ones_own_partner_is_exact_and_others_are_protected(module: Module) -> None:
    ours, small, large = OrganisationFactory(name="A"), OrganisationFactory(name="B"), OrganisationFactory(name="C")
    staff(ours, 3, module, 2)
    staff(small, 9, module, 4)
    staff(large, 33, module, 22)
    rebuild_everybody()
    impact = version_impact(module, trainer_at(ours), T, redo_by=BY)
    rows = {row.name: row for row in impact.rows}
    assert list(rows) == ["A", "B", "C"]
    assert (rows["A"].redo.exact, rows["A"].current.exact) == ((2, 3), (2, 3))
    assert rows["B"].redo.hidden
    assert (rows["C"].redo.exact, rows["C"].redo.count, rows["C"].redo.total) == (None, 20, 35)
    assert (impact.everybody.redo.count, impact.everybody.redo.total) == (30, 45)
    assert impact.hides


class TestTryingOut:
    """An author may look as often as they like, with any day and any bridge, and learns no small number of others."""

    @pytest.fixture
    def ours(self) -> Organisation:
        return OrganisationFactory(name="A")

    @pytest.fixture
    def theirs(self) -> Organisation:
        return OrganisationFactory(name="B")

    def test_no_day_changes_what_is_said_of_others(
        self, module: Module, ours: Organisation, theirs: Organisation
    ) -> None:
        version = BareVersionFactory(module=module)
        for organisation in (ours, theirs):
            for number in range(24):  # one completion runs out each day
                until = dt.date(2026, 6, 1) + dt.timedelta(number)
                post = EmploymentFactory(organisation=organisation)
                completed(post.person, module, dt.date(2025, 3, 1), until, version=version)
        rebuild_everybody()
        author = trainer_at(ours)
        days = [dt.date(2026, 5, 20) + dt.timedelta(number) for number in range(0, 40, 3)]
        seen = [version_impact(module, author, T, redo_by=day) for day in days]
        assert len({impact.rows[0].redo.exact for impact in seen}) > 5, "one's own follow the day"
        assert len({impact.rows[1] for impact in seen}) == 1
        assert len({impact.everybody for impact in seen}) == 1
        assert {impact.others_by for impact in seen} == {dt.date(2026, 5, 29)}

    def test_no_bridge_says_that_a_few_of_others_have_done_it(
        self, module: Module, ours: Organisation, theirs: Organisation
    ) -> None:
        few, many = ModuleFactory(title="Rarely done"), ModuleFactory(title="Often done")
        holders = staff(theirs, 40, module, 30)
        for bridge, done in ((few, 2), (many, 15)):
            for pk in holders[:done]:
                completed(Person.objects.get(pk=pk), bridge, dt.date(2026, 1, 1))
        rebuild_everybody()
        author = trainer_at(ours)
        rare, often = (version_impact(module, author, T, bridge=bridge) for bridge in (few, many))
        for row in (rare.rows[0], rare.everybody):
            assert row.redo.count == 30
            assert row.bridge is not None
            assert row.bridge.hidden
        assert often.rows[0].bridge is not None
        assert often.rows[0].bridge.count == 15

    def test_the_sum_is_hidden_where_it_says_what_the_only_other_partner_hides(
        self, module: Module, ours: Organisation, theirs: Organisation
    ) -> None:
        staff(ours, 20, module, 12)
        staff(theirs, 20, module, 6)
        rebuild_everybody()
        impact = version_impact(module, trainer_at(ours), T, redo_by=BY)
        assert impact.rows[0].redo.exact == (12, 20)
        assert impact.rows[1].redo.hidden
        assert impact.everybody.redo.hidden, "about 20 of 40 would leave 6 or 7"


def test_who_would_have_expired_by_then_anyway_is_not_touched(module: Module) -> None:
    ours = OrganisationFactory()
    version = BareVersionFactory(module=module)
    for until in (dt.date(2026, 5, 1), BY, BY + dt.timedelta(1), None):
        completed(EmploymentFactory(organisation=ours).person, module, dt.date(2025, 3, 1), until, version=version)
    rebuild_everybody()
    (row,) = version_impact(module, trainer_at(ours), T, redo_by=BY).rows
    assert row.redo.exact == (2, 4)


def test_who_has_done_the_bridge_is_asked_nothing_more(module: Module) -> None:
    ours, bridge = OrganisationFactory(), ModuleFactory(title="In short")
    first, *_ = staff(ours, 4, module, 3)
    completed(PersonFactory._meta.model.objects.get(pk=first), bridge, dt.date(2026, 1, 1))
    rebuild_everybody()
    (row,) = version_impact(module, trainer_at(ours), T, redo_by=BY, bridge=bridge).rows
    assert row.redo.exact == (3, 4)
    assert row.bridge is not None
    assert row.bridge.exact == (2, 4)


@pytest.mark.parametrize("fate", ["stand", "redo", "bridge"])
def test_publishing_then_touches_exactly_those(module: Module, fate: str) -> None:
    ours, bridge = OrganisationFactory(), ModuleFactory(title="In short")
    staff(ours, 6, module, 4)
    rebuild_everybody()
    (row,) = version_impact(module, trainer_at(ours), T, redo_by=BY, bridge=bridge).rows
    said = {"stand": (0, 6), "redo": row.redo.exact, "bridge": row.bridge and row.bridge.exact}[fate]
    BareVersionFactory(
        module=module,
        major=2,
        published_at=at(T),
        earlier_completions=fate,
        redo_by=BY if fate != "stand" else None,
        bridge=bridge if fate == "bridge" else None,
    )
    rebuild_everybody()
    after = BY + dt.timedelta(1)
    current = StatusSpan.objects.on(after).filter(module=module, status__in=["compliant", "due_soon"]).count()
    assert said == (4 - current, 6)
    assert StatusSpan.objects.on(BY).filter(module=module, status__in=["compliant", "due_soon"]).count() == 4
    assert list(differences()) == []


class TestRetired:
    """A module that another one replaces: who is asked for what, and what counts."""

    @pytest.fixture
    def instead(self, module: Module) -> Module:
        new = BareVersionFactory(published_at=at(dt.date(2025, 1, 1))).module
        module.retired_on, module.replaced_by = T, new
        module.save()
        return new

    def test_what_was_finished_counts_for_the_new_one_until_it_runs_out(self, module: Module, instead: Module) -> None:
        (holder,) = staff(OrganisationFactory(), 1, module, 1)
        rebuild_everybody()
        yesterday = StatusSpan.objects.on(T - dt.timedelta(1)).get(person=holder)
        (today,) = StatusSpan.objects.on(T).filter(person=holder)
        assert (yesterday.module, yesterday.status) == (module, "compliant")
        assert (today.module, today.status) == (instead, "compliant")
        assert f"of “{module.title}” was completed on" in today.why.replace("\N{NO-BREAK SPACE}", " ")
        (later,) = StatusSpan.objects.on(LONG + dt.timedelta(1)).filter(person=holder)
        assert later.status == "expired"
        assert list(differences()) == []

    def test_who_had_not_begun_gets_time_for_the_new_one(self, module: Module, instead: Module) -> None:
        person = EmploymentFactory().person
        rebuild_everybody()
        assert [s.status for s in StatusSpan.objects.on(T - dt.timedelta(1)).of(person)] == ["never"]
        (span,) = StatusSpan.objects.on(T).of(person)
        assert (span.module, span.status) == (instead, "in_grace")

    def test_who_was_exempt_from_the_old_one_is_exempt_from_the_new_one_as_long(
        self, module: Module, instead: Module
    ) -> None:
        post, last = EmploymentFactory(), T + dt.timedelta(200)
        start = T - dt.timedelta(50)
        same = {"person": post.person, "organisation": post.organisation, "starts_on": start}
        ExemptionFactory(**same, module=module, ends_on=last)
        over = EmploymentFactory()
        ended = T - dt.timedelta(1)
        ExemptionFactory(
            person=over.person, organisation=over.organisation, module=module, starts_on=start, ends_on=ended
        )
        other = EmploymentFactory()
        ExemptionFactory(person=other.person, module=module, starts_on=start)  # in another organisation
        rebuild_everybody()

        def on(day: dt.date, person: Person) -> list[tuple[Module, str]]:
            return [(span.module, span.status) for span in StatusSpan.objects.on(day).of(person)]

        assert on(T - dt.timedelta(1), post.person) == [(module, "exempt")]
        assert on(T, post.person) == [(instead, "exempt")]
        assert on(last, post.person) == [(instead, "exempt")]
        assert on(last + dt.timedelta(1), post.person) == [(instead, "never")]
        assert on(T, over.person) == on(T, other.person) == [(instead, "in_grace")]
        assert list(differences()) == []

    def test_an_exemption_from_the_new_one_says_nothing_about_the_old_one(
        self, module: Module, instead: Module
    ) -> None:
        post = EmploymentFactory()
        ExemptionFactory(
            person=post.person, organisation=post.organisation, module=instead, starts_on=T - dt.timedelta(50)
        )
        rebuild_everybody()
        (before,) = StatusSpan.objects.on(T - dt.timedelta(1)).of(post.person)
        (after,) = StatusSpan.objects.on(T).of(post.person)
        assert (before.status, after.status) == ("never", "exempt")

    def test_nothing_is_asked_any_more_where_nothing_replaces_it(self, module: Module) -> None:
        module.retired_on = T
        module.save()
        person = EmploymentFactory().person
        rebuild_everybody()
        assert StatusSpan.objects.on(T - dt.timedelta(1)).of(person).exists()
        assert not StatusSpan.objects.on(T).of(person).exists()

    def test_a_later_major_version_of_the_new_one_ends_it(self, module: Module, instead: Module) -> None:
        post = EmploymentFactory()
        completed(post.person, module, dt.date(2025, 3, 1), LONG, version=BareVersionFactory(module=module))
        BareVersionFactory(
            module=instead, major=2, published_at=at(dt.date(2026, 4, 1)), earlier_completions="redo", redo_by=BY
        )
        rebuild_everybody()
        for n in range(0, 200, 3):
            day = T - dt.timedelta(20) + dt.timedelta(n)
            for asked in (module, instead):
                judged = status_on(post.person, post.organisation, asked, day)
                stored = StatusSpan.objects.on(day).filter(person=post.person, module=asked).first()
                assert (stored.status if stored else "not_required") == judged.status
        assert status_on(post.person, post.organisation, instead, BY).status == "due_soon"
        assert status_on(post.person, post.organisation, instead, BY + dt.timedelta(1)).status == "expired"
