"""The clock's own alarm: a version waits for its day."""

from procrastinate.contrib.django import app


@app.periodic(cron="*/10 * * * *")
@app.task(queue="upkeep", queueing_lock="questionnaires.publish_due")
def publish_due(timestamp: int) -> None:
    """Put on line the questionnaires whose day has come."""
    from boussole.core import clock
    from boussole.questionnaires import actions

    actions.publish_due(now=clock.planned(timestamp))
