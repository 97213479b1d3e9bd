import datetime as dt
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
import time_machine
from django.db import connection, transaction

from learning.certificates.actions.issue_certificate import issue_certificate
from learning.certificates.models import Certificate, CertificateEvent
from learning.certificates.signals import certificate_issued
from learning.records.models import Completion
from learning.records.signals import completion_recorded
from tests.certificates.factories import OUTCOMES, TITLE, certificate_of, completion_of, sam, version_of
from tests.workforce.factories import OrganisationFactory, PersonFactory

RACERS = 32


@pytest.mark.django_db
def test_the_snapshot_says_everything_and_no_result() -> None:
    told = certificate_of().snapshot
    assert told["name"] == {"printed": "Sam Oyelaran", "language": ""}
    assert told["module"]["title"] == TITLE
    assert told["level"] == {"number": 2, "name": "Skilled"}
    assert told["outcomes"] == OUTCOMES
    assert (told["finished_on"], told["valid_until"]) == ("2026-02-27", "2029-02-26")
    assert told["time_zone"] == "Europe/London"
    assert told["criteria"].startswith("Finishing took two sections")
    assert not {"right_answers", "result", "email", "score"} & told.keys()


@pytest.mark.django_db
def test_a_renamed_person_module_and_network_change_nothing() -> None:
    team = OrganisationFactory(name="Violence Reduction Network", kind="network", sector="network")
    certificate = certificate_of()
    before = dict(certificate.snapshot)
    assert before["issuer"] == "Violence Reduction Network"
    person, module = certificate.person, certificate.version.module
    person.family_name, module.title, team.name = "Another", "Another title", "Another network"
    for row in (person, module, team):
        row.save()
    certificate.refresh_from_db()
    assert certificate.snapshot == before


@pytest.mark.django_db
def test_the_day_is_londons() -> None:
    with time_machine.travel(dt.datetime(2026, 6, 30, 23, 30, tzinfo=dt.UTC), tick=False):
        certificate = certificate_of()
    assert certificate.issued_at == dt.datetime(2026, 6, 30, 23, 30, tzinfo=dt.UTC)
    assert certificate.issued_on == dt.date(2026, 7, 1)


@pytest.mark.django_db
def test_asking_again_gives_the_same_one() -> None:
    completion = completion_of()
    first, second = issue_certificate(completion), issue_certificate(completion)
    assert first == second
    assert CertificateEvent.objects.filter(certificate=first).count() == 1


@pytest.mark.django_db
def test_a_renewal_is_a_new_certificate() -> None:
    person, version = sam(), version_of()
    first = certificate_of(person, version)
    second = certificate_of(person, version, completed_on=dt.date(2029, 2, 1))
    assert first != second
    assert first.public_code != second.public_code


@pytest.mark.django_db
def test_a_recorded_completion_has_its_certificate_at_once() -> None:
    completion = completion_of()
    completion_recorded.send(Completion, completion=completion)
    assert Certificate.objects.get(completion=completion).public_code


@pytest.mark.django_db
def test_learning_recognised_from_elsewhere_gets_none() -> None:
    completion = completion_of(source="recognised", attempt=None)
    completion_recorded.send(Completion, completion=completion)
    assert not Certificate.objects.exists()


@pytest.fixture
def failing_listener() -> Iterator[None]:
    def fail(sender: object, **_: object) -> None:
        raise RuntimeError("a later receiver fails")

    certificate_issued.connect(fail)
    yield
    certificate_issued.disconnect(fail)


@pytest.mark.django_db
def test_nothing_is_kept_when_a_receiver_fails(failing_listener: None) -> None:
    completion = completion_of()
    with pytest.raises(RuntimeError), transaction.atomic():
        issue_certificate(completion)
    assert not Certificate.objects.exists()
    assert not CertificateEvent.objects.exists()


def race() -> None:
    """Thirty-two ask for the same completion's certificate at one moment: one row, and everybody holds it."""
    completion = completion_of()
    barrier = Barrier(RACERS)

    def ask(_: int) -> str:
        try:
            mine = Completion.objects.select_related("person", "version__module", "module").get(pk=completion.pk)
            barrier.wait()
            return issue_certificate(mine).public_code
        finally:
            connection.close()

    with ThreadPoolExecutor(RACERS) as pool:
        codes = set(pool.map(ask, range(RACERS)))
    assert codes == {Certificate.objects.get().public_code}
    assert CertificateEvent.objects.count() == 1


def test_thirty_two_at_once_get_one_certificate(file_database: str) -> None:
    race()


@pytest.mark.postgres
def test_thirty_two_at_once_get_one_certificate_on_postgresql(postgres_database: str) -> None:
    race()


@pytest.mark.django_db
def test_a_person_without_a_name_still_gets_one() -> None:
    assert certificate_of(PersonFactory(given_name="", family_name="")).snapshot["name"]["printed"] == "Name not given"
