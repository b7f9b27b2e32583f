"""Settings of every process. Each variable is explained in docs/howto/settings.md.

Development binds to this machine only; production (`MOTCUA_ENVIRONMENT=production`) refuses to
start without the secrets and names it needs.
"""

from datetime import timedelta
from pathlib import Path

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from motcua.project import embedded, environment
from motcua.project.logs import configure_structlog, log_configuration
from motcua.project.paths import CHECKOUT, NODE_MODULES, VAR

ENVIRONMENT = environment.text("MOTCUA_ENVIRONMENT", "development")
if ENVIRONMENT not in {"development", "production"}:
    raise ImproperlyConfigured(f"MOTCUA_ENVIRONMENT={ENVIRONMENT!r}: write development or production")
PRODUCTION = ENVIRONMENT == "production"
DEBUG = environment.flag("MOTCUA_DEBUG")
if PRODUCTION and DEBUG:
    raise ImproperlyConfigured(
        "MOTCUA_DEBUG shows the inside of the system to everybody; never in production"
    )

# --- What runs ---

INSTALLED_APPS = [
    "motcua.project",
    "motcua.apps.ops",
    "motcua.apps.lookup",
    "motcua.apps.feedback",
    "motcua.apps.filing",
    "motcua.apps.notifications",
    "motcua.apps.payments",
    "motcua.apps.dossiers",
    "motcua.apps.catalog",
    "motcua.apps.deadlines",
    "motcua.apps.documents",
    "motcua.apps.citizens",
    "motcua.apps.organization",
    "motcua.apps.audit",
    "motcua.channels.api",
    "motcua.channels.office",
    "motcua.channels.portal",
    "motcua.ui",
    "procrastinate.contrib.django",
    "axes",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_htmx",
    "csp",
    "django_linear_migrations",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "django.forms",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "motcua.project.middleware.request_reference",
    "motcua.project.middleware.quiet_connection",
    "django.middleware.security.SecurityMiddleware",
    "motcua.project.middleware.permissions_policy",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "motcua.project.middleware.session_lock",
    "django_otp.middleware.OTPMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "motcua.project.urls"
WSGI_APPLICATION = "motcua.project.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]

# --- Data ---

DATABASES = {
    "default": environment.database(
        environment.text("DATABASE_URL", "" if PRODUCTION else embedded.DEFAULT.url()),
        pool=environment.number("DATABASE_POOL", 0),
    )
}
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"

MOTCUA_FILES = Path(environment.text("MOTCUA_FILES", str(VAR / "files")))
MOTCUA_UPLOAD_MAX_BYTES = environment.number("MOTCUA_UPLOAD_MAX_BYTES", 20 * 1024 * 1024)
MOTCUA_UPLOAD_TYPES = environment.words("MOTCUA_UPLOAD_TYPES")
MOTCUA_SCANNED_FILES_ONLY = environment.flag(
    "MOTCUA_SCANNED_FILES_ONLY", default=bool(environment.text("MOTCUA_CLAMAV"))
)
MOTCUA_CLAMAV = environment.text("MOTCUA_CLAMAV")
MOTCUA_LINK_SECONDS = environment.number("MOTCUA_LINK_SECONDS", 300)
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000  # A process of a hundred steps is one form.
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
STORAGES = {
    "default": {
        "BACKEND": "motcua.connectors.storage.by_content.ContentStorage",
        "OPTIONS": {"root": MOTCUA_FILES},
    },
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}

# --- People and their sessions ---

AUTH_USER_MODEL = "organization.Account"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
LOGIN_URL = "office:login"
LOGIN_REDIRECT_URL = "/office/"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "motcua.project.passwords.StrongEnough"},  # R-I10
]

AXES_FAILURE_LIMIT = 5  # R-I14: at most five failures, then locked for at least twelve hours ...
AXES_COOLOFF_TIME = timedelta(hours=12)
AXES_LOCKOUT_PARAMETERS = ["username"]  # ... whatever the address, as the account is what is guarded.
AXES_RESET_ON_SUCCESS = True
AXES_ENABLE_ADMIN = False
AXES_DISABLE_ACCESS_LOG = True  # The audit journal keeps successful log-ins.
AXES_VERBOSE = False
SILENCED_SYSTEM_CHECKS = ["axes.W006"]  # It asks for locks by address; see above.

OTP_TOTP_ISSUER = "Một cửa điện tử"

SESSION_ENGINE = "motcua.apps.organization.sessions"  # Django's, each session with its account.
SESSION_COOKIE_NAME = "motcua_session"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
MOTCUA_SESSION_LOCK = timedelta(minutes=15)  # R-I15
MOTCUA_SESSION_LOCK_ADMINISTRATOR = timedelta(minutes=5)  # R-I15


MOTCUA_IDENTITY_ISSUER = environment.text("MOTCUA_IDENTITY_ISSUER", "")
MOTCUA_IDENTITY_CLIENT_ID = environment.text("MOTCUA_IDENTITY_CLIENT_ID", "")
MOTCUA_IDENTITY_CLIENT_SECRET = environment.text("MOTCUA_IDENTITY_CLIENT_SECRET", "")
MOTCUA_IDENTITY_SCOPE = environment.text("MOTCUA_IDENTITY_SCOPE", "openid")
MOTCUA_IDENTITY_LEVEL = environment.text("MOTCUA_IDENTITY_LEVEL", "")
if MOTCUA_IDENTITY_ISSUER and not (MOTCUA_IDENTITY_CLIENT_ID and MOTCUA_IDENTITY_CLIENT_SECRET):
    raise ImproperlyConfigured("MOTCUA_IDENTITY_ISSUER needs MOTCUA_IDENTITY_CLIENT_ID and _CLIENT_SECRET")

# --- What browsers are told ---

ALLOWED_HOSTS = environment.words("MOTCUA_HOSTS", "" if PRODUCTION else "127.0.0.1,localhost,[::1]")
CSRF_TRUSTED_ORIGINS = environment.words("MOTCUA_ORIGINS")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = PRODUCTION
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_USE_SESSIONS = False
CSRF_FAILURE_VIEW = "motcua.project.refusals.forged"
CSRF_COOKIE_HTTPONLY = True
SECURE_SSL_REDIRECT = PRODUCTION
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PRODUCTION else None
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = PRODUCTION
SECURE_HSTS_PRELOAD = False  # The domain belongs to the province, which decides for all its names.
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
MOTCUA_EMBEDDING_SITES = environment.words("MOTCUA_EMBEDDING_SITES")  # R-S19; none: every site.
MOTCUA_PERMISSIONS_POLICY = "camera=(self), geolocation=(), microphone=(), payment=(), usb=()"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [
            SELF,
            "data:",
            "blob:",
        ],  # Icons inside Bootstrap's own style sheet; pictures before upload.
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

# --- Static files, language, time ---

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # WhiteNoise complains when it is missing.
STATICFILES_DIRS = [
    ("vendor/bootstrap", NODE_MODULES / "bootstrap" / "dist"),
    ("vendor/bpmn-js", NODE_MODULES / "bpmn-js" / "dist"),
    ("vendor/bootstrap-icons", NODE_MODULES / "bootstrap-icons" / "font"),
    ("vendor/be-vietnam-pro", NODE_MODULES / "@fontsource" / "be-vietnam-pro"),
    ("vendor/htmx", NODE_MODULES / "htmx.org" / "dist"),
    ("vendor/tus", NODE_MODULES / "tus-js-client" / "dist"),
]
WHITENOISE_USE_FINDERS = not PRODUCTION  # Production gathers and compresses them when it starts to serve.
WHITENOISE_AUTOREFRESH = DEBUG
MOTCUA_FONT_DIRS = [NODE_MODULES / "@expo-google-fonts" / "tinos"]
MOTCUA_ALLOW_FUTURE_BIRTH = environment.flag("MOTCUA_ALLOW_FUTURE_BIRTH", default=not PRODUCTION)
MOTCUA_PROVINCE = Path(environment.text("MOTCUA_PROVINCE", str(CHECKOUT / "demo" / "hung-yen")))

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [CHECKOUT / "src" / "motcua" / "locale"]
USE_I18N = True
FORMAT_MODULE_PATH = ["motcua.project.formats"]
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"  # Shown and decided here; stored in UTC.

# --- What papers print and lookups show ---

MOTCUA_LOOKUP_URL = environment.text("MOTCUA_LOOKUP_URL", "http://127.0.0.1:8000/tra-cuu/")
MOTCUA_RATING_URL = environment.text("MOTCUA_RATING_URL")
MOTCUA_FEE_RECEIPTS = environment.mapping("MOTCUA_FEE_RECEIPTS")
MOTCUA_PRINT = environment.mapping("MOTCUA_PRINT")
MOTCUA_DOCUMENT_SYMBOLS = environment.mapping("MOTCUA_DOCUMENT_SYMBOLS")
MOTCUA_LOOKUP_LEVELS = environment.text("MOTCUA_LOOKUP_LEVELS", "usual")  # R-A65: "strict" shows less.
MOTCUA_LOOKUP_LIMITS = environment.text("MOTCUA_LOOKUP_LIMITS", "")
MOTCUA_PROXIES = environment.number("MOTCUA_PROXIES", 0)
MOTCUA_HOTLINE = environment.text("MOTCUA_HOTLINE", "")
MOTCUA_SECURITY_CONTACT = environment.text("MOTCUA_SECURITY_CONTACT", "")

# --- Payments ---

MOTCUA_PAYPLAT_URL = environment.text("MOTCUA_PAYPLAT_URL")
MOTCUA_PAYPLAT_PARTNER = environment.text("MOTCUA_PAYPLAT_PARTNER")
MOTCUA_PAYPLAT_SECRET = environment.text("MOTCUA_PAYPLAT_SECRET")
MOTCUA_TRANSFER_ACCOUNTS = environment.mapping("MOTCUA_TRANSFER_ACCOUNTS")

# --- Mail, logs, secrets ---

MOTCUA_CARRIERS = environment.mapping("MOTCUA_CARRIERS") or (
    {} if PRODUCTION else {way: [{"kind": "outbox"}] for way in ("sms", "email", "zalo")}
)
MOTCUA_OUTBOX = VAR / "outbox"  # Where messages land when nobody carries them; `motcua outbox` reads it.
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if PRODUCTION
    else "django.core.mail.backends.locmem.EmailBackend"
)
LOG_LEVEL = environment.text("MOTCUA_LOG_LEVEL", "INFO")
LOGGING = log_configuration(LOG_LEVEL)
configure_structlog()
SECRET_KEY = environment.secret_key("MOTCUA_SECRET_KEY", file=VAR / "secret-key", required=PRODUCTION)
SECRET_KEY_FALLBACKS = environment.words("MOTCUA_OLD_SECRET_KEYS")

if PRODUCTION and not ALLOWED_HOSTS:
    raise ImproperlyConfigured("MOTCUA_HOSTS must name the addresses of this site in production")
