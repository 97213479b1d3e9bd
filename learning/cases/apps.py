from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "learning.cases"
    label = "cases"

    def ready(self) -> None:
        from learning.deidentification import lexicon

        from . import receivers  # noqa: F401  connected by being read
        from .local_names import local_names

        lexicon.learn_from(local_names)
