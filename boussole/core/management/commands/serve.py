"""`boussole serve`: the web server."""

import os
from argparse import ArgumentParser
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.core.servers.basehttp import get_internal_wsgi_application
from django.db import connections
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from boussole.core.supervisor import die_with


class Command(BaseCommand):
    help = "Answer web requests, until a signal."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="address to listen on (127.0.0.1)")
        parser.add_argument("--port", type=int, default=settings.PORT, help="port (PORT, else 8000)")
        parser.add_argument("--workers", type=int, default=2, help="processes (2)")
        parser.add_argument("--threads", type=int, default=2, help="requests at once, for each process (2)")

    def handle(self, *, host: str, port: int, workers: int, threads: int, **options: Any) -> None:
        connections.close_all()  # a connection must not be shared by the processes to come
        Granian(
            settings.WSGI_APPLICATION,
            address=host,
            port=port,
            interface=Interfaces.WSGI,
            workers=workers,
            blocking_threads=threads,
            websockets=False,
            respawn_failed_workers=True,
            workers_kill_timeout=10,
            log_level=LogLevels.warning if settings.DEMO else LogLevels.info,
            log_dictconfig=_same_logs(),
            log_access=False,  # an address may hold a secret link; the proxy in front has its own log
        ).serve(target_loader=_application_of_worker(os.getpid()), wrap_loader=False)


def _application_of_worker(server: int) -> Callable[[], Callable[..., Any]]:
    """What each worker process runs first: it must not outlive its server."""

    def load() -> Callable[..., Any]:
        die_with(server)
        application: Callable[..., Any] = get_internal_wsgi_application()
        return application

    return load


def _same_logs() -> dict[str, Any]:
    """The server's own lines in the format of all others (JSON in a deployment)."""
    logging: dict[str, Any] = settings.LOGGING
    return logging | {"loggers": logging["loggers"] | {"_granian": {"handlers": [], "propagate": True}}}
