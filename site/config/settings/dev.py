"""Development and the demonstration: one machine, keys made at first start and kept in VAR_DIR."""

import secrets

from cryptography.fernet import Fernet

from .base import *  # noqa: F403  settings files are read as one
from .base import STATIC_ROOT, STORAGES, VAR_DIR, env


def _kept(name: str, made: str) -> str:
    """The secret in VAR_DIR/keys/<name>; written from `made` at the first start."""
    path = VAR_DIR / "keys" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(made)
    return path.read_text().strip()


DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY", default="") or _kept("secret_key", secrets.token_urlsafe(50))
REFLECTION_KEYS = env.list("REFLECTION_KEYS", default=[]) or [_kept("reflection_key", Fernet.generate_key().decode())]
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
WHITENOISE_USE_FINDERS = True
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # stays empty; WhiteNoise warns when it is missing
WHITENOISE_AUTOREFRESH = DEBUG
# Passkeys need a secure origin; http://localhost counts as one only here.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
