"""What the portal does when another app has news."""

from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from tests.workforce.factories import RoleAssignmentFactory

PASSWORD = "a long enough phrase"


def test_enrolling_counts_as_using(client: Client, file_database: str, settings):
    """On a database with real commits: the news comes on commit, before the session is saved."""
    settings.LOGIN_REDIRECT_URL = "/leave/"
    cache.clear()
    user = RoleAssignmentFactory().user
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    assert client.get("/design/").headers["Location"].startswith(reverse("mfa_index"))
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    secret = client.get(reverse("mfa_activate_totp")).context["form"].secret
    code = format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))
    answer = client.post(reverse("mfa_activate_totp"), {"code": code}, follow=True)
    assert "Your recovery codes" in answer.content.decode()
    assert client.get("/design/").status_code == 200
