"""What is written when a template changes: each structure reads which of its offers changed with it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from boussole.accounts.models import User
from boussole.core.links import absolute
from boussole.mail import outbox
from boussole.offers.models import Offer, OfferTemplate
from boussole.offers.recipients import Teams

FOLDER = "offers/messages"


def tell_template_changed(
    template: OfferTemplate, offers: Iterable[Offer], *, by: User, now: datetime
) -> None:
    """One mail to each person who keeps some of these offers, listing theirs."""
    rows = Offer.objects.filter(pk__in=[offer.pk for offer in offers])
    changed = list(rows.select_related("structure").order_by("pk"))
    teams = Teams.of((offer.structure_id for offer in changed), now.date())
    theirs: dict[User, list[Offer]] = defaultdict(list)
    for offer in changed:
        for person in teams.keeping(offer):
            if person.pk != by.pk:
                theirs[person].append(offer)
    for person, kept in theirs.items():
        context: dict[str, object] = {
            "first_name": person.first_name,
            "template": template.title,
            "who": by.full_name,
            "offers": [{"title": each.title, "link": _link(each)} for each in kept],
            "count": len(kept),
        }
        outbox.send(
            template=f"{FOLDER}/template_changed", to=person.email, context=context, about=template, now=now
        )


def _link(offer: Offer) -> str:
    return absolute("extranet:offer", offer.code)
