"""What happens to accounts without anybody asking."""

from procrastinate.contrib.django import app


@app.periodic(cron="1 * * * *")
@app.task(queue="upkeep", queueing_lock="accounts.recall_invitations")
def recall_invitations(timestamp: int) -> None:
    """Recall invitations that wait, half-way and on their eve; tell who sent those that nobody answered."""
    from boussole.accounts import actions
    from boussole.core import clock

    actions.recall_invitations(now=clock.planned(timestamp))


@app.periodic(cron="20 7 * * *")
@app.task(queue="upkeep", queueing_lock="accounts.warn_of_closing")
def warn_of_closing(timestamp: int) -> None:
    """Tell those whose account nobody has opened for nearly two years that it will be closed in a month."""
    from boussole.accounts import actions
    from boussole.core import clock

    actions.warn_of_closing(now=clock.planned(timestamp))
