"""What structures, their teams and their charters do by themselves, with time."""

from procrastinate.contrib.django import app


@app.periodic(cron="7 * * * *")
@app.task(queue="upkeep", queueing_lock="partners.remind_teams")
def remind_teams(timestamp: int) -> None:
    """Ask managers in the morning who still belongs to their team; tell the animation when nobody says."""
    from boussole.core import clock
    from boussole.partners.actions import reminding_teams

    reminding_teams.remind_teams(now=clock.planned(timestamp))


@app.periodic(cron="2 * * * *")
@app.task(queue="upkeep", queueing_lock="partners.remind_of_charters")
def remind_of_charters(timestamp: int) -> None:
    """Remind who has not signed a charter; tell both parties of its renewal, its end, its tolerance."""
    from boussole.core import clock
    from boussole.partners.actions import charters

    charters.remind_due(now=clock.planned(timestamp))


@app.periodic(cron="12 * * * *")
@app.task(queue="upkeep", queueing_lock="partners.end_charters")
def end_charters(timestamp: int) -> None:
    """End the charters whose last day is over, where the structure is, and tell both parties."""
    from boussole.core import clock
    from boussole.partners.actions import charters

    charters.end_due(now=clock.planned(timestamp))


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
