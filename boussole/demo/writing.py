"""Offers as people leave them on a Monday: begun, proposed, sent back, planned, to confirm, made from a template."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from boussole.accounts.models import User
from boussole.demo.acting import act, claire
from boussole.demo.personas import NADIA, NADIAS
from boussole.demo.year import Year
from boussole.offers import reach
from boussole.offers.actions import confirming, reviewing, templates, writing
from boussole.offers.actions.reviewing import Passage
from boussole.offers.content import OfferContent
from boussole.offers.models import Offer, OfferVersion
from boussole.partners.models import Referent, Structure
from boussole.questionnaires.models import Category, Questionnaire

# When somebody last said « toujours d’actualité », in days: six months later it must be said again.
CONFIRMED = (
    (174, ("preparer-entretien", "point-recherche-emploi", "cv-et-lettre")),  # soon
    (192, ("loyer-en-retard", "budget-et-papiers")),  # a little late
    (222, ("cafe-des-langues",)),  # for so long that it is shown last
)


@dataclass(frozen=True, slots=True)
class Change:
    """What a structure proposes to change in an offer, how many days ago, and what it says from then on."""

    offer: str
    days: int
    words: dict[str, Any]  # parts of `OfferContent`
    promised_days: int | None = None


PROPOSED = (
    Change(
        "formation-payee",
        6,
        {"summary": "On cherche avec toi une formation gratuite, et on calcule ce que tu peux toucher."},
    ),
    Change("logement-avec-enfant", 2, {"title": "Te loger avec ton enfant"}, promised_days=2),
    Change("partir-depuis-roanne", 0, {"opening_hours": "Le mercredi de 14 h à 18 h"}),
)
BETTER = Change(  # published three weeks ago: the history has two versions to compare
    "preparer-entretien",
    20,
    {"description": "On joue la scène pour de vrai, avec tes vraies questions.\n\nTu reviens quand tu veux."},
)
PLANNED = Change("voir-psychologue", 4, {"opening_hours": "Du lundi au vendredi, de 9 h à 19 h"})
IN_DAYS = 5
SENT_BACK = Change(
    "point-recherche-emploi",
    3,
    {
        "summary": "Dans le cadre du dispositif, un conseiller vous reçoit pour effectuer un diagnostic.",
        "title": "Faire le point et ne plus chercher dans ton coin",
    },
)
WHY_BACK = "Presque ! Le texte court était plus clair avant."
PASSAGES = (
    Passage("summary", "On dit « tu » aux jeunes, et plutôt « aide » que « dispositif ».", "dispositif"),
    Passage(
        "summary", "Dites ce que l’on fait ensemble : « on regarde avec toi où tu en es ».", "diagnostic"
    ),
)
BEGUN = ("emploi", "postuler", "Filmer ta présentation en une minute")
FROM_TEMPLATE = OfferContent(
    theme="formation",
    category="",
    title="Visiter un lieu de formation",
    summary="Une heure sur place avec quelqu’un qui s’y forme, pour voir si ça te plaît.",
    description="Tu vois les ateliers, tu poses tes questions, tu repars avec un contact.",
)
USED_BY = ("greta-pilat", "apprentis-du-forez")


def spread_confirmations(day: date) -> None:
    """Have each offer to be confirmed some day of the coming months, whatever the dates of the files.

    Those were right when they were written: a demonstration opened a year later would have no offer left.
    """
    offers = list(
        Offer.objects.on_line().select_related("structure", "category").prefetch_related("criteria")
    )
    for number, offer in enumerate(sorted(offers, key=lambda each: each.code)):
        offer.confirm_by = day + timedelta(days=25 + number * 37 % 150)
    Offer.objects.bulk_update(offers, ["confirm_by"])
    reach.refresh(offers)


def date_texts_back(at: datetime) -> None:
    """What was imported a minute ago has been on line since the year began: no history starts in the future."""
    loaded = OfferVersion.objects.filter(origin=OfferVersion.Origin.LOADED)
    loaded.update(saved_at=at, published_at=at)
    Offer.objects.filter(published_at__isnull=False).update(published_at=at)
    Questionnaire.objects.filter(published_at__isnull=False).update(published_at=at)


def add_writing(year: Year) -> None:
    """Add to the agenda what is written, reviewed and confirmed."""
    for days, codes in CONFIRMED:
        year.add(year.days_ago(days, hour=10, minute=5), partial(_confirm, year, codes))
    year.add(year.days_ago(BETTER.days, hour=11, minute=0), partial(_publish, year, BETTER))
    for change in PROPOSED:
        year.add(year.days_ago(change.days, hour=9, minute=12), partial(_propose, year, change))
    year.add(year.days_ago(PLANNED.days, hour=15, minute=0), partial(_plan, year, PLANNED))
    year.add(year.days_ago(SENT_BACK.days, hour=16, minute=20), partial(_send_back, year))
    year.add(year.days_ago(1, hour=17, minute=40), partial(_begin, year))
    year.add(year.days_ago(30, hour=14, minute=0), partial(_make_template, year))


def _day(year: Year, at: datetime) -> date:
    return year.window.day(at)


def _confirm(year: Year, codes: tuple[str, ...], at: datetime) -> None:
    for offer in Offer.objects.filter(code__in=codes).select_related("structure").order_by("pk"):
        if (somebody := _writer(year, offer.structure, at)) is not None:
            confirming.confirm([offer], **act(year, somebody, at))


def _writer(year: Year, structure: Structure, at: datetime) -> User | None:
    """Who writes the offers there: whoever is responsible, else a referent; Nadia in her own structure."""
    there = Referent.objects.in_force(_day(year, at)).filter(structure=structure, user__is_active=True)
    rows = sorted(there.select_related("user"), key=lambda row: (not row.is_manager, row.pk))
    if structure.code == NADIAS:
        rows.sort(key=lambda row: row.user.email != NADIA.email)
    return rows[0].user if rows else None


def _propose(year: Year, change: Change, at: datetime) -> OfferVersion | None:
    """Write the next version and propose it; nobody there that day, nothing is written."""
    offer = Offer.objects.select_related("structure").get(code=change.offer)
    author = _writer(year, offer.structure, at)
    if author is None:
        return None
    version = writing.start_version(offer, **act(year, author, at))
    content = replace(version.content, **change.words)
    if change.promised_days:
        content = replace(content, promised_days=change.promised_days)
    version = writing.save_version(version, content, seen=version.saves, **act(year, author, at))
    return reviewing.submit(version, **act(year, author, at))


def _publish(year: Year, change: Change, at: datetime) -> None:
    if version := _propose(year, change, at):
        later = at + timedelta(hours=3)
        reviewing.approve(version, **act(year, claire(), later))


def _plan(year: Year, change: Change, at: datetime) -> None:
    if version := _propose(year, change, at):
        on = _day(year, year.now) + timedelta(days=IN_DAYS)
        reviewing.approve(version, publish_on=on, **act(year, claire(), at))


def _send_back(year: Year, at: datetime) -> None:
    if version := _propose(year, SENT_BACK, at):
        later = at + timedelta(hours=18)
        reviewing.send_back(version, note=WHY_BACK, comments=PASSAGES, **act(year, claire(), later))


def _begin(year: Year, at: datetime) -> None:
    """Nadia began an offer last night, and went home."""
    theme, category, title = BEGUN
    structure = Structure.objects.get(code=NADIAS)
    nadia = User.objects.get(email=NADIA.email)
    found = Category.objects.select_related("theme").get(theme__code=theme, code=category)
    writing.start_offer(structure, found, title=title, **act(year, nadia, at))


def _make_template(year: Year, at: datetime) -> None:
    """A template of the territory, from which two structures made their own offer; one is still a draft."""
    category = Category.objects.filter(theme__code=FROM_TEMPLATE.theme).order_by("position").first()
    if category is None:
        return
    content = replace(FROM_TEMPLATE, category=category.code)
    scope = templates.Scope(territory=year.territory)
    template = templates.write_template(content, scope, **act(year, claire(), at))
    for number, code in enumerate(USED_BY):
        structure = Structure.objects.get(code=code)
        author = _writer(year, structure, at)
        if author is None:
            continue
        (version,) = templates.use_template(template, [structure], **act(year, author, at))
        if number == 0 and structure.email:
            free = replace(version.content, is_free=True)
            version = writing.save_version(version, free, seen=version.saves, **act(year, author, at))
            version = reviewing.submit(version, **act(year, author, at))
            reviewing.approve(version, **act(year, claire(), at))
