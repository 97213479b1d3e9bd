from django.http import HttpRequest

from learning.workforce.models import User


class SignedInRequest(HttpRequest):
    """The request as a view behind `login_required` gets it."""

    user: User
