from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "learning.portal"
    label = "portal"

    def ready(self) -> None:
        from . import receivers  # noqa: F401  connected by being read
        from .words_of_forms import say_it_kindly

        say_it_kindly()
