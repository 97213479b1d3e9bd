"""Live sessions and the people around them, as tests meet them."""

import datetime as dt
from typing import Any

import factory
from factory.django import DjangoModelFactory

from learning.modules.criteria import criteria_of
from learning.modules.models import ModuleVersion
from learning.records.models import Booking, BookingState, LiveSession
from learning.workforce.models import Person, Role, User
from tests.records.factories import VersionFactory
from tests.workforce.factories import EmploymentFactory, PersonFactory, RoleAssignmentFactory

STARTS = dt.datetime(2026, 3, 10, 14, 0, tzinfo=dt.UTC)


def taught_version(**fields: Any) -> ModuleVersion:
    """The current version of a module that is taught in a live session of ninety minutes."""
    criteria = criteria_of([], 0, session_minutes=90)
    return VersionFactory(**{"body": [], "criteria": criteria, "pass_mark_pct": 0, "minutes": 90} | fields)


class LiveSessionFactory(DjangoModelFactory[LiveSession]):
    class Meta:
        model = LiveSession
        skip_postgeneration_save = True

    version = factory.LazyFunction(taught_version)
    starts_at = STARTS
    ends_at = factory.LazyAttribute(lambda session: session.starts_at + dt.timedelta(minutes=90))
    place = "Room 2, Northgate House"
    link = "https://meet.example/room"
    capacity = 2

    @factory.post_generation
    def leads(session: LiveSession, create: bool, extracted: Any, **kwargs: Any) -> None:  # noqa: N805  factory_boy gives the row
        session.leads.set(extracted if extracted is not None else [session_trainer()])


def session_trainer(role: Role = Role.TRAINER) -> User:
    user: User = RoleAssignmentFactory(role=role).user
    return user


def lead_of(session: LiveSession) -> User:
    return session.leads.get()


def learner(**fields: Any) -> Person:
    """Somebody with a login and one post."""
    person: Person = PersonFactory(with_login=True, **fields)
    EmploymentFactory(person=person)
    return person


def user_of(person: Person) -> User:
    return User.objects.select_related("person").get(pk=person.user_id)


class BookingFactory(DjangoModelFactory[Booking]):
    class Meta:
        model = Booking

    session = factory.SubFactory(LiveSessionFactory)
    person = factory.LazyFunction(learner)
    state = BookingState.BOOKED
    asked_at = dt.datetime(2026, 2, 20, tzinfo=dt.UTC)
