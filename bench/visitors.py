"""Prepare the load: a visit with a full page of results, thousands of forms ready to be sent, a signed-in desk."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import timedelta
from itertools import product
from pathlib import Path
from urllib.parse import urlencode
from uuid import uuid4

from bench.country import start_django

start_django()

from django.conf import settings
from django.test import Client

from boussole.accounts.models import User
from boussole.core.clock import now
from boussole.offers.models import Offer
from boussole.orientation.journey import kept
from boussole.orientation.queries import results_page
from boussole.orientation.situation import Situation
from boussole.questionnaires.definition import Answered, Answers, Definition
from boussole.questionnaires.models import Questionnaire
from boussole.territories.geography import geography
from boussole.web.public.selection import selection_of
from boussole.web.public.stamps import Stamp, fingerprint_of
from boussole.web.public.surroundings import surroundings_of
from boussole.web.public.views.results import FIRST_SHOWN
from boussole.web.public.visit import ThemeAnswers, Visit

FORMS = 24_000
ALL_REQUESTS = "/extranet/demandes/?etat=toutes"
CARDS = 20


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, required=True)
    folder: Path = parser.parse_args().folder
    folder.mkdir(parents=True, exist_ok=True)
    prepare(folder)


def prepare(folder: Path) -> None:

    visit, theme = a_visit()
    cookie = f"{settings.JOURNEY_COOKIE_NAME}={sealed(visit)}"
    results = f"/themes/{theme}/resultats/"
    desk = f"{settings.SESSION_COOKIE_NAME}={a_session()}"
    (folder / "filings.txt").write_text("\n".join(the_forms()))
    targets = {
        "results": {"path": results, "cookie": cookie},
        "results, bare": {"path": f"/bare/results/?{urlencode({'of': results})}", "cookie": cookie},
        "filing": {"path": "/ma-demande/", "script": "filing.lua"},
        "extranet list": {"path": ALL_REQUESTS, "cookie": desk},
        "extranet list, bare": {"path": f"/bare/requests/?{urlencode({'of': ALL_REQUESTS})}", "cookie": desk},
    }
    (folder / "targets.json").write_text(json.dumps(targets))


def a_visit() -> tuple[Visit, str]:
    """The visit whose results page is the nearest to twenty cards."""
    found: list[tuple[int, str, Visit]] = []
    places = sorted(geography().communes_of("departement:42"))[::12]
    for row in Questionnaire.objects.filter(territory=None).select_related("theme"):
        for code, decided in product(places, range(8)):
            answers = given(row.definition, decided)
            situation = Situation(geography().commune(code), age=19, answers=answers)
            day = now().date()
            page = results_page(situation, row.theme_id, row.definition, day, most_per_category=FIRST_SHOWN)
            visit = Visit(commune=code, age=19, age_is_asked=True)
            visit.themes[row.theme.code] = ThemeAnswers(version=row.pk, answers=answers)
            found.append((abs(len(page.offers) - CARDS), row.theme.code, visit))
    _, theme, visit = min(found, key=lambda one: one[:2])
    client = Client(HTTP_HOST="localhost")
    client.cookies[settings.JOURNEY_COOKIE_NAME] = sealed(visit)
    page = client.get(f"/themes/{theme}/resultats/").content
    print(f"  {page.count(b'offer__title')} cards, {len(page)} bytes", file=sys.stderr)
    return visit, theme


def given(definition: Definition, decided: int) -> Answers:
    """Every question answered: the first ones for good, the others « je ne sais pas »."""
    answers: dict[str, Answered] = {}
    for rank, question in enumerate(definition.questions.values()):
        if not question.answers:
            answers[question.code] = None
        else:
            codes = question.deciding if rank < decided else question.wildcards
            answers[question.code] = frozenset({min(codes)})
    return kept(definition, answers)


def sealed(visit) -> str:  # type: ignore[no-untyped-def]
    return visit._sealed_short_enough()


def the_forms():  # type: ignore[no-untyped-def]
    """One line per form: the cookie of its visit, a tab, its body. Each has its own key, contact and offer."""

    csrf = "c" * 32
    moment = now()
    offers = list(
        Offer.objects.filter(status="PUBLISHED").order_by("pk").values_list("pk", flat=True)[: FORMS // 20]
    )
    shown_at = moment - timedelta(minutes=1)
    prints: dict[int, str] = {}
    for number in range(FORMS):
        offer = offers[number % len(offers)]
        visit = Visit(commune="42218", age=19, age_is_asked=True, basket=[offer], form_key=uuid4())
        if offer not in prints:
            selection = selection_of([offer], surroundings_of(visit, moment, destination="/"), visit)
            prints[offer] = fingerprint_of(selection.lines)
        stamp = Stamp(visit.form_key, shown_at, prints[offer]).as_text()
        body = {
            "csrfmiddlewaretoken": csrf,
            "cachet": stamp,
            "offre": offer,
            "phone": "",
            "email": f"lina.{number}@example.org",
            "first_name": "Lina",
            "message": "Plutôt le matin, avant mes cours.",
            "agreement": "on",
            "website": "",
        }
        yield f"{settings.JOURNEY_COOKIE_NAME}={sealed(visit)}; csrftoken={csrf}\t{urlencode(body)}"


def a_session() -> str:
    """The session of the manager of structure 1, who answers for a hundredth of the requests."""

    client = Client(HTTP_HOST="localhost")
    client.force_login(User.objects.get(email="mesure@example.org"))
    answer = client.get(ALL_REQUESTS, follow=True)
    if answer.status_code != 200 or answer.redirect_chain:
        raise SystemExit(
            f"The list of requests is not open to the measure: {answer.status_code} {answer.redirect_chain}"
        )
    return client.session.session_key


if __name__ == "__main__":
    main()
