"""Completions as the ledger holds them, and certificates as the product's own action issues them."""

import datetime as dt
from typing import Any

from learning.certificates.actions.issue_certificate import issue_certificate
from learning.certificates.models import Certificate
from learning.modules.models import ModuleVersion
from learning.records.models import Completion
from learning.workforce.models import Person, Role, User
from learning.workforce.models.role_assignment import OF_A_TEAM, OF_AN_ORGANISATION
from tests.records.factories import CompletionFactory, VersionFactory
from tests.workforce.factories import OrganisationFactory, PersonFactory, RoleAssignmentFactory, TeamFactory

TITLE = "Adultification: seeing the child first"
OUTCOMES = [
    "Explain adultification bias and who it affects most",
    "Spot it in language, records and decisions",
    "Use professional and organisational curiosity",
    "Apply the Child First idea to a decision",
]


def sam() -> Person:
    """Somebody with a login, a first and a last name."""
    return PersonFactory(with_login=True, given_name="Sam", family_name="Oyelaran")


def version_of(**changed: Any) -> ModuleVersion:
    return VersionFactory(**({"module__title": TITLE, "outcomes": OUTCOMES, "minutes": 40} | changed))


def completion_of(person: Person | None = None, version: ModuleVersion | None = None, **changed: Any) -> Completion:
    """Finished on 27 February 2026 and valid for three years, unless told otherwise."""
    version = version or version_of()
    fields: dict[str, Any] = {
        "completed_on": dt.date(2026, 2, 27),
        "valid_until": dt.date(2029, 2, 26),
        "criteria": version.criteria,
    }
    return CompletionFactory(person=person or sam(), version=version, **(fields | changed))


def certificate_of(person: Person | None = None, version: ModuleVersion | None = None, **changed: Any) -> Certificate:
    return issue_certificate(completion_of(person, version, **changed))


def named(given: str, family: str = "", **changed: Any) -> Certificate:
    """A certificate for somebody of this name."""
    return certificate_of(PersonFactory(given_name=given, family_name=family), **changed)


def holder_of(role: Role) -> User:
    """A login that holds the role today, in the scope that it needs."""
    scope: dict[str, Any] = {}
    if role in OF_A_TEAM:
        scope["team"] = TeamFactory()
    if role in OF_AN_ORGANISATION:
        scope["organisation"] = OrganisationFactory()
    return RoleAssignmentFactory(role=role, **scope).user
