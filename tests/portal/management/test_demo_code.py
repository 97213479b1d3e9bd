"""A code of the demonstration comes with time enough to type it."""

from io import StringIO

import pytest
import time_machine
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.management import CommandError, call_command
from pytest_django import Settings

from learning.portal.management.commands.demo_code import Command
from tests.workforce.factories import PersonFactory

pytestmark = pytest.mark.django_db
START = 1_780_000_020  # the first second of a period of thirty


@pytest.fixture
def totp(settings: Settings) -> TOTP:
    settings.DEMO = True
    person = PersonFactory(with_login=True, is_invented=True)
    return TOTP(TOTP.activate(person.user, generate_totp_secret()).instance)


def printed(totp: TOTP) -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    call_command("demo_code", totp.instance.user.email, stdout=out, stderr=err)
    return out.getvalue().strip(), err.getvalue()


@pytest.mark.parametrize(("second", "waited", "left"), [(0, 0, 30), (22, 0, 8), (23, 7, 30), (29, 1, 30)])
def test_with_few_seconds_left_it_waits_for_the_next(
    totp: TOTP, monkeypatch: pytest.MonkeyPatch, second: int, waited: int, left: int
) -> None:
    with time_machine.travel(START + second, tick=False) as clock:
        waits: list[float] = []

        def wait(seconds: float) -> None:
            waits.append(seconds)
            clock.shift(seconds)

        monkeypatch.setattr(Command, "wait", staticmethod(wait))
        code, said = printed(totp)
        assert sum(waits) == waited
        assert ("waiting for the next one" in said) is bool(waited)
        assert f"It works for {left} more seconds, and once." in said
        assert totp.validate_code(code)


def test_a_real_site_prints_none(totp: TOTP, settings: Settings) -> None:
    settings.DEMO = False
    with pytest.raises(CommandError, match="your own authenticator app"):
        printed(totp)
