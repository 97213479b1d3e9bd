"""Write to the first administrator of a network: who they are here, and the link that sets their password."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from learning.workforce.models import User
from learning.workforce.network_name import network_name


def welcome_administrator(user: User, request: HttpRequest) -> None:
    """Send the letter. Its link is one of a forgotten password: it works once, and as long as those do."""
    adapter = get_adapter()
    key = f"{user_pk_to_url_str(user)}-{default_token_generator.make_token(user)}"
    context = {
        "user": user,
        "network": network_name(),
        "password_reset_url": adapter.get_reset_password_from_key_url(key),
        "sign_in_url": request.build_absolute_uri(reverse("account_login")),
        "forgotten_url": request.build_absolute_uri(reverse("account_reset_password")),
        "days": settings.PASSWORD_RESET_TIMEOUT // (24 * 60 * 60),
        "request": request,
    }
    adapter.send_mail("account/email/welcome_administrator", user.email, context)
