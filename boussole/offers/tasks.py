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
