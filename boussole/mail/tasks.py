"""The worker's alarm clocks for messages: rows say what is to be done, a job only wakes somebody up."""

from procrastinate import JobContext
from procrastinate.contrib.django import app

UPKEEP, FRESH, LATER = 20, 10, 0  # priorities: a first attempt never waits behind somebody else's retries


@app.task(queue="mail", priority=FRESH, pass_context=True)
def deliver(context: JobContext, *, message_id: str) -> None:
    """Deliver this message, and the others that are due, over the same connection."""
    from boussole.core import clock
    from boussole.mail import delivery

    delivery.deliver_due(now=clock.now(), first=message_id, holder=context.job.worker_id)


# Every 20 seconds: a killed worker is known after 30, and its jobs must resume within the minute.
@app.periodic(cron="* * * * * */20")
@app.task(queue="upkeep", queueing_lock="mail.sweep", priority=UPKEEP)
def sweep(timestamp: int) -> None:
    """Show that a worker lives; give back to the queue what a dead worker or a lost job left behind."""
    from boussole.core import clock
    from boussole.mail import upkeep

    upkeep.beat(now=clock.real_now())
    upkeep.sweep(now=clock.now())


@app.periodic(cron="*/15 * * * *")
@app.task(queue="upkeep", queueing_lock="mail.alert_operator", priority=UPKEEP)
def alert_operator(timestamp: int) -> None:
    """Tell the operator about messages that do not arrive, once a day at most."""
    from boussole.core import clock
    from boussole.mail import upkeep

    upkeep.alert_operator(now=clock.planned(timestamp))


@app.periodic(cron="40 3 * * *")
@app.task(queue="upkeep", queueing_lock="mail.forget_old_jobs")
def forget_old_jobs(timestamp: int) -> None:
    """Delete the jobs that ended: those that went well after a day, the others after a week."""
    from boussole.mail import upkeep

    upkeep.forget_old_jobs()
