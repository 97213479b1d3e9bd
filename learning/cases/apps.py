from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "learning.cases"
    label = "cases"

    def ready(self) -> None:
        from django.db.models.signals import post_migrate, pre_migrate

        from learning.deidentification import lexicon

        from . import receivers  # noqa: F401  connected by being read
        from .keeps_held import keep_held, let_go
        from .local_names import local_names

        lexicon.learn_from(local_names)
        pre_migrate.connect(let_go, sender=self)
        post_migrate.connect(keep_held, sender=self)
