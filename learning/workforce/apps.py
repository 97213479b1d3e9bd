from django.apps import AppConfig


class WorkforceConfig(AppConfig):
    name = "learning.workforce"
    label = "workforce"

    def ready(self) -> None:
        from . import receivers  # noqa: F401  connected by being imported
