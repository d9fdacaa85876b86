"""The settings of a deployment, read as a deployment reads them: from an environment, in a process of its own."""

import json
from functools import cache

import pytest

from tests.ops.running import data_folder, python

DEPLOYED = {
    "SECRET_KEY": "k" * 25 + "0123456789abcdefghijklmnopqrs",
    "PUBLIC_ORIGIN": "https://boussole.example.org",
    "DATABASE_URL": "postgresql://boussole:p%40ss@db.example.org:5433/boussole?sslmode=verify-full",
    "SMTP_URL": "smtp://user:password@mail.example.org:587/?tls=1",
    "SMS_URL": "https://user:token@sms.example.org/send",
    "MAIL_FROM": "La Boussole <bonjour@boussole.example.org>",
    "OPERATOR_EMAIL": "operator@example.org",
    "TRUSTED_PROXIES": "1",
    "SEAL_PKCS12": "/etc/boussole/seal.p12",
    "HOSTING_NOTICE": "Hébergeur fictif, 1 rue de l’Exemple, 42000 Saint-Étienne, 01 99 00 12 34",
}
TELL = """
import json
from config import settings
print(json.dumps({name: getattr(settings, name) for name in dir(settings) if name.isupper()}, default=str))
"""


@cache
def _settings(environment: tuple[tuple[str, str], ...]) -> dict[str, object]:
    ran = python(TELL, **dict(environment))
    assert ran.returncode == 0, ran.stderr
    return dict(json.loads(ran.stdout))


def settings_of(without: str = "", **more: str) -> dict[str, object]:
    """Every setting of a deployment, with an environment variable added or left out."""
    environment = {name: value for name, value in (DEPLOYED | more).items() if name != without}
    return _settings(tuple(sorted(environment.items())))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DEBUG", False),
        ("DEMO", False),
        ("LOCAL", False),
        ("ALLOWED_HOSTS", ["boussole.example.org", "localhost", "127.0.0.1"]),
        ("CSRF_TRUSTED_ORIGINS", ["https://boussole.example.org"]),
        ("SESSION_COOKIE_NAME", "__Host-sessionid"),
        ("SESSION_COOKIE_SECURE", True),
        ("SESSION_COOKIE_HTTPONLY", True),
        ("SESSION_COOKIE_SAMESITE", "Lax"),
        ("CSRF_COOKIE_NAME", "__Host-csrftoken"),
        ("CSRF_COOKIE_SECURE", True),
        ("CSRF_COOKIE_HTTPONLY", True),
        ("CSRF_COOKIE_SAMESITE", "Lax"),
        ("JOURNEY_COOKIE_NAME", "__Host-parcours"),
        ("SECURE_SSL_REDIRECT", True),
        ("SECURE_HSTS_SECONDS", 63_072_000),
        ("SECURE_HSTS_INCLUDE_SUBDOMAINS", True),
        ("SECURE_HSTS_PRELOAD", True),
        ("SECURE_REFERRER_POLICY", "same-origin"),
        ("X_FRAME_OPTIONS", "DENY"),
        ("SECURE_PROXY_SSL_HEADER", ["HTTP_X_FORWARDED_PROTO", "https"]),
        ("ALLAUTH_TRUSTED_PROXY_COUNT", 1),
        ("SECOND_FACTOR_REQUIRED", True),
        ("DEMO_CLOCK_FILE", ""),
        ("MESSAGE_STORAGE", "django.contrib.messages.storage.session.SessionStorage"),
        ("DATA_UPLOAD_MAX_MEMORY_SIZE", 65_536),
        ("DATA_UPLOAD_MAX_NUMBER_FIELDS", 800),
        ("PASSWORD_RESET_TIMEOUT", 3600),
        ("LOG_FORMAT", "json"),
        ("DATABASE_IS_EMBEDDED", False),
    ],
)
def test_a_deployment_is_strict_without_being_told(name: str, value: object) -> None:
    assert settings_of()[name] == value


def test_passwords_are_hashed_with_argon2() -> None:
    assert "Argon2" in settings_of()["PASSWORD_HASHERS"][0]


def test_nothing_inline_and_nothing_from_elsewhere_is_run() -> None:
    directives = settings_of()["CONTENT_SECURITY_POLICY"]["DIRECTIVES"]
    assert directives.pop("default-src") == directives.pop("base-uri") == ["'none'"]
    assert directives.pop("frame-ancestors") == ["'none'"]
    assert {source for sources in directives.values() for source in sources} == {"'self'", "data:"}


def test_the_address_of_the_database_is_read_whole() -> None:
    database = settings_of()["DATABASES"]["default"]
    assert [database[part] for part in ("HOST", "PORT", "NAME", "USER", "PASSWORD")] == [
        "db.example.org",
        5433,
        "boussole",
        "boussole",
        "p@ss",
    ]
    assert database["OPTIONS"] == {
        "connect_timeout": 5,
        "tcp_user_timeout": 4000,
        "keepalives_idle": 5,
        "options": "-c statement_timeout=10s -c lock_timeout=5s",
        "sslmode": "verify-full",
    }


def test_without_a_declared_proxy_no_header_is_believed() -> None:
    alone = settings_of(without="TRUSTED_PROXIES")
    assert (alone["TRUSTED_PROXIES"], alone["ALLAUTH_TRUSTED_PROXY_COUNT"]) == (0, 0)
    assert alone["SECURE_PROXY_SSL_HEADER"] is None


def test_a_deployment_refuses_to_start_without_a_secret() -> None:
    without = {name: value for name, value in DEPLOYED.items() if name != "SECRET_KEY"}
    ran = python(TELL, **without)
    assert ran.returncode != 0
    assert ran.stderr.startswith("Set SECRET_KEY")


def test_former_secrets_are_still_read_during_a_rotation() -> None:
    assert settings_of(SECRET_KEY_FALLBACKS="old older")["SECRET_KEY_FALLBACKS"] == ["old", "older"]


def test_the_demo_is_open_and_on_this_machine_alone() -> None:
    demo = _settings((("BOUSSOLE_DEMO", "1"), ("PORT", "8123"), ("SECRET_KEY", "s")))
    assert demo["PUBLIC_ORIGIN"] == "http://localhost:8123"
    assert demo["ALLOWED_HOSTS"] == ["localhost", "localhost", "127.0.0.1"]
    assert demo["SECURE_SSL_REDIRECT"] is False
    assert demo["SECOND_FACTOR_REQUIRED"] is False
    assert "boussole.web.demo" in demo["INSTALLED_APPS"]


def test_two_demos_side_by_side_do_not_share_their_cookies() -> None:
    demos = [
        _settings((("BOUSSOLE_DEMO", "1"), ("PORT", port), ("SECRET_KEY", "s"))) for port in ("8000", "8001")
    ]
    for name in ("SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME", "JOURNEY_COOKIE_NAME", "DEVICE_COOKIE_NAME"):
        assert demos[0][name] != demos[1][name]


def test_no_demo_page_exists_in_a_deployment() -> None:
    assert "boussole.web.demo" not in settings_of()["INSTALLED_APPS"]


# --- What a browser receives ----------------------------------------------------------------------------
ASK = """
import json, sys
import django
django.setup()
from django.core.management import call_command
from django.test import Client
call_command("collectstatic", interactive=False, verbosity=0)
def ask(path, secure=True, **headers):
    headers = {"host": "boussole.example.org"} | {name.replace("_", "-"): value for name, value in headers.items()}
    answer = Client().get(path, secure=secure, headers=headers)
    is_json = answer.headers["Content-Type"] == "application/json"
    return {
        "status": answer.status_code,
        "headers": dict(answer.headers),
        "cookies": answer.cookies.output(),
        "json": answer.json() if is_json else None,
    }
print(json.dumps([ask(**question) for question in json.loads(sys.argv[1])]))
"""


def answers(*questions: dict[str, object], without: str = "") -> list[dict[str, object]]:
    """What a deployment answers, without any database behind it."""
    environment = {name: value for name, value in DEPLOYED.items() if name != without}
    environment |= {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DATABASE_URL": "postgresql://u@127.0.0.1:1/none",
    }
    with data_folder() as data:
        ran = python(ASK, json.dumps(questions), BOUSSOLE_DATA=str(data), **environment)
    assert ran.returncode == 0, ran.stderr
    return list(json.loads(ran.stdout.splitlines()[-1]))


@pytest.fixture(scope="module")
def answered() -> dict[str, dict[str, object]]:
    """Every question of the tests below, asked of one process."""
    questions = {
        "a page": {"path": "/health/"},
        "a page in plain HTTP": {"path": "/extranet/", "secure": False},
        "a probe in plain HTTP": {"path": "/health/", "secure": False},
        "a probe of this machine": {"path": "/health/", "secure": False, "host": "127.0.0.1"},
        "behind its proxy": {
            "path": "/health/",
            "secure": False,
            "x_forwarded_proto": "https",
            "x_forwarded_for": "203.0.113.7, 198.51.100.9",
        },
        "another host": {"path": "/health/", "host": "evil.example"},
        "ready": {"path": "/ready/"},
    }
    return dict(zip(questions, answers(*questions.values()), strict=True))


def test_every_page_carries_the_headers_of_a_careful_site(answered) -> None:
    page = answered["a page"]
    assert (page["status"], page["cookies"]) == (200, "")
    headers = page["headers"]
    assert headers["Strict-Transport-Security"] == "max-age=63072000; includeSubDomains; preload"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Permissions-Policy"].startswith("geolocation=()")
    assert headers["Cache-Control"] == "no-store"
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert "default-src 'none'" in headers["Content-Security-Policy"]


def test_plain_http_is_sent_to_https_except_for_probes(answered) -> None:
    page = answered["a page in plain HTTP"]
    assert (page["status"], page["headers"]["Location"]) == (301, "https://boussole.example.org/extranet/")
    assert answered["a probe in plain HTTP"]["status"] == 200
    assert answered["a probe of this machine"]["status"] == 200


def test_the_proxy_says_that_the_visitor_came_by_https(answered) -> None:
    assert "Strict-Transport-Security" in answered["behind its proxy"]["headers"]


def test_a_visitor_is_who_the_proxy_saw_and_not_what_they_wrote(answered) -> None:
    seen = answered["behind its proxy"]["json"]
    assert (seen["seen_from"], seen["https"]) == ("198.51.100.9", True)


def test_with_nobody_in_front_whoever_writes_these_headers_is_the_visitor() -> None:
    written = {"x_forwarded_proto": "https", "x_forwarded_for": "203.0.113.7"}
    (alone,) = answers({"path": "/health/", "secure": False, **written}, without="TRUSTED_PROXIES")
    assert "Strict-Transport-Security" not in alone["headers"]
    assert alone["json"] == {"alive": True, "seen_from": "127.0.0.1", "https": False}


def test_an_unknown_host_is_refused(answered) -> None:
    assert answered["another host"]["status"] == 400


def test_without_a_database_the_process_is_alive_and_not_ready(answered) -> None:
    assert answered["a page"]["status"] == 200
    assert answered["ready"]["status"] == 503
