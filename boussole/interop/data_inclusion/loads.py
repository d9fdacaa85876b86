"""One load from beginning to end: files received, read, looked at, imported.

A small file is read while the person waits; a long one by the worker, and the page says how far it is.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.db import transaction

from boussole.accounts import policies as account_policies
from boussole.accounts.models import User
from boussole.audit import trail
from boussole.core.db import locked
from boussole.core.jobs import enqueue
from boussole.core.moves import MoveRefused
from boussole.core.verdicts import YES, Verdict, no
from boussole.interop.data_inclusion import records
from boussole.interop.data_inclusion.extracting import extract_of
from boussole.interop.data_inclusion.loading import carry_out
from boussole.interop.data_inclusion.planning import Fate, Plan, plan_of
from boussole.interop.data_inclusion.selection import Choice, Extract, Selected, selected
from boussole.interop.data_inclusion.statuses import statuses_of
from boussole.interop.data_inclusion.thematics import TABLE_VERSION
from boussole.interop.data_inclusion.unreadable import Unreadable
from boussole.interop.models import SourceFilePart, SourceLoad
from boussole.territories.geography import geography
from boussole.territories.models import Territory
from boussole.territories.zones import Zone

Status, What = SourceLoad.Status, SourceFilePart.What
PIECE = 1 << 20  # bytes of the file in one row, before compression
LONGEST_FILE = 600 << 20  # bytes: twice the national file of services
SMALL_FILES = 4 << 20  # bytes of both, read at once
SMALL_IMPORT = 60  # services, imported at once


class TooLong(MoveRefused):
    """The file is larger than any that data.inclusion delivers."""


@dataclass(frozen=True, slots=True)
class Preview:
    """The dry run: what answers the choice, and what a load would do with it."""

    extract: Extract
    selected: Selected
    plan: Plan


def can_load(user: User, territory: Territory, day: date) -> Verdict:
    """Load structures for a territory: its animation, and the national team that opens it."""
    if account_policies.is_national(user, day) or account_policies.animates(user, territory, day):
        return YES
    return no("Seule l’animation de ce territoire y charge des structures.")


@transaction.atomic
def receive(
    territory: Territory,
    departement: str,
    *,
    structures: Iterable[bytes],
    services: Iterable[bytes],
    by: User,
    now: datetime,
) -> SourceLoad:
    """Keep both files until they are read; they may come in pieces of any size.

    :raises NotAllowed: for somebody else than the animation of the territory
    :raises TooLong: for a file that cannot be one of data.inclusion
    """
    can_load(by, territory, now.date()).require()
    load = SourceLoad.objects.create(by=by, territory=territory, departement=departement, created_at=now)
    size = _keep(load, What.STRUCTURES, structures) + _keep(load, What.SERVICES, services)
    trail.record("source.received", by=by, on=load, at=now, departement=departement, bytes=size)
    if size <= SMALL_FILES:
        read(load)
    else:
        enqueue(_tasks().read_source_load, load_id=load.pk)
    load.refresh_from_db()
    return load


def _tasks() -> Any:
    from boussole.interop import tasks  # noqa: PLC0415 - tasks call us

    return tasks


def _keep(load: SourceLoad, what: SourceFilePart.What, pieces: Iterable[bytes]) -> int:
    size = 0
    for number, piece in enumerate(_of_one_size(pieces)):
        size += len(piece)
        if size > LONGEST_FILE:
            raise TooLong("Ce fichier est trop grand : choisissez un fichier de data.inclusion.")
        SourceFilePart.objects.create(load=load, what=what, number=number, content=zlib.compress(piece, 1))
    return size


def _of_one_size(pieces: Iterable[bytes]) -> Iterator[bytes]:
    held = bytearray()
    for piece in pieces:
        held += piece
        while len(held) >= PIECE:
            yield bytes(held[:PIECE])
            del held[:PIECE]
    if held:
        yield bytes(held)


def read(load: SourceLoad) -> None:
    """Take the département out of the files, then forget the files. Once more when a worker died half-way."""
    with transaction.atomic():
        load = locked(load)
        if load.status not in (Status.WAITING, Status.READING):
            return
        load.move_to(Status.READING)
    try:
        with _as_files(load) as (structures, services):
            extract = extract_of(structures, services, load.departement, _percent_of(load))
    except Unreadable as refusal:
        _end_reading(load, Status.REFUSED, refusal=refusal.message)
    else:
        kept = {
            "structures": [records.plain(each) for each in extract.structures.values()],
            "services": [records.plain(each) for each in extract.services],
        }
        _end_reading(load, Status.READY, extract=kept)


@transaction.atomic
def _end_reading(load: SourceLoad, status: SourceLoad.Status, **values: Any) -> None:
    SourceFilePart.objects.filter(load=load).delete()
    SourceLoad.objects.filter(pk=load.pk).update(percent=0, **values)
    locked(load).move_to(status)


@contextmanager
def _as_files(load: SourceLoad) -> Iterator[tuple[Path, Path]]:
    """Both files on the disk of whoever reads them, for as long as they are read."""
    with TemporaryDirectory(prefix="boussole-") as folder:
        paths = (Path(folder) / "structures", Path(folder) / "services")
        for path, what in zip(paths, (What.STRUCTURES, What.SERVICES), strict=True):
            with path.open("wb") as file:
                parts = SourceFilePart.objects.filter(load=load, what=what).order_by("number")
                for number in parts.values_list("number", flat=True):
                    file.write(zlib.decompress(parts.values_list("content", flat=True).get(number=number)))
        yield paths


def _percent_of(load: SourceLoad) -> Callable[[float], None]:
    told = 0

    def tell(share: float) -> None:
        nonlocal told
        if (percent := int(share * 100)) > told:
            told = percent
            SourceLoad.objects.filter(pk=load.pk).update(percent=percent)

    return tell


def extract_in(load: SourceLoad) -> Extract:
    """The records kept in the load."""
    kept = load.extract or {"structures": [], "services": []}
    structures = [records.restored_structure(each) for each in kept["structures"]]
    services = [records.restored_service(each) for each in kept["services"]]
    return Extract({each.id: each for each in structures}, services)


def preview(load: SourceLoad, choice: Choice) -> Preview:
    """What a load would do, with nothing written."""
    extract = extract_in(load)
    serving = frozenset(account_policies.around(tuple(load.territory.areas)))
    found = selected(extract, choice, serving)
    plan = plan_of(extract, found, departement=load.departement, statuses=statuses_of(load.territory))
    return Preview(extract, found, plan)


def begin_import(load: SourceLoad, choice: Choice, *, by: User, now: datetime) -> SourceLoad:
    """Import what was looked at: at once when it is short, else by the worker.

    :raises NotAllowed: for somebody else than the animation of the territory
    :raises MoveRefused: when it is already imported, or being
    """
    with transaction.atomic():
        load = locked(load)
        can_load(by, load.territory, now.date()).require()
        load.move_to(Status.LOADING)
        load.choice, load.by = choice.as_json(), by
        load.save(update_fields=["choice", "by"])
        if len(load.extract["services"] if load.extract else ()) > SMALL_IMPORT:
            enqueue(_tasks().import_source_load, load_id=load.pk)
            return load
    do_import(load, now=now)
    load.refresh_from_db()
    return load


def do_import(load: SourceLoad, *, now: datetime) -> None:
    """Carry the plan out; twice is the same as once."""
    load.refresh_from_db()
    if load.status != Status.LOADING or load.choice is None:
        return
    plan = preview(load, Choice.from_json(load.choice)).plan
    # Written before anything else: taken up again after a failure, what is done already would count as the same.
    report = load.report or report_of(plan)
    SourceLoad.objects.filter(pk=load.pk).update(report=report)
    carry_out(plan, departement=load.departement, by=load.by, now=now, progress=_percent_of(load))
    with transaction.atomic():
        SourceLoad.objects.filter(pk=load.pk).update(extract=None, loaded_at=now, percent=100)
        locked(load).move_to(Status.LOADED)
        counts = {fate: sum(numbers) for fate, numbers in report["counts"].items()}
        trail.record("source.loaded", by=load.by, on=load, at=now, departement=load.departement, **counts)


def report_of(plan: Plan) -> dict[str, Any]:
    """The plan in few words, to be kept: how many of each fate."""
    return {
        "table_version": TABLE_VERSION,
        "counts": {fate.value: list(plan.count(fate)) for fate in Fate},
    }


def departements_of(territory: Territory) -> list[str]:
    """The codes of the départements in which a territory has communes, the one with most of them first."""
    counts: dict[str, int] = {}
    for code in Zone.restored(territory.areas).communes():
        departement = geography().commune(code).departement
        counts[departement] = counts.get(departement, 0) + 1
    return sorted(counts, key=lambda code: (-counts[code], code))
