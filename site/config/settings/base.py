"""Settings that hold everywhere; what differs between places is read from the environment, with its default here."""

from pathlib import Path
from typing import Any

import environ
from django.utils.translation import gettext_lazy as _

ROOT = Path(__file__).resolve().parents[3]
env = environ.Env()

VAR_DIR = Path(env.str("VAR_DIR", default=str(ROOT / "var")))
DEMO = env.bool("DEMO", default=False)
PUBLIC_BASE_URL = env.str("PUBLIC_BASE_URL", default="http://localhost:8000").rstrip("/")

INSTALLED_APPS = [
    "learning.portal",
    "learning.coverage",
    "learning.requirements",
    "learning.certificates",
    "learning.cases",
    "learning.records",
    "learning.modules",
    "learning.workforce",
    "learning.blocks",
    "learning.audit",
    "learning.notices",
    "wagtail.contrib.settings",
    "wagtail.contrib.typed_table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django_tasks",
    "django_tasks_db",
    "django_htmx",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "learning.blocks.middleware.RefuseWhatIsTooLarge",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "learning.portal.middleware.KeepOutOfCaches",
    "allauth.account.middleware.AccountMiddleware",
    "learning.portal.middleware.RequireSecondFactor",
    "learning.portal.middleware.EditorForEditors",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "learning.modules.middleware.SayWhatIsUnfinished",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "learning.portal.context_processors.site_frame",
            ],
        },
    },
]
FORM_RENDERER = "learning.portal.forms.Renderer"

DATABASES: dict[str, dict[str, Any]] = {
    "default": env.db("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'db.sqlite3'}"),
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # Writers queue at BEGIN instead of failing half-way; readers never wait.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        # Without recursive triggers REPLACE deletes a row of the ledger past the trigger that forbids it.
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; "
        "PRAGMA recursive_triggers=ON;",
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 60
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# Sign-in: e-mail and password with a second factor for staff roles; sign-up is closed (portal.adapters).
AUTH_USER_MODEL = "workforce.User"
AUTHENTICATION_BACKENDS = ["learning.portal.adapters.SignInBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "my_learning"
ACCOUNT_ADAPTER = "learning.portal.adapters.AccountAdapter"
SOCIALACCOUNT_ADAPTER = "learning.portal.adapters.SocialAccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""  # the sender names the network; "[example.org]" in front reads as junk mail
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_FORMS = {
    "add_email": "learning.portal.forms.OtherAddressForm",
    "login": "learning.portal.forms.SignInForm",
    "reset_password": "learning.portal.forms.ForgottenPasswordForm",
    "reset_password_from_key": "learning.portal.forms.NewPasswordForm",
    "set_password": "learning.portal.forms.FirstPasswordForm",
    "change_password": "learning.portal.forms.OtherPasswordForm",
    "reauthenticate": "learning.portal.forms.PasswordAgainForm",
}
MFA_FORMS = {
    "authenticate": "learning.portal.forms.SecondFactorForm",
    "reauthenticate": "learning.portal.forms.SecondFactorAgainForm",
    "activate_totp": "learning.portal.forms.EnrolAppForm",
    "add_webauthn": "learning.portal.forms.AddKeyForm",
    "edit_webauthn": "learning.portal.forms.RenameKeyForm",
}
MFA_ADAPTER = "learning.portal.adapters.SecondFactorAdapter"
# How many proxies in front may be believed about whose address a request comes from: limits count by address.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=0)
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_TOTP_ISSUER = "Connected Learning"

LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", _("English")), ("cy", _("Welsh")), ("pl", _("Polish")), ("ur", _("Urdu"))]
LOCALE_PATHS = [ROOT / "locale"]
TIME_ZONE = "Europe/London"
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]  # days are those of London: an editor abroad must not make other ones
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [ROOT / "site" / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"
LARGEST_UPLOAD = env.int("LARGEST_UPLOAD_MB", default=200) * 1024**2
"""Bytes of the largest file that comes in; whatever declares more is refused before it is read."""
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    # Certificates and other files of one person: never below MEDIA_URL, handed out by views alone.
    "private": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": VAR_DIR / "private"}},
}

CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
# Hosts whose films may be shown in a frame, and then only once somebody presses Play: the content policy names them.
VIDEO_HOSTS: list[str] = env.list("VIDEO_HOSTS", default=["www.youtube-nocookie.com", "player.vimeo.com"])
X_FRAME_OPTIONS = "SAMEORIGIN"  # Wagtail's preview is a frame of our own pages
SESSION_ENGINE = "learning.portal.session_store"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 60 * 60 * 12
PERMISSIONS_POLICY: dict[str, list[str]] = {
    name: [] for name in ("camera", "geolocation", "microphone", "payment", "usb", "accelerometer", "gyroscope")
}
CONTENT_SECURITY_POLICY: dict[str, Any] = {
    # Wagtail's editor still inlines scripts; its screens are for signed-in editors only.
    "EXCLUDE_URL_PREFIXES": ["/cms/"],
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "frame-src": ["'self'", *(f"https://{host}" for host in VIDEO_HOSTS)],
        "object-src": ["'none'"],
        "base-uri": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'self'"],
    },
}

# Bank holidays proclaimed once, beside those that the rule knows: support lines keep other hours on them.
EXTRA_BANK_HOLIDAYS: list[str] = env.list("EXTRA_BANK_HOLIDAYS", default=[])

WAGTAIL_SITE_NAME = "Connected Learning"
WAGTAILADMIN_BASE_URL = PUBLIC_BASE_URL
WAGTAILADMIN_LOGIN_URL = "account_login"
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
# What changed under review is read anew by everybody.
WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = True
WAGTAIL_FINISH_WORKFLOW_ACTION = "learning.modules.finish_review.let_it_out"
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "learning.blocks.forms.UploadForm"
WAGTAILIMAGES_IMAGE_FORM_BASE = "learning.blocks.forms.PictureForm"
WAGTAILDOCS_EXTENSIONS = ["mp4", "webm", "pdf", "docx", "pptx", "xlsx", "odt", "ods", "odp"]
# "simple" lets PostgreSQL find whole words, as SQLite does: the same question has the same answer on both.
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "config.search_backend", "SEARCH_CONFIG": "simple"}}
WAGTAIL_I18N_ENABLED = False

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="Connected Learning <noreply@localhost>")
vars().update(env.email("EMAIL_URL", default="consolemail://"))

# Reflections and shared secrets at rest. Newest key first; older ones still decrypt.
REFLECTION_KEYS: list[str] = env.list("REFLECTION_KEYS", default=[])
