import json

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from allauth.mfa.utils import decrypt

from tests.workforce.factories import UserFactory

pytestmark = pytest.mark.django_db


def test_the_secret_of_an_app_is_sealed_and_its_codes_still_fit() -> None:
    secret = generate_totp_secret()
    TOTP.activate(UserFactory(), secret)
    factor = Authenticator.objects.get()
    assert secret not in json.dumps(factor.data)
    code = format_hotp_value(hotp_value(secret, max(yield_hotp_counters_from_time())))
    assert TOTP(factor).validate_code(code)


def test_recovery_codes_come_from_a_sealed_seed_and_still_fit() -> None:
    codes = RecoveryCodes.activate(UserFactory())
    factor = Authenticator.objects.get(type=Authenticator.Type.RECOVERY_CODES)
    assert decrypt(factor.data["seed"]) not in json.dumps(factor.data)
    assert codes.validate_code(codes.get_unused_codes()[0])
