"""Who signs in, who is away, and what they arranged for their work."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlsplit

from boussole.accounts import actions as accounts
from boussole.accounts.models import User
from boussole.contact_requests import action_links, actions
from boussole.offers.models import Offer
from boussole.partners import actions as partners
from boussole.partners.actions import Plan
from boussole.partners.models import Absence, Structure
from tests.factories import NOW
from tests.factories.accounts import PASSWORD, SECRET, MandateFactory, UserFactory
from tests.factories.partners import ReferentFactory
from tests.pages.world.loire import (
    BUSY,
    LONG_NAME,
    LONG_TEXT,
    QUIET,
    SHARED_MAILBOX,
    SLOWER,
    World,
)

MOBILE = "mobile@example.org"  # signs in with a password, and is asked for a code
KEPT_FILTERS = {
    "Celles que je suis": "?etat=ouvertes&personne=moi",
    "En retard, sans personne pour les suivre encore, à répartir": "?echeance=retard&personne=personne",
}


def add_people(world: World) -> None:
    busy, quiet = Structure.objects.get(code=BUSY), Structure.objects.get(code=QUIET)
    nadia = User.objects.get(email="nadia.belkacem@example.org")
    nadia.set_password(PASSWORD)
    nadia.save()
    nadia = accounts.enrol_second_factor(nadia, SECRET, period=0, now=NOW)
    claire = User.objects.get(email="claire.fontanel@example.org")
    several = ReferentFactory(structure=busy, role="MANAGER", user__first_name="Ousmane").user
    ReferentFactory(structure=quiet, user=several)
    ReferentFactory(
        structure=busy,
        user__first_name=LONG_NAME,
        user__last_name="Belkacem-Vandenbroucke-Oyelaran",
        user__job_title="Conseillère en insertion sociale et professionnelle, référente de l’accompagnement",
    )
    world.users = {
        "referent": nadia,
        "several": several,
        "quiet": ReferentFactory(structure=quiet, role="MANAGER").user,
        "animator": claire,
        "national": User.objects.get(email="hugo.marchetti@example.org"),
        "regional": MandateFactory(role="REGIONAL", territory=None, region="84").user,
        "observer": MandateFactory(role="OBSERVER", territory=claire.mandates.get().territory).user,
        "nobody": UserFactory(),
        "newcomer": UserFactory(),
        "codes": UserFactory.with_second_factor(),
        "colleague": ReferentFactory(structure=busy, user__first_name="Malik", user__last_name="Diallo").user,
        "mobile": UserFactory.with_second_factor(email=MOBILE),
    }
    for name, query in KEPT_FILTERS.items():
        actions.keep_filter(name=name, query=query, by=nadia)


def add_absences(world: World) -> None:
    """Somebody away today, somebody soon, and a structure that answers later."""
    manager, nadia = world.users["several"], world.users["referent"]
    busy, slower = Structure.objects.get(code=BUSY), Structure.objects.get(code=SLOWER)
    long_name = User.objects.get(first_name=LONG_NAME)
    today = NOW.date()
    week = timedelta(days=7)
    mailbox = {"rule": Absence.Rule.MAILBOX, "mailbox": SHARED_MAILBOX}
    partners.declare_absence(Plan(busy, long_name, today, today + week, **mailbox), by=manager, now=NOW)
    soon = Plan(busy, nadia, today + 2 * week, today + 3 * week, Absence.Rule.DEPUTY, deputy=long_name)
    absence = partners.declare_absence(soon, by=manager, now=NOW)
    world.paths["cancel absence"] = f"/extranet/absences/{absence.public_id}/annulation/"
    called_off = Plan(busy, manager, today + 4 * week, today + 4 * week, **mailbox)
    partners.cancel_absence(partners.declare_absence(called_off, by=manager, now=NOW), by=manager, now=NOW)
    boss = ReferentFactory(structure=slower, role="MANAGER").user
    longer = Plan(slower, None, today, today + week, Absence.Rule.LONGER_DELAY, promised_days=7)
    partners.declare_absence(longer, by=boss, now=NOW)
    world.paths["departure"] = f"/extranet/collegues/{busy.referents.get(user=nadia).pk}/depart/"


def add_workshop(world: World) -> None:
    """What professionals arrange for themselves, and the links of their mails."""
    nadia, late = world.users["referent"], world.requests["late"]
    busy = Structure.objects.get(code=BUSY)
    text = "Bonjour {prénom}, {moi} de {structure}. Je te rappelle demain matin, avant midi."
    answer = actions.add_ready_answer(busy, title="Prise de contact", text=text, by=nadia, now=NOW)
    actions.add_ready_answer(busy, title="Message laissé sur le répondeur", text=LONG_TEXT, by=nadia, now=NOW)
    actions.open_calendar_feed(world.users["several"], now=NOW)
    Offer.objects.filter(pk=late.offer_id).update(contact_emails=[SHARED_MAILBOX])
    world.paths |= {
        "mail link": urlsplit(action_links.issue(late, nadia.email, NOW)).path,
        "shared mail link": urlsplit(action_links.issue(late, SHARED_MAILBOX, NOW)).path,
        "ready answer": f"/extranet/reponses/{answer.pk}/",
        "delete ready answer": f"/extranet/reponses/{answer.pk}/suppression/",
    }
