"""Kills at the exact instant where a bug would show: chance would take hours to find it.

A strike is armed by a file in the folder of the run, and disarms itself: once is enough. It is the same
with and without a bug, and without one it must leave nothing lost, missing nor doubled.
"""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model
from django.db.models.signals import post_save


def armed_file() -> Path:
    """While it is there, the next process to come to its point of strike dies."""
    return Path(settings.DATA_DIR) / "armed"


def strike() -> None:
    """kill -9 of ourselves, by whichever process gets here first."""
    try:
        armed_file().unlink()
    except FileNotFoundError:
        return
    os.kill(os.getpid(), signal.SIGKILL)


def after_commit_of(model: type[Model]) -> None:
    """A new row of this kind is committed; what was planned for after the commit has not begun."""
    run_hooks = BaseDatabaseWrapper.run_and_clear_commit_hooks
    written = threading.local()

    def remember(created: bool, **_: Any) -> None:
        written.one = created

    def struck(self: BaseDatabaseWrapper) -> None:
        if getattr(written, "one", False):
            written.one = False
            strike()
        run_hooks(self)

    post_save.connect(remember, sender=model, weak=False)
    BaseDatabaseWrapper.run_and_clear_commit_hooks = struck  # type: ignore[method-assign]


def after_commit_of_a_filing() -> None:
    from boussole.contact_requests.models import Filing

    after_commit_of(Filing)


def after_commit_of_a_trace() -> None:
    """The trace is the last row that a reminder writes."""
    from boussole.audit.models import Entry

    after_commit_of(Entry)


def after_acceptance_of_a_message() -> None:
    """The mail server said yes; nothing of it is written down."""
    from boussole.mail.gateways.email import SmtpGateway

    send = SmtpGateway.send

    def struck(self: SmtpGateway, message: Any) -> None:
        send(self, message)
        strike()

    SmtpGateway.send = struck  # type: ignore[method-assign]


POINTS: dict[str, Callable[[], None]] = {
    "after-commit-of-a-filing": after_commit_of_a_filing,
    "after-commit-of-a-trace": after_commit_of_a_trace,
    "after-acceptance-of-a-message": after_acceptance_of_a_message,
}
