from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "learning.notices"
    label = "notices"

    def ready(self) -> None:
        from . import receivers  # noqa: F401  connected by being imported
