"""Production: everything secret comes from the environment, and a missing one stops the start with its name."""

from .base import *  # noqa: F403  settings files are read as one
from .base import env

DEBUG = False
SECRET_KEY = env.str("SECRET_KEY")
REFLECTION_KEYS = env.list("REFLECTION_KEYS")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS")
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=1)
SECURE_SSL_REDIRECT = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
# Limits on sign-in, codes and certificate checks count across all processes: they need a cache that is shared.
CACHES = {"default": env.cache_url("CACHE_URL", default="dbcache://shared_cache")}
# Wagtail previews our own pages in a frame of our own site; frame-ancestors 'self' says the same to newer browsers.
SILENCED_SYSTEM_CHECKS = ["security.W019"]
# W019 wants no frame at all; Wagtail's preview is a frame of our own pages.
SILENCED_SYSTEM_CHECKS = ["security.W019"]
