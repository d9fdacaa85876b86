"""From a file to drafts: deposit it, check it, import what it says. Each step may be done again."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

from django.db import IntegrityError, connection, transaction
from django.db.models import Count

from boussole.accounts.models import User
from boussole.audit import trail
from boussole.contact_requests.load import watch_capacity
from boussole.core.db import locked
from boussole.core.moves import MoveRefused
from boussole.interop.models import ImportedLine, ImportRun
from boussole.interop.sheets.columns import Texts
from boussole.interop.sheets.faults import FileRefused
from boussole.interop.sheets.lines import Line, State
from boussole.interop.sheets.offers import BATCH, Reach, batches, reach_of
from boussole.interop.sheets.planning import understood
from boussole.interop.sheets.progress import Tell, silent
from boussole.interop.sheets.rows import NO_LINE, sheet_in
from boussole.interop.sheets.scope import Scope, scope_of_person, scope_of_territory
from boussole.offers import reach
from boussole.offers.actions.publishing import content_of_row, write_on_row
from boussole.offers.actions.writing import create_draft, create_version
from boussole.offers.content import document_of
from boussole.offers.models import Offer, OfferVersion
from boussole.territories.models import Territory

Status = ImportRun.Status
LOADED = OfferVersion.Origin.LOADED
CHANGED_SINCE = "Des offres ont changé depuis la vérification. Relisez ce qui suit, puis importez."


class ChangedSince(MoveRefused):
    """What the file would do is no longer what the person read: they must read it again."""


@transaction.atomic
def deposit(name: str, data: bytes, *, territory: Territory | None, by: User, now: datetime) -> ImportRun:
    """Keep a file until it is checked. Who may load for this territory is the business of the page."""
    return ImportRun.objects.create(name=name[:200], file=data, territory=territory, by=by, created_at=now)


def scope_of(run: ImportRun, now: datetime) -> Scope:
    """What the file may speak of today: rights may have changed since it was left."""
    if run.territory is None:
        return scope_of_person(run.by, now.date())
    return scope_of_territory(run.territory, run.by, now.date())


def check(run: ImportRun, *, now: datetime) -> ImportRun:
    """The dry run: say of each line whether it is new, changed, the same or wrong. Writes nothing but that.

    Not one transaction: whoever waits sees the lines come. Started again after a crash, it begins again.
    """
    with transaction.atomic():
        run = locked(run)
        run.move_to(Status.CHECKING)
    try:
        rows, remarks = _rows(run)
    except FileRefused as refused:
        return _refused(run, refused.message)
    ImportRun.objects.filter(pk=run.pk).update(total=len(rows), done=0)
    run.lines.all().delete()
    done = 0
    for batch in batches(understood(rows, scope_of(run, now)), BATCH):
        ImportedLine.objects.bulk_create(_row(run, line) for line in batch)
        done += len(batch)
        ImportRun.objects.filter(pk=run.pk).update(done=done)
    with transaction.atomic():
        run = locked(run)
        run.file, run.remarks = None, remarks
        run.save(update_fields=["file", "remarks"])
        run.move_to(Status.CHECKED)
    return run


def _rows(run: ImportRun) -> tuple[list[tuple[int, Texts]], list[str]]:
    """The lines of the file; of a file already read, the lines as they were."""
    if run.file is None:
        return list(run.lines.values_list("number", "cells")), run.remarks
    sheet = sheet_in(bytes(run.file))
    rows: list[tuple[int, Texts]] = list(sheet.lines)
    if not rows:
        raise FileRefused(NO_LINE)
    return rows, sheet.remarks


def _refused(run: ImportRun, message: str) -> ImportRun:
    with transaction.atomic():
        run = locked(run)
        run.file, run.refusal = None, message
        run.save(update_fields=["file", "refusal"])
        run.move_to(Status.REFUSED)
    return run


def _row(run: ImportRun, line: Line) -> ImportedLine:
    return ImportedLine(
        run=run,
        number=line.number,
        state=line.state,
        title=line.title[:160],
        key=line.key,
        cells=dict(line.texts),
        report=line.report,
        offer=line.offer,
    )


@transaction.atomic
def begin_import(run: ImportRun) -> ImportRun:
    """Say that the import is asked for, so that a second press asks for nothing.

    :raises MoveRefused: when it is under way, or done
    """
    run = locked(run)
    wanted = run.lines.filter(state__in=(State.NEW, State.CHANGED)).count()
    if not wanted:
        raise MoveRefused("Rien à importer dans ce fichier.")
    run.done, run.total = 0, wanted
    run.save(update_fields=["done", "total"])
    run.move_to(Status.IMPORTING)
    return run


@transaction.atomic
def import_offers(run: ImportRun, *, now: datetime, tell: Tell = silent) -> ImportRun:
    """Make the drafts: new offers, and versions beside what is on line. All of them, or none.

    :raises ChangedSince: when the database no longer says what it said at the dry run; nothing was made
    """
    _one_at_a_time(run)  # the row itself stays free: `tell` writes on it
    run.refresh_from_db()
    if run.status != Status.IMPORTING:
        return run
    rows = {row.number: row for row in run.lines.filter(state__in=(State.NEW, State.CHANGED))}
    cells = [(row.number, row.cells) for row in run.lines.exclude(state=State.FAULT).order_by("number")]
    done = 0
    for line in understood(cells, scope_of(run, now)):
        row = rows.get(line.number)
        if line.state != (row.state if row else State.SAME) or (row and line.report != row.report):
            raise ChangedSince(CHANGED_SINCE)
        if row is not None:
            try:
                _import_line(line, row, by=run.by, now=now)
            except (
                IntegrityError
            ) as taken:  # another file, at this very moment, made the same structure or offer
                raise ChangedSince(CHANGED_SINCE) from taken
            done += 1
            tell(done)
    run.imported_at, run.done = now, done
    run.save(update_fields=["imported_at", "done"])
    run.move_to(Status.IMPORTED)
    trail.record("interop.offers_imported", by=run.by, on=run, at=now, rows=done)
    return run


def give_up_import(run: ImportRun, why: str) -> None:
    """Nothing was imported: the file must be checked again before anybody presses the button again."""
    with transaction.atomic():
        run = locked(run)
        run.remarks = [why, *(remark for remark in run.remarks if remark != why)]
        run.save(update_fields=["remarks"])
        run.move_to(Status.CHECKED)


def _one_at_a_time(run: ImportRun) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('interop.import_run'), %s)", [run.pk])


def _import_line(line: Line, row: ImportedLine, *, by: User, now: datetime) -> None:
    structure, content = line.makes
    version: OfferVersion | None
    if structure._state.adding:  # the first of its lines
        structure.save(force_insert=True)
        row.structure = structure
    if line.offer is None:
        version = create_draft(structure, content, by=by, now=now, origin=LOADED, code=line.code)
        offer = version.offer
        write_reach(offer, line.reach)
        row.traces = {"saves": version.saves}
    else:
        offer = locked(line.offer)
        row.traces = {"reach_before": asdict(reach_of(offer))}
        version = _write_version(offer, line, row, by=by, now=now)
        change_reach(offer, line.reach)
    row.traces |= {"reach_after": asdict(line.reach)}
    row.outcome, row.offer, row.version = ImportedLine.Outcome.MADE, offer, version
    row.save(update_fields=["outcome", "offer", "version", "structure", "traces"])


def _write_version(
    offer: Offer, line: Line, row: ImportedLine, *, by: User, now: datetime
) -> OfferVersion | None:
    """The draft beside what is on line; the one at work when there is one. None when only the reach changes."""
    version = offer.versions.at_work().first()
    before = version.content if version else content_of_row(offer)
    _, content = line.makes
    if content == before:
        return None
    row.traces |= {"document_before": document_of(before), "was_at_work": version is not None}
    if version is None:
        version = create_version(offer, content, by=by, now=now, origin=LOADED)
    else:
        version.rewrite(document_of(content), at=now, by=by)
    row.traces |= {"saves": version.saves}
    if offer.status == Offer.Status.DRAFT:
        write_on_row(offer, content)
    return version


def change_reach(offer: Offer, wanted: Reach) -> None:
    """The same for an offer that may be on line: whether it is full, and shown, may change with its capacity."""
    if wanted != reach_of(offer):
        write_reach(offer, wanted)
        watch_capacity(offer)
        reach.refresh([offer])


def write_reach(offer: Offer, wanted: Reach) -> None:
    """Say where requests arrive and how many the offer holds: true at once."""
    offer.contact_emails = list(wanted.contact_emails)
    offer.followed_by = User.objects.filter(email=wanted.followed_by).first() if wanted.followed_by else None
    offer.capacity, offer.when_full = wanted.capacity, wanted.when_full
    offer.save(update_fields=["contact_emails", "followed_by", "capacity", "when_full"])


def counts(run: ImportRun) -> dict[str, int]:
    """How many lines of each state."""
    counted = run.lines.order_by().values_list("state").annotate(Count("pk"))
    return dict.fromkeys(State.values, 0) | dict(counted)
