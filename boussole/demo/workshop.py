"""How professionals arrange their work: texts ready to be sent, ways of looking at the list, a digest at their hour."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from boussole.accounts.models import User
from boussole.contact_requests import actions
from boussole.demo.personas import NADIA, NADIAS, PAUL
from boussole.demo.stories import stories
from boussole.demo.year import Year
from boussole.partners.models import Referent

MAIN = (
    NADIAS,
    "mission-locale-forez",
    "mission-locale-roannais",
    "info-jeunes-saint-etienne",
    "info-jeunes-roanne",
    "habitat-jeunes-meridien",
)
FILTERS = (  # as the list of requests writes them in its address
    ("En retard, toute l’équipe", "?echeance=retard"),
    ("Mes demandes en cours", "?etat=en-cours&personne=moi"),
    ("Reçues d’ailleurs", "?etat=toutes&passage=recue"),
)
EARLIER, NEVER = 7, None
HOURS = {NADIA.email: 8, PAUL.email: EARLIER, "theo.vialatte@example.org": NEVER}


def add_workshop(year: Year) -> None:
    """Add to the agenda what was arranged a month ago."""
    year.add(year.days_ago(30, hour=9, minute=30), partial(_arrange, year))


def _arrange(year: Year, at: datetime) -> None:
    managers = Referent.objects.filter(structure__code__in=MAIN, role=Referent.Role.MANAGER)
    for manager in managers.select_related("structure", "user").order_by("pk"):
        for answer in stories().ready_answers:
            actions.add_ready_answer(
                manager.structure, title=answer["title"], text=answer["text"], by=manager.user, now=at
            )
    for name, query in FILTERS:
        actions.keep_filter(name=name, query=query, by=User.objects.get(email=NADIA.email))
    for email, hour in HOURS.items():
        user = User.objects.get(email=email)
        actions.choose_digest_hour(user, hour, timezone=year.territory.timezone, now=at)
