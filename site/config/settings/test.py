"""Tests: quick hashes, mail in memory, nothing written outside a temporary folder."""

import os

from config.scratch import folder_of_this_run

if "VAR_DIR" not in os.environ:
    os.environ["VAR_DIR"] = str(folder_of_this_run())

from .base import *  # noqa: F403  settings files are read as one
from .base import STORAGES

SECRET_KEY = "a-key-for-tests-alone"  # noqa: S105  nothing real is sealed with it
REFLECTION_KEYS = ["MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="]
DEBUG = False
ALLOWED_HOSTS = ["testserver", "localhost"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
WHITENOISE_AUTOREFRESH = True  # no folder of collected files to scan, and no warning that it is missing
