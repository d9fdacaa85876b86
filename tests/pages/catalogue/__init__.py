"""Every page in every state worth seeing: who sees it, where it is, what to press; one module a side of the site."""

from tests.pages.catalogue import (
    account,
    animation,
    answers,
    charters,
    directory,
    extranet,
    from_mail,
    joining,
    life,
    needs,
    offers,
    opening,
    public,
    questionnaires,
    redirections,
    spreadsheets,
    team,
)
from tests.pages.catalogue.shown import Shown

__all__ = ["NO_PAGE", "PAGES", "SIDES", "Shown"]

SIDES = (
    public,
    account,
    from_mail,
    extranet,
    redirections,
    animation,
    directory,
    needs,
    offers,
    life,
    answers,
    questionnaires,
    opening,
    joining,
    spreadsheets,
    team,
    charters,
)
PAGES = tuple(page for side in SIDES for page in side.PAGES)
# Routes that show no page of their own: they act, answer a machine, or lead elsewhere at once.
NO_PAGE = {
    **{route: why for side in SIDES for route, why in side.NO_PAGE.items()},
    "health": "for machines",
    "ready": "for machines",
}
