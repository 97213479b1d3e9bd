"""After a new key came first, everything sealed is sealed with it, whoever stops it in the middle."""

import datetime as dt
import uuid
from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.mfa.utils import decrypt
from cryptography.fernet import Fernet
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db.models import BinaryField, Model
from pytest_django import DjangoAssertNumQueries, Settings

from learning.cases.models import CaseReflection, CaseReport
from learning.portal.actions.reseal_second_factors import reseal_second_factors
from learning.portal.models import DeviceKey
from learning.portal.sealed import SEALED
from learning.records.actions.reseal_column import reseal_column
from learning.records.encryption import Resealed, seal, unseal
from learning.records.models import Corroboration, DownloadReceipt, PracticeFollowUp, Reflection
from learning.records.note import Note, pack, unpack
from tests.cases.factories import published
from tests.records.factories import AttemptFactory, CompletionFactory
from tests.workforce.factories import UserFactory

pytestmark = pytest.mark.django_db

OLD, NEW, LOST = (Fernet.generate_key().decode() for _ in range(3))


def resealed() -> str:
    out = StringIO()
    call_command("reseal", stdout=out, stderr=StringIO())
    return out.getvalue()


def reflect(text: str) -> Reflection:
    attempt = AttemptFactory()
    return Reflection.objects.create(attempt=attempt, block_id="r1", sealed_text=pack(Note(text, {})) if text else b"")


@pytest.fixture
def sealed(settings: Settings) -> list[Reflection]:
    """Three notes, one taken back, and two second factors, all under the old key; then a new one comes first."""
    settings.REFLECTION_KEYS = [OLD]
    notes = [reflect(text) for text in ("One", "Two", "Three", "")]
    user = UserFactory()
    TOTP.activate(user, generate_totp_secret())
    RecoveryCodes.activate(user)
    settings.REFLECTION_KEYS = [NEW, OLD]
    return notes


def read(notes: list[Reflection]) -> list[str]:
    for note in notes:
        note.refresh_from_db()
    return [unpack(bytes(note.sealed_text)).text for note in notes if note.sealed_text]


def test_afterwards_the_old_key_can_go(sealed: list[Reflection], settings: Settings) -> None:
    factors = {factor.pk: factor for factor in Authenticator.objects.all()}
    secret = decrypt(next(f.data["secret"] for f in factors.values() if "secret" in f.data))
    codes = RecoveryCodes(next(f for f in factors.values() if "seed" in f.data)).get_unused_codes()
    said = resealed()
    assert "own words: 3 sealed anew, 0 were already" in said
    assert "second factors: 2 sealed anew, 0 were already" in said
    assert "The others can leave REFLECTION_KEYS." in said
    settings.REFLECTION_KEYS = [NEW]
    assert read(sealed) == ["One", "Two", "Three"]
    totp = Authenticator.objects.get(type=Authenticator.Type.TOTP)
    assert decrypt(totp.data["secret"]) == secret
    assert RecoveryCodes(Authenticator.objects.get(type="recovery_codes")).get_unused_codes() == codes


def test_every_sealed_column_is_among_them() -> None:
    """A new one that nobody names here would be lost with the old key."""
    binary = {
        (model, column.name)
        for model in apps.get_models()
        if model.__module__.startswith("learning.")
        for column in model._meta.get_fields()
        if isinstance(column, BinaryField) or column.name.startswith("sealed")
    } - {(DownloadReceipt, "content")}  # a file that was handed out, and never was sealed
    assert binary == {(model, column) for _, model, column in SEALED}


def test_each_sealed_column_follows(settings: Settings) -> None:
    settings.REFLECTION_KEYS = [OLD]
    follow_up = PracticeFollowUp.objects.create(
        completion=CompletionFactory(), closes_on=dt.date(2026, 9, 1), sealed_example=seal("An example")
    )
    case_note = CaseReflection.objects.create(
        person=follow_up.completion.person,
        case=published(),
        sealed_text=seal("A note on a case"),
        reflected_on=dt.date(2026, 3, 2),
    )
    rows: list[tuple[Model, str, str]] = [
        (reflect("A thought"), "sealed_text", "A thought"),
        (case_note, "sealed_text", "A note on a case"),
        (follow_up, "sealed_example", "An example"),
        (
            Corroboration.objects.create(
                follow_up=follow_up,
                sealed_address=seal("m@example.org"),
                shares_example=False,
                closes_on=dt.date(2026, 9, 1),
            ),
            "sealed_address",
            "m@example.org",
        ),
        (
            CaseReport.objects.create(key=uuid.uuid4(), about="me", sealed_contact=seal("r@example.org")),
            "sealed_contact",
            "r@example.org",
        ),
        (DeviceKey.objects.create(user=UserFactory(), sealed_key=seal("a key")), "sealed_key", "a key"),
    ]
    assert {(type(row), column) for row, column, _ in rows} == {(model, column) for _, model, column in SEALED}
    settings.REFLECTION_KEYS = [NEW, OLD]
    resealed()
    settings.REFLECTION_KEYS = [NEW]
    for row, column, text in rows:
        row.refresh_from_db()
        assert text in unseal(getattr(row, column))


def test_a_second_time_changes_nothing(sealed: list[Reflection]) -> None:
    resealed()
    before = list(Reflection.objects.order_by("pk").values_list("sealed_text"))
    said = resealed()
    assert "own words: 0 sealed anew, 3 were already" in said
    assert "second factors: 0 sealed anew, 2 were already" in said
    assert list(Reflection.objects.order_by("pk").values_list("sealed_text")) == before


def test_stopped_after_a_chunk_it_goes_on_from_there(sealed: list[Reflection]) -> None:
    assert next(reseal_column(Reflection, "sealed_text", chunk=2)) == Resealed(resealed=2)
    assert list(reseal_column(Reflection, "sealed_text", chunk=2)) == [Resealed(as_it_was=2), Resealed(resealed=1)]
    assert next(reseal_second_factors(chunk=1)) == Resealed(resealed=1)
    assert list(reseal_second_factors(chunk=1)) == [Resealed(as_it_was=1), Resealed(resealed=1)]
    assert read(sealed) == ["One", "Two", "Three"]


def test_what_no_key_opens_is_left_and_said(sealed: list[Reflection], settings: Settings) -> None:
    settings.REFLECTION_KEYS = [LOST]
    strange = reflect("Under a lost key")
    before = bytes(strange.sealed_text)
    settings.REFLECTION_KEYS = [NEW, OLD]
    with pytest.raises(CommandError, match="No key opens 1 of them"):
        resealed()
    strange.refresh_from_db()
    assert bytes(strange.sealed_text) == before
    assert read(sealed) == ["One", "Two", "Three"]


def test_what_is_sealed_already_costs_no_write(
    sealed: list[Reflection], django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    resealed()
    with django_assert_max_num_queries(100) as asked:
        [list(reseal_column(model, column)) for _, model, column in SEALED]
        list(reseal_second_factors())
    assert not any(query["sql"].startswith("UPDATE") for query in asked.captured_queries)
