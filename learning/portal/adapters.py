"""allauth bent to the network's rules: nobody signs up by themselves, and one query loads a user with their person."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.http import HttpRequest

from learning.workforce.models import User


class AccountAdapter(DefaultAccountAdapter):
    """Accounts come from invitations and workforce returns, never from a public form."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """Single sign-on finds people who are known; it never makes new ones."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False


class SignInBackend(AuthenticationBackend):
    """Signing in by e-mail and password; each request loads the user and their person in one query."""

    def get_user(self, user_id: int) -> User | None:
        user = User.objects.select_related("person").filter(pk=user_id).first()
        return user if user is not None and self.user_can_authenticate(user) else None
