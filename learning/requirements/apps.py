from django.apps import AppConfig


class RequirementsConfig(AppConfig):
    name = "learning.requirements"
    label = "requirements"

    def ready(self) -> None:
        from . import receivers  # noqa: F401  connects them
