from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "learning.cases"
    label = "cases"

    def ready(self) -> None:
        from . import receivers  # noqa: F401  connected by being read
