"""Every night, forget what is over."""

from procrastinate.contrib.django import app


@app.periodic(cron="10 3 * * *")
@app.task(queue="upkeep", queueing_lock="privacy.apply_retention")
def apply_retention(timestamp: int) -> None:
    """Carry out every retention rule."""
    from boussole.core import clock
    from boussole.privacy import actions

    actions.apply_retention(now=clock.planned(timestamp))
