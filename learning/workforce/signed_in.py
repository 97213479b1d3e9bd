"""A request as views get it behind the decorators that ask for signing in."""

from django.http import HttpRequest

from .models import User


class SignedInRequest(HttpRequest):
    """For types alone: `user` is somebody, and no query finds out who."""

    user: User
