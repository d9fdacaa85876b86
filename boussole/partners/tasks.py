"""What structures, their teams and their charters do by themselves, with time."""

from procrastinate.contrib.django import app


@app.periodic(cron="7 * * * *")
@app.task(queue="upkeep", queueing_lock="partners.remind_teams")
def remind_teams(timestamp: int) -> None:
    """Ask managers in the morning who still belongs to their team; tell the animation when nobody says."""
    from boussole.core import clock
    from boussole.partners.actions import reminding_teams

    reminding_teams.remind_teams(now=clock.planned(timestamp))
