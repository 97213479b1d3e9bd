from django.apps import AppConfig


class CertificatesConfig(AppConfig):
    name = "learning.certificates"
    label = "certificates"

    def ready(self) -> None:
        from . import checks, receivers  # noqa: F401  both register themselves
