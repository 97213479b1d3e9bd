from django.apps import AppConfig


class CoverageConfig(AppConfig):
    name = "learning.coverage"
    label = "coverage"

    def ready(self) -> None:
        from . import receivers  # noqa: F401  connects them
