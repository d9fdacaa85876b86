"""Django's sessions in the database, which tell a database that does not answer from a session that is gone."""

from __future__ import annotations

from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.backends.base import UpdateError
from django.db import OperationalError


class SessionStore(db.SessionStore):
    """Named by SESSION_ENGINE in the settings."""

    def save(self, must_create: bool = False) -> Any:
        """Keep the session.

        Django calls every fault of the database « the session was deleted », and answers 400: whoever pressed a button
        while PostgreSQL was starting again was told that their form was wrong. A 503 says to come back in a moment.

        :raises OperationalError: when the database does not answer
        :raises UpdateError: when the session is gone
        """
        try:
            return super().save(must_create)
        except UpdateError as gone:
            if isinstance(gone.__context__, OperationalError):
                raise gone.__context__ from None
            raise
