from .certificate import Certificate, State
from .certificate_event import CertificateEvent, Happening
from .template_version import TemplateVersion

__all__ = ["Certificate", "CertificateEvent", "Happening", "State", "TemplateVersion"]
