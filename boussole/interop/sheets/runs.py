"""What the pages ask for: in the request when it is short, by the worker when it is long."""

from __future__ import annotations

from datetime import datetime

from django.db import models, transaction

from boussole.accounts.models import User
from boussole.core.jobs import enqueue
from boussole.core.moves import MoveRefused
from boussole.core.verdicts import YES, Verdict, no
from boussole.interop.models import ImportRun
from boussole.interop.sheets import loading
from boussole.interop.sheets.faults import FileRefused
from boussole.interop.sheets.files import MOST_BYTES
from boussole.interop.sheets.files.limits import TOO_BIG
from boussole.interop.sheets.loading import ChangedSince
from boussole.interop.sheets.progress import told_beside
from boussole.interop.sheets.scope import territories_of
from boussole.interop.tasks import check_file, import_file
from boussole.territories.models import Territory

SHORT_FILE = 40 * 1024  # bytes: some hundred lines, read in a second
SHORT_IMPORT = 40  # offers

Status = ImportRun.Status


def visible_to(user: User, now: datetime, territories: bool) -> models.QuerySet[ImportRun]:
    """The only door of the pages: one's own files, or those of the territories that one runs."""
    if territories:
        return ImportRun.objects.filter(territory__in=territories_of(user, now.date()))
    return ImportRun.objects.filter(territory=None, by=user)


def can_act(user: User, run: ImportRun) -> Verdict:
    """Import and undo: whoever left the file. Its offers are made in their name."""
    if run.by_id == user.pk:
        return YES
    return no("Seule la personne qui a déposé ce fichier l’importe ou l’annule.")


def start(name: str, data: bytes, *, territory: Territory | None, by: User, now: datetime) -> ImportRun:
    """Take a file, and check it: at once when it is short.

    :raises FileRefused: when it is bigger than what we read
    """
    if len(data) > MOST_BYTES:
        raise FileRefused(TOO_BIG)
    with transaction.atomic():
        run = loading.deposit(name, data, territory=territory, by=by, now=now)
        if len(data) > SHORT_FILE:
            enqueue(check_file, run_id=run.pk)
            return run
    return loading.check(run, now=now)


def check_later(run_id: int, *, now: datetime) -> None:
    """In the worker. A file that is gone, or checked already, is left alone."""
    run = ImportRun.objects.filter(pk=run_id, status__in=(Status.WAITING, Status.CHECKING)).first()
    if run is not None:
        loading.check(run, now=now)


def start_import(run: ImportRun, *, by: User, now: datetime) -> ImportRun:
    """Import what was checked: at once when it is short.

    :raises NotAllowed: for somebody else's file
    :raises MoveRefused: when it is not the moment, or when the offers changed since the check
    """
    can_act(by, run).require()
    with transaction.atomic():
        run = loading.begin_import(run)
        if run.total > SHORT_IMPORT:
            enqueue(import_file, run_id=run.pk)
            return run
    try:
        return loading.import_offers(run, now=now)
    except ChangedSince as changed:
        _check_again(run, changed, now)
        raise


def import_later(run_id: int, *, now: datetime) -> None:
    """In the worker, telling how far it has come."""
    run = ImportRun.objects.filter(pk=run_id, status=Status.IMPORTING).first()
    if run is None:
        return
    try:
        with told_beside(run) as tell:
            loading.import_offers(run, now=now, tell=tell)
    except ChangedSince as changed:
        _check_again(run, changed, now)


def _check_again(run: ImportRun, changed: MoveRefused, now: datetime) -> None:
    loading.give_up_import(run, changed.message)
    loading.check(run, now=now)
