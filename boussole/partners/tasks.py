"""What structures, their teams and their charters do by themselves, with time."""

from procrastinate.contrib.django import app


@app.periodic(cron="7 * * * *")
@app.task(queue="upkeep", queueing_lock="partners.remind_teams")
def remind_teams(timestamp: int) -> None:
    """Ask managers in the morning who still belongs to their team; tell the animation when nobody says."""
    from boussole.core import clock
    from boussole.partners.actions import reminding_teams

    reminding_teams.remind_teams(now=clock.planned(timestamp))


@app.task(queue="upkeep")
def seal_charter(*, agreement_id: int) -> None:
    """Make the sealed document of a charter that has just been signed by all."""
    from boussole.core import clock
    from boussole.partners.actions import sealing

    sealing.seal_soon(agreement_id, now=clock.now())


@app.periodic(cron="*/10 * * * *")
@app.task(queue="upkeep", queueing_lock="partners.seal_charters")
def seal_charters(timestamp: int) -> None:
    """Make the sealed documents that could not be made at once."""
    from boussole.core import clock
    from boussole.partners.actions import sealing

    sealing.seal_waiting(now=clock.planned(timestamp))
