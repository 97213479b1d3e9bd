"""allauth bent to the network's rules: nobody signs up by themselves, and one query loads a user with their person."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from learning.records.encryption import seal, unseal
from learning.workforce.models import User
from learning.workforce.user_with_person import user_with_person


class AccountAdapter(DefaultAccountAdapter):
    """Accounts come from invitations and workforce returns, never from a public form."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("This sign-in is switched off. Ask your HR team or the network team."),
        "cannot_remove_primary_email": _("Letters go to this address. Choose another one for them first."),
        "duplicate_email": _("This address is on your sign-in already."),
        "email_password_mismatch": _(
            "That e-mail address and password do not belong together. Check both, or choose a new password."
        ),
        "enter_current_password": _("Write the password you have now."),
        "incorrect_password": _("That is not your password. Try again, or choose a new one."),
        "too_many_login_attempts": _(
            "That was tried many times in a short while. To keep you safe, wait a few minutes and try again."
        ),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """Single sign-on finds people who are known; it never makes new ones."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False


class SecondFactorAdapter(DefaultMFAAdapter):
    """Second factors: their secrets sealed at rest, and errors that say what to do next."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _(
            "That code did not fit. Wait for the next one, and check that your phone shows the right time."
        ),
        "unverified_email": _("Confirm your e-mail address first: open the link that we sent you."),
    }

    def generate_authenticator_name(self, user: Any, type: Authenticator.Type) -> str:
        """What a new key is called until its owner says otherwise."""
        return gettext("Key %(number)s") % {"number": Authenticator.objects.filter(user=user, type=type).count() + 1}

    def encrypt(self, text: str) -> str:
        return seal(text).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(encrypted_text.encode())


class SignInBackend(AuthenticationBackend):
    """Signing in by e-mail and password; each request loads the user and their person in one query."""

    def get_user(self, user_id: int) -> User | None:
        user = user_with_person(user_id)
        return user if user is not None and self.user_can_authenticate(user) else None
