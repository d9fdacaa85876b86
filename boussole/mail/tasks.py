"""The worker's alarm clocks for messages: rows say what is to be done, a job only wakes somebody up."""

from procrastinate.contrib.django import app

FRESH, LATER = 10, 0  # priorities: a first attempt never waits behind somebody else's retries


@app.task(queue="mail", priority=FRESH)
def deliver(*, message_id: str) -> None:
    """Deliver this message, and the others that are due, over the same connection."""
    from boussole.core import clock
    from boussole.mail import delivery

    delivery.deliver_due(now=clock.now(), first=message_id)


@app.periodic(cron="* * * * *")
@app.task(queue="mail", queueing_lock="mail.sweep", priority=FRESH)
def sweep(timestamp: int) -> None:
    """Beat, then give back to the queue what a dead worker or a lost job left behind."""
    from boussole.core import clock
    from boussole.mail import upkeep

    upkeep.beat(now=clock.real_now())
    upkeep.sweep(now=clock.now())


@app.periodic(cron="*/15 * * * *")
@app.task(queue="mail", queueing_lock="mail.alert")
def alert_operator(timestamp: int) -> None:
    """Tell the operator about messages that will never arrive, once a day at most."""
    from boussole.core import clock
    from boussole.mail import upkeep

    upkeep.alert_operator(now=clock.planned(timestamp))
