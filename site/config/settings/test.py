"""Tests: quick hashes, mail in memory, nothing written outside a temporary folder."""

import os
import tempfile

os.environ.setdefault("VAR_DIR", tempfile.mkdtemp(prefix="connected-learning-test-"))

from .base import *  # noqa: F403  settings files are read as one
from .base import STORAGES

SECRET_KEY = "a-key-for-tests-alone"  # noqa: S105
REFLECTION_KEYS = ["MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="]
DEBUG = False
ALLOWED_HOSTS = ["testserver", "localhost"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
WHITENOISE_AUTOREFRESH = True  # no folder of collected files to scan, and no warning that it is missing
