"""What territories do by themselves, with time."""

from procrastinate.contrib.django import app


@app.periodic(cron="22 * * * *")
@app.task(queue="upkeep", queueing_lock="animation.close_territories")
def close_territories(timestamp: int) -> None:
    """Close to young people the territories whose last day is over, where they are."""
    from boussole.animation.actions import close_due
    from boussole.core import clock

    close_due(now=clock.planned(timestamp))
