"""Every setting, in a fixed order. Secure by default; the environment is read here and nowhere else."""

import os
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from csp.constants import NONE, SELF

from config.embedded_postgres import data_folder, database_url

# --- Where we are ---------------------------------------------------------------------------------
BASE_DIR = Path(__file__).resolve().parent.parent
NATIONAL_CONTENT = BASE_DIR / "content" / "national"
DATA_DIR = data_folder()
DEMO = os.environ.get("BOUSSOLE_DEMO") == "1"
# Development and demo run over plain HTTP on the loopback; everything else is a deployment.
DEBUG = os.environ.get("BOUSSOLE_DEBUG") == "1"
LOCAL = DEMO or DEBUG or os.environ.get("BOUSSOLE_LOCAL") == "1"

# --- Addresses and secrets ------------------------------------------------------------------------
PORT = int(os.environ.get("PORT", "8000"))
PUBLIC_ORIGIN = os.environ.get("PUBLIC_ORIGIN", f"http://localhost:{PORT}").rstrip("/")
# The loopback is how a probe on the same machine asks /ready/; no link is ever made from the Host header.
ALLOWED_HOSTS = [urlsplit(PUBLIC_ORIGIN).hostname or "localhost", "localhost", "127.0.0.1"]
CSRF_TRUSTED_ORIGINS = [PUBLIC_ORIGIN]
# How many reverse proxies stand in front, each adding its visitor at the end of X-Forwarded-For: the
# visitor's address is that many from the end, and 0 ignores the header (guarantees.md T21).
TRUSTED_PROXIES = ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("TRUSTED_PROXIES", "0"))


def _secret_key() -> str:
    """No default for a secret: given by the environment, or made once for this machine's demo."""
    if given := os.environ.get("SECRET_KEY"):
        return given
    if not LOCAL:
        raise SystemExit("Set SECRET_KEY (50 random characters), or BOUSSOLE_LOCAL=1 on your own machine.")
    kept = DATA_DIR / "secret-key"
    if not kept.exists():
        from django.core.management.utils import get_random_secret_key

        DATA_DIR.mkdir(parents=True, exist_ok=True)
        kept.touch(mode=0o600)
        kept.write_text(get_random_secret_key())
    return kept.read_text()


SECRET_KEY = _secret_key()
SECRET_KEY_FALLBACKS = [key for key in os.environ.get("SECRET_KEY_FALLBACKS", "").split() if key]

# --- Applications ---------------------------------------------------------------------------------
INSTALLED_APPS = [
    "boussole.core",
    "boussole.audit",
    "boussole.mail",
    "boussole.privacy",
    "boussole.design",
    "boussole.territories",
    "boussole.accounts",
    "boussole.questionnaires",
    "boussole.partners",
    "boussole.offers",
    "boussole.orientation",
    "boussole.contact_requests",
    "boussole.animation",
    "boussole.interop",
    "boussole.demo",
    "boussole.web.shared",
    "boussole.web.public",
    "boussole.web.extranet",
    "boussole.web.animators",
    "boussole.web.api",
    *(["boussole.web.demo"] if DEMO else []),
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
    "widget_tweaks",
    "dsfr",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "procrastinate.contrib.django",
    "csp",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "boussole.web.shared.headers.PersonalPagesMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "boussole.web.shared.work_sessions.WorkSessionMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "boussole.web.shared.access.SecondFactorMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "boussole.web.shared.bodies.BodySizeMiddleware",  # last: before any view, and before the token is looked for
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
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
                "boussole.web.shared.site.site",
            ],
            "builtins": ["boussole.design.templatetags.design"],
        },
    }
]
DSFR_USE_INTEGRITY_CHECKSUMS = False  # hashed static files change the bytes that it signs
DSFR_MARK_OPTIONAL_FIELDS = True

# --- Database -------------------------------------------------------------------------------------
DATABASE_IS_EMBEDDED = not os.environ.get("DATABASE_URL")
_database = urlsplit(database_url())
_options = dict(parse_qsl(_database.query))
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": _database.path[1:],
        "USER": unquote(_database.username or ""),
        "PASSWORD": unquote(_database.password or ""),
        "HOST": _options.pop("host", "") or _database.hostname or "",
        "PORT": _database.port or "",
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        # A database that does not answer must be noticed in seconds (guarantees.md 4.1, item 7).
        "OPTIONS": {
            "connect_timeout": 5,
            "tcp_user_timeout": 4000,
            "keepalives_idle": 5,
            "options": "-c statement_timeout=10s -c lock_timeout=5s",
            **_options,
        },
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Accounts -------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = [
    "boussole.accounts.passwords.Argon2idHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS: list[dict[str, object]] = [
    {"NAME": "boussole.accounts.passwords.StrongEnoughValidator"},
]
PASSWORD_RESET_TIMEOUT = 3600  # one hour (guarantees.md G15)
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/extranet/"
LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "boussole.web.extranet.adapters.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "boussole.web.extranet.forms.sign_in.SignInForm",
    "reauthenticate": "boussole.web.extranet.forms.sign_in.ReauthenticateForm",
    "reset_password": "boussole.web.extranet.forms.passwords.AskResetForm",
    "user_token": "boussole.web.extranet.forms.passwords.ResetLinkForm",
    "reset_password_from_key": "boussole.web.extranet.forms.passwords.ChooseNewPasswordForm",
    "change_password": "boussole.web.extranet.forms.passwords.ChangePasswordForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]  # nobody signs up: this only silences a check
ACCOUNT_EMAIL_VERIFICATION = "none"  # accounts are born from an invitation, which proves the address
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900  # seconds after which delicate gestures ask the password again
# Ours counts before it looks, waits longer and longer, and forgets nothing when a cache is full:
# boussole.accounts.throttling.
ACCOUNT_RATE_LIMITS = False
MFA_ADAPTER = "boussole.accounts.adapters.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "boussole.web.extranet.forms.second_factor.ShowCodeForm",
    "reauthenticate": "boussole.web.extranet.forms.second_factor.ShowCodeAgainForm",
    "authenticate_webauthn": "boussole.web.extranet.forms.passkeys.ShowPasskeyForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "La Boussole des jeunes"
MFA_RECOVERY_CODE_DIGITS = 10
# ProConnect, the sign-in of the State for organisations (any OpenID provider does): off without these three. Its
# return addresses are /extranet/compte/proconnect/retour/ and, after signing out, /extranet/compte/proconnect/sortie/.
PROCONNECT_ISSUER = os.environ.get("PROCONNECT_ISSUER", "").rstrip("/")
PROCONNECT_CLIENT_ID = os.environ.get("PROCONNECT_CLIENT_ID", "")
PROCONNECT_CLIENT_SECRET = os.environ.get("PROCONNECT_CLIENT_SECRET", "")
_proconnect = urlsplit(PROCONNECT_ISSUER)
PROCONNECT_ORIGIN = [f"{_proconnect.scheme}://{_proconnect.netloc}"] if PROCONNECT_ISSUER else []
# In the demo alone the second factor may be skipped: personas sign in with one press.
SECOND_FACTOR_REQUIRED = not DEMO

# --- Browser: cookies, headers, policies ----------------------------------------------------------
# A browser sends cookies to every port of a machine: two demos side by side would sign each other out.
_beside = "" if PORT == 8000 else f"-{PORT}"
SESSION_COOKIE_NAME = f"sessionid{_beside}" if LOCAL else "__Host-sessionid"
SESSION_ENGINE = "boussole.web.shared.session_store"
# The limits of a session (two hours idle, twelve in all) are those of boussole.accounts.sessions; this one is only
# longer, so that somebody who comes back too late still finds what they had typed.
SESSION_COOKIE_AGE = 24 * 3600
# Says that this browser has signed in before, and opens nothing: see boussole.accounts.devices.
DEVICE_COOKIE_NAME = f"appareil{_beside}" if LOCAL else "__Secure-appareil"
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_HTTPONLY = True
# After the link of a mail, for the pages behind it: see boussole.web.extranet.link_cookie.
MAIL_LINK_COOKIE_NAME = f"lien{_beside}" if LOCAL else "__Secure-lien"
CSRF_COOKIE_NAME = f"csrftoken{_beside}" if LOCAL else "__Host-csrftoken"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_AGE = None
CSRF_FAILURE_VIEW = "boussole.web.shared.errors.csrf_failure"
JOURNEY_COOKIE_NAME = f"parcours{_beside}" if LOCAL else "__Host-parcours"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = not LOCAL
SECURE_REDIRECT_EXEMPT = [r"^health/$", r"^ready/$"]  # probes speak plain HTTP from the inside
SECURE_HSTS_SECONDS = 0 if LOCAL else 63_072_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = not LOCAL
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
SECURE_REFERRER_POLICY = "same-origin"  # a link to somebody else never tells where it was pressed
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        # The buttons that go to ProConnect, and back out of it, are forms.
        "form-action": [SELF, *PROCONNECT_ORIGIN],
        "manifest-src": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"  # not in a cookie (T26)
DATA_UPLOAD_MAX_MEMORY_SIZE = 64 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 800  # a zone is ticked commune by commune: 700 boxes at most

# --- Language and time ----------------------------------------------------------------------------
LANGUAGE_CODE = "fr"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Paris"
DEMO_CLOCK_FILE = str(DATA_DIR / "demo-clock") if DEMO else ""

# --- Static files ---------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_FINDERS = ["boussole.design.finders.OwnStaticFilesFinder"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = DATA_DIR / "files"
THEME = os.environ.get("THEME", "boussole")  # "etat" puts on the State's brand, for those entitled to it

# --- Seal: the key that seals signed charters, as a PKCS#12 file; the demo makes its own -------------
SEAL_PKCS12 = os.environ.get("SEAL_PKCS12", "")
SEAL_PASSPHRASE = os.environ.get("SEAL_PASSPHRASE", "")

# --- Messages -------------------------------------------------------------------------------------
# E-mail: any SMTP server, as smtp://user:password@host:587/?tls=1; empty keeps messages in the web inbox (demo).
SMTP_URL = os.environ.get("SMTP_URL", "")
SMS_URL = os.environ.get("SMS_URL", "")  # "https://user:token@gateway/send"; empty prints to the console
SMS_PER_DAY = int(os.environ.get("SMS_PER_DAY", "500"))  # beyond, they wait: a cap on what a robot can cost
MAIL_FROM = os.environ.get("MAIL_FROM", "La Boussole <ne-pas-repondre@example.org>")
MAIL_RETENTION_DAYS = 60
OPERATOR_EMAIL = os.environ.get("OPERATOR_EMAIL", "")  # whom dead letters and silent workers alert
LINKS_MAY_BE_LOCAL = False  # the links that offers quote are asked on the public internet only (SSRF)
# Name, address and phone of who hosts the site, as the law wants them on the legal notice.
HOSTING_NOTICE = os.environ.get("HOSTING_NOTICE", "")

# --- Logs: ids and codes, never what a person typed -------------------------------------------------
LOG_FORMAT = os.environ.get("LOG_FORMAT", "plain" if LOCAL else "json")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {"()": "boussole.core.logs.JsonLines"},
        "plain": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"},
    },
    "filters": {"redact": {"()": "boussole.core.logs.Redact"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": LOG_FORMAT, "filters": ["redact"]},
    },
    "root": {"handlers": ["console"], "level": os.environ.get("LOG_LEVEL", "INFO")},
    "loggers": {
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        "django.request": {"level": "ERROR"},
        "procrastinate": {"level": "WARNING"},
        "weasyprint": {"level": "ERROR"},  # it tells each step of each page
        "fontTools": {"level": "ERROR"},
    },
}
SILENCED_SYSTEM_CHECKS = ["account.W001"]
