"""What `boussole check --deploy` verifies besides Django's own list: our promises hang on these settings."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db import connections

OLDEST_POSTGRESQL = 15
# An answer is given after COMMIT; these make that COMMIT survive a power cut (guarantees.md 4.1, item 1).
DURABLE = {
    "fsync": {"on"},
    "full_page_writes": {"on"},
    "synchronous_commit": {"on", "local", "remote_write", "remote_apply"},
    "data_checksums": {"on"},
}


@register(Tags.security, deploy=True)
def check_deployment(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Settings that have a value for one's own machine, and need another one for the public."""
    found: list[CheckMessage] = []
    origin = urlsplit(settings.PUBLIC_ORIGIN)
    if origin.scheme != "https" or origin.hostname in {None, "localhost", "127.0.0.1"}:
        found.append(
            Error(
                f"PUBLIC_ORIGIN is {settings.PUBLIC_ORIGIN}: links in messages would lead nowhere.",
                hint="Set PUBLIC_ORIGIN to the public address, as https://boussole.example.org.",
                id="boussole.E001",
            )
        )
    if settings.LOCAL:
        found.append(
            Error(
                "BOUSSOLE_LOCAL, BOUSSOLE_DEBUG or BOUSSOLE_DEMO is set: cookies and redirections are lax.",
                hint="Remove it from the environment.",
                id="boussole.E002",
            )
        )
    if settings.DATABASE_IS_EMBEDDED:
        found.append(
            Warning(
                "The database is the embedded one: it is made for demos and tests.",
                hint="Set DATABASE_URL to a PostgreSQL server that is backed up.",
                id="boussole.W001",
            )
        )
    if settings.TRUSTED_PROXIES == 0:
        found.append(
            Warning(
                "TRUSTED_PROXIES is 0: behind a proxy, every page would redirect to itself for ever, "
                "and every visitor would have the proxy's address.",
                hint="Set TRUSTED_PROXIES to the number of proxies in front (1 for nginx alone).",
                id="boussole.W002",
            )
        )
    if not settings.SEAL_PKCS12:
        found.append(
            Warning(
                "SEAL_PKCS12 is empty: charters are signed, and their sealed document waits.",
                hint="Set SEAL_PKCS12 to a PKCS#12 file, and SEAL_PASSPHRASE (docs/how-to/deploy.md).",
                id="boussole.W010",
            )
        )
    if not settings.HOSTING_NOTICE:
        found.append(
            Warning(
                "HOSTING_NOTICE is empty: the legal notice must say who hosts the site.",
                hint="Set HOSTING_NOTICE to the host's name, address and phone.",
                id="boussole.W003",
            )
        )
    return found


@register(Tags.database)
def check_database(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Read back from the server what the promises depend on: defaults are not trusted."""
    return [message for alias in databases or [] for message in _durability(alias)]


def _durability(alias: str) -> list[CheckMessage]:
    connection = connections[alias]
    found: list[CheckMessage] = []
    with connection.cursor() as cursor:
        version = connection.pg_version // 10_000  # type: ignore[attr-defined]
        if version < OLDEST_POSTGRESQL:
            found.append(
                Error(
                    f"PostgreSQL {version} is too old.",
                    hint=f"Use PostgreSQL {OLDEST_POSTGRESQL} or later.",
                    id="boussole.E010",
                )
            )
        cursor.execute("show server_encoding")
        if (encoding := cursor.fetchone()[0]) != "UTF8":
            found.append(Error(f"The database is in {encoding}, not in UTF8.", id="boussole.E011"))
        for name, accepted in DURABLE.items():
            cursor.execute("select current_setting(%s)", [name])
            if (value := cursor.fetchone()[0]) not in accepted:
                found.append(
                    Error(
                        f"The database has {name} = {value}: a request could be lost after its receipt.",
                        hint=f"Set {name} to on (data checksums: initdb --data-checksums, or pg_checksums).",
                        id="boussole.E012",
                    )
                )
    return found
