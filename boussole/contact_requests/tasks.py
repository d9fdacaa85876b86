"""The clock's own alarm: rows and dates say what is due, a job only wakes the sweep up."""

from procrastinate.contrib.django import app


@app.periodic(cron="*/5 * * * *")
@app.task(queue="upkeep", queueing_lock="contact_requests.remind", priority=10)
def remind(timestamp: int) -> None:
    """Remind, escalate and close what nobody answers, redirections included; warn of lost messages."""
    from boussole.contact_requests import actions
    from boussole.core import clock

    now = clock.planned(timestamp)
    actions.remind_due(now=now)
    actions.sweep_redirections(now=now)
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


@app.task(queue="mail", priority=10)
def write_code(*, code_id: str) -> None:
    """Send the six digits that somebody asked for, if we know their contact: the page that asked does not say."""
    from boussole.contact_requests import actions
    from boussole.core import clock

    actions.write_code(code_id, now=clock.now())


@app.periodic(cron="*/10 * * * *")
@app.task(queue="upkeep", queueing_lock="contact_requests.send_digests")
def send_digests(timestamp: int) -> None:
    """Write the daily digests whose hour has come, to whoever has something waiting."""
    from datetime import timedelta

    from boussole.contact_requests import actions
    from boussole.core import clock

    now = clock.planned(timestamp)
    # Left in the queue by an outage: the next one comes within ten minutes and knows what waits today.
    if clock.now() - now < timedelta(hours=1):
        actions.send_digests(now=now)


@app.periodic(cron="*/10 * * * *")
@app.task(queue="upkeep", queueing_lock="contact_requests.follow_absences")
def follow_absences(timestamp: int) -> None:
    """Hand requests to deputies when an absence begins, give back what waits when it ends; rescue orphans.

    Whoever answered for a structure that left stops once its last request is finished.
    """
    from boussole.contact_requests import actions
    from boussole.core import clock

    now = clock.planned(timestamp)
    actions.follow_absences(now=now)
    actions.rescue_orphans(now=now)
    actions.release_teams(now=now)
