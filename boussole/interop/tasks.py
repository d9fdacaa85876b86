"""Long files: read and imported by the worker, while a page says how far it has come."""

from procrastinate.contrib.django import app


@app.task(queue="loading")
def check_file(*, run_id: int) -> None:
    """Read a spreadsheet of offers and compare each line with the database."""
    from boussole.core import clock
    from boussole.interop.sheets import runs

    runs.check_later(run_id, now=clock.now())


@app.task(queue="loading")
def import_file(*, run_id: int) -> None:
    """Make the drafts that a checked spreadsheet asks for."""
    from boussole.core import clock
    from boussole.interop.sheets import runs

    runs.import_later(run_id, now=clock.now())


@app.task(queue="loading")
def read_source_load(*, load_id: int) -> None:
    """Take one département out of the two files of data.inclusion."""
    from boussole.interop.data_inclusion import loads
    from boussole.interop.models import SourceLoad

    loads.read(SourceLoad.objects.get(pk=load_id))


@app.task(queue="loading")
def import_source_load(*, load_id: int) -> None:
    """Import the structures and services that somebody looked at and chose."""
    from boussole.core import clock
    from boussole.interop.data_inclusion import loads
    from boussole.interop.models import SourceLoad

    loads.do_import(SourceLoad.objects.get(pk=load_id), now=clock.now())
