"""What offers do by themselves, with time."""

from procrastinate.contrib.django import app


@app.periodic(cron="*/3 * * * *")
@app.task(queue="upkeep", queueing_lock="offers.check_links")
def check_links(timestamp: int) -> None:
    """Ask a few of the addresses that offers quote whether they still answer."""
    from boussole.core import clock
    from boussole.offers.actions import checking_links

    checking_links.sweep(now=clock.planned(timestamp))


@app.periodic(cron="40 4 * * *")
@app.task(queue="upkeep", queueing_lock="offers.list_links")
def list_links(timestamp: int) -> None:
    """List the addresses that offers quote today, and forget the others."""
    from boussole.core import clock
    from boussole.offers.actions import checking_links

    checking_links.refresh_list(now=clock.planned(timestamp))


@app.periodic(cron="1 * * * *")
@app.task(queue="upkeep", queueing_lock="offers.ask_whether_still_true")
def ask_whether_still_true(timestamp: int) -> None:
    """Ask structures in the morning whether their offers are still true; warn the animation before they go."""
    from boussole.core import clock
    from boussole.offers.actions import reminding

    reminding.remind_due(now=clock.planned(timestamp))


@app.periodic(cron="*/15 * * * *")
@app.task(queue="upkeep", queueing_lock="offers.publish_due")
def publish_due(timestamp: int) -> None:
    """Put on line the versions approved for today, where the day has begun."""
    from boussole.core import clock
    from boussole.offers.actions import scheduling

    scheduling.publish_due(now=clock.planned(timestamp))
