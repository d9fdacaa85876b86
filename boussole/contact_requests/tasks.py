"""The clock's own alarm: rows and dates say what is due, a job only wakes the sweep up."""

from procrastinate.contrib.django import app


@app.periodic(cron="*/5 * * * *")
@app.task(queue="upkeep", queueing_lock="contact_requests.remind", priority=10)
def remind(timestamp: int) -> None:
    """Remind, escalate and close what nobody answers; warn of the requests whose message is lost."""
    from boussole.contact_requests import actions
    from boussole.core import clock

    now = clock.planned(timestamp)
    actions.remind_due(now=now)
    actions.warn_of_lost_recaps(now=now)


@app.periodic(cron="1 * * * *")
@app.task(queue="upkeep", queueing_lock="contact_requests.ask_opinions")
def ask_opinions(timestamp: int) -> None:
    """Ask young people whether it helped, once."""
    from boussole.contact_requests import actions
    from boussole.core import clock

    actions.ask_opinions(now=clock.planned(timestamp))


@app.periodic(cron="20 6 * * *")
@app.task(queue="upkeep", queueing_lock="contact_requests.check_invariants")
def check_invariants(timestamp: int) -> None:
    """Check that no request is without an owner, its messages, its date or its escalation; tell the operator."""
    from boussole.contact_requests import actions
    from boussole.core import clock

    actions.alert_of_broken_invariants(now=clock.planned(timestamp))
