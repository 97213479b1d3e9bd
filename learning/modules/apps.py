from django.apps import AppConfig


class ModulesConfig(AppConfig):
    name = "learning.modules"
    label = "modules"

    def ready(self) -> None:
        from . import receivers  # noqa: F401  connects them, before Wagtail connects its own
