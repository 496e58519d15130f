"""All settings of Fallow, fed by the environment. `docs/operations.md` lists the variables."""

import logging
from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY", default="")
if not SECRET_KEY:
    if not DEBUG:
        raise ImproperlyConfigured("SECRET_KEY is not set. Give a long random text; sessions are signed with it.")
    SECRET_KEY = "only-for-trying-out-never-for-people"  # noqa: S105 - refused unless DEBUG is on
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.postgres",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "csp",
    "rest_framework",
    "drf_spectacular",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "athletes",
    "notices",
    "readiness",
    "plans",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "athletes.uploads.BodyLimitMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "athletes.languages.LanguageMiddleware",
    "athletes.access.SignInRequiredMiddleware",
    "athletes.access.ActorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "athletes.known_devices.KnownDeviceMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "athletes.access.actor_context",
            ],
            "builtins": ["athletes.templatetags.days"],
        },
    }
]

# --- Where state lives -------------------------------------------------------------------------
if not env.str("DATABASE_URL", default=""):
    raise ImproperlyConfigured(
        "DATABASE_URL is not set. `make run` and `make test` bring their own PostgreSQL; "
        "otherwise give postgres://user:password@host:5432/name."
    )
DATABASES = {"default": env.db("DATABASE_URL")}
DATABASES["default"]["OPTIONS"] = {
    **DATABASES["default"].get("OPTIONS", {}),
    "pool": {"min_size": 1, "max_size": env.int("DATABASE_POOL_SIZE", default=8), "timeout": 10},
    # Values travel apart from statements: one is planned once, and no log of the database's quotes anybody's data.
    "server_side_binding": True,
    "prepare_threshold": 5 if env.bool("DATABASE_PREPARED", default=True) else None,
}
# A connection that died with its server is replaced, not handed to a request.
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env.str("REDIS_URL", default="")
# Celery names a Redis on a unix socket differently than redis-py does.
CELERY_BROKER_URL = env.str("BROKER_URL", default=REDIS_URL.replace("unix://", "redis+socket://", 1))
SESSION_ENGINE = "django.contrib.sessions.backends.db"

# --- People ------------------------------------------------------------------------------------
AUTH_USER_MODEL = "athletes.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]
# E-mail is unique without regard to case (a constraint on Lower("email")), which this check cannot read.
SILENCED_SYSTEM_CHECKS = ["auth.E003"]
LOGIN_URL = "sign_in"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "sign_in"

# --- Signing in: docs/decisions/0012-signing-in.md ---------------------------------------------
_CODE_S = 15 * 60
ACCOUNT_ADAPTER = "athletes.account_adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # an invitation proves an address, or a coach knows it
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # we send our own: the library's leads to a sign-up
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = _CODE_S
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = ACCOUNT_PASSWORD_RESET_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True  # a link would carry its key into logs and histories
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = _CODE_S
ACCOUNT_RATE_LIMITS = MFA_RATE_LIMITS = False  # athletes.sign_in_limits: the library's do not hold in parallel
ACCOUNT_FORMS = {
    "login": "athletes.sign_in_forms.SignInForm",
    "request_login_code": "athletes.sign_in_forms.AskForCodeForm",
    "confirm_login_code": "athletes.sign_in_forms.SignInCodeForm",
    "reset_password": "athletes.sign_in_forms.AskForResetForm",
    "confirm_password_reset_code": "athletes.sign_in_forms.ResetCodeForm",
    "reset_password_from_key": "athletes.sign_in_forms.ResetPasswordForm",
    "reauthenticate": "athletes.sign_in_forms.ConfirmForm",
}
MFA_ADAPTER = "athletes.account_adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # nobody makes an account by themselves
MFA_TOTP_TOLERANCE = 1
MFA_FORMS = {
    "authenticate": "athletes.sign_in_forms.SecondStepForm",
    "reauthenticate": "athletes.sign_in_forms.ConfirmByCodeForm",
    "activate_totp": "athletes.sign_in_forms.AppForm",
    "add_webauthn": "athletes.sign_in_forms.PasskeyForm",
    "edit_webauthn": "athletes.sign_in_forms.PasskeyNameForm",
    "login_webauthn": "athletes.sign_in_forms.PasskeySignInForm",
    "authenticate_webauthn": "athletes.sign_in_forms.PasskeySecondStepForm",
    "reauthenticate_webauthn": "athletes.sign_in_forms.ConfirmByPasskeyForm",
}

# --- Rights --------------------------------------------------------------------------------------
ERASURES_FILE = env.str("ERASURES_FILE", default="")
"""Where the random keys of who was erased are written down, outside the database, for the day a backup is restored."""

# --- Messages to phones ----------------------------------------------------------------------------
PUSH_PRIVATE_KEY = env.str("PUSH_PRIVATE_KEY", default="")
"""From `manage.py make_push_key`; without one there are mails only."""
PUSH_ORIGINS = env.list("PUSH_ORIGINS", default=[])
"""Push services besides those of the known browsers, such as https://push.example.org."""

# --- Words and time ----------------------------------------------------------------------------
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("de", "Deutsch"), ("es", "Español"), ("fr", "Français")]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
TIME_ZONE = "UTC"
USE_TZ = True

# --- Files -------------------------------------------------------------------------------------
STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_FROM_SOURCE = env.bool("STATIC_FROM_SOURCE", default=DEBUG)
WHITENOISE_USE_FINDERS = STATIC_FROM_SOURCE
WHITENOISE_AUTOREFRESH = STATIC_FROM_SOURCE
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if STATIC_FROM_SOURCE
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

# --- Safety ------------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
HTTPS = env.bool("HTTPS", default=not DEBUG)
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_AGE = 30 * 24 * 3600
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 256 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
if env.bool("BEHIND_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    ALLAUTH_TRUSTED_PROXY_COUNT = 1

# --- REST --------------------------------------------------------------------------------------
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["athletes.tokens.TokenAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "config.api_errors.answer",
    "NON_FIELD_ERRORS_KEY": "body",
    "COERCE_DECIMAL_TO_STRING": False,
    "URL_FORMAT_OVERRIDE": None,
    "UNICODE_JSON": False,  # an error may name what was sent, and not every JSON text can be written as UTF-8
    "UNAUTHENTICATED_USER": None,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Fallow",
    "DESCRIPTION": "Athletes, plans, weeks, sessions, daily logs and decisions of one team, for one token.",
    "VERSION": "1",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.AllowAny"],
    "SERVE_AUTHENTICATION": [],
    "AUTHENTICATION_WHITELIST": [],  # drf-spectacular cannot read ours; the next two lines say it
    "APPEND_COMPONENTS": {"securitySchemes": {"token": {"type": "http", "scheme": "bearer"}}},
    "SECURITY": [{"token": []}],
    "POSTPROCESSING_HOOKS": ["drf_spectacular.hooks.postprocess_schema_enums", "config.api_errors.document"],
    "ENUM_NAME_OVERRIDES": {
        "PhaseKind": "plans.models.PhaseKind",
        "SessionKind": "plans.models.SessionKind",
        "AnswerKind": "plans.models.AnswerKind",
    },
}

# --- Clock and queue ---------------------------------------------------------------------------
# Queues only hint: the database knows which nights are owed, so a lost message costs a minute.
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, object] = (
    {"socket_timeout": 5, "socket_connect_timeout": 5, "visibility_timeout": 600}
    if CELERY_BROKER_URL.startswith("redis")
    else {}
)
if CELERY_BROKER_URL.startswith("filesystem"):
    _queue = Path(env.str("FALLOW_STATE_DIR")) / "queue"
    _queue.mkdir(parents=True, exist_ok=True)
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(_queue),
        "data_folder_out": str(_queue),
        "control_folder": str(_queue / "control"),
        "polling_interval": 0.1,
    }
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_SERIALIZER = "json"
CELERY_TIMEZONE = "UTC"
CELERY_WORKER_HIJACK_ROOT_LOGGER = False  # its lines go where ours go, and say as little

NIGHT_HOUR = 3
"""Local hour at which an athlete's night is over and may be decided (0-23)."""
NIGHT_CHUNK_SIZE = env.int("NIGHT_CHUNK_SIZE", default=500)
"""Athletes decided in one transaction."""

# --- Mail and log ------------------------------------------------------------------------------
EMAIL_CONFIG = env.email_url("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)
DEFAULT_FROM_EMAIL = env.str("FROM_EMAIL", default="Fallow <fallow@localhost>")
SITE_URL = env.str("SITE_URL", default="http://localhost:8000").rstrip("/")
"""Where people reach the site: for links in e-mails that the clock sends."""
if not DEBUG:
    DEFAULT_EXCEPTION_REPORTER = "athletes.error_reports.Report"


def one_line_unless_broken(record: logging.LogRecord) -> bool:
    """A refusal (4xx) is no fault in the code, so it needs no traceback."""
    if record.levelno < logging.ERROR:
        record.exc_info = None
    return True


LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "class": "athletes.error_reports.Discreet",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
        }
    },
    "filters": {
        "one_line_unless_broken": {"()": "django.utils.log.CallbackFilter", "callback": one_line_unless_broken},
        "kind_only": {"()": "athletes.error_reports.KindOnly"},
        "no_invitation_codes": {"()": "athletes.log_filters.NoInvitationCodes"},
    },
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["no_invitation_codes"]}
    },
    "loggers": {
        "django.request": {"filters": ["one_line_unless_broken", "no_invitation_codes"]},
        "celery.app.trace": {"filters": ["kind_only"]},
    },
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO")},
}
