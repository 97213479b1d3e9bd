from django.apps import AppConfig


class RecordsConfig(AppConfig):
    name = "learning.records"
    label = "records"

    def ready(self) -> None:
        from . import receivers  # noqa: F401  connected by being read
