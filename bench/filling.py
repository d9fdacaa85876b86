"""The rows themselves, written by COPY."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate, chain
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

from django.core.management import call_command
from django.db import connection, transaction

from boussole.accounts.models import User
from boussole.contact_requests.models import ContactRequest, Filing
from boussole.contact_requests.promise import due_at
from boussole.core.clock import now
from boussole.offers import reach
from boussole.offers.criteria import Criterion, CriterionKind
from boussole.offers.keys import key_of, ranked_category
from boussole.offers.models import Criterion as CriterionRow
from boussole.offers.models import Offer, OfferReach
from boussole.partners.models import CharterAgreement, Referent, Structure
from boussole.questionnaires.definition import Definition, Kind
from boussole.questionnaires.models import Category, Questionnaire, TerritoryTheme, Theme
from boussole.territories.geography import Commune, geography
from boussole.territories.models import Territory

NATIONAL = Path(__file__).resolve().parent.parent / "content" / "national"
OPEN_SHARE = 0.008  # of the requests are open at any time (performance.md section 4)
PASSWORD = "une boussole pour chacun et chacune"


Row = dict[str, Any]
LONG_AGO = date(2020, 1, 1)


class Homes:
    """Communes drawn by their population."""

    def __init__(self, communes: list[Commune]) -> None:
        self._communes = communes
        self._weights = list(accumulate(commune.population or 0 for commune in communes))

    def draw(self, random: Random, count: int) -> list[Commune]:
        return random.choices(self._communes, cum_weights=self._weights, k=count)


def fill(random: Random, structures: int, offers: int, requests: int) -> None:
    """Migrate, then write everything; says each step and its time."""
    started = time.monotonic()

    def say(line: str) -> None:
        print(f"  {time.monotonic() - started:6.1f} s  {line}", file=sys.stderr, flush=True)

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    call_command("import", str(NATIONAL), verbosity=0)
    if Offer.objects.exists():
        say("already filled")
        return
    with transaction.atomic():
        communes = [geography().commune(code) for code in sorted(geography().communes_of("france"))]
        communes = [commune for commune in communes if commune.population]
        homes = Homes(communes)
        _territories(communes)
        _structures(random, homes, structures)
        say(f"{structures} structures")
        _offers(random, homes, structures, offers)
        say(f"{offers} offers, {OfferReach.objects.count()} rows of reach")
        _requests(random, homes, requests)
        say(f"{requests} requests")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    say("vacuum")


def copy(model: type, rows: Iterable[Row]) -> None:
    """Write rows by COPY (their keys are the columns), then put the sequence after the last id."""
    table = model._meta.db_table  # type: ignore[attr-defined]
    rows = iter(rows)
    first = next(rows)
    with connection.cursor() as cursor:
        with cursor.copy(f"COPY {table} ({', '.join(first)}) FROM STDIN") as out:
            for row in chain([first], rows):
                out.write_row(tuple(row.values()))
        if isinstance(first.get("id"), int):
            cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id)) FROM {table}")


def _territories(communes: list[Commune]) -> None:
    """One per département, up to a hundred, every theme open."""
    opened_on = now().date() - timedelta(days=400)
    for code in sorted({commune.departement for commune in communes})[:100]:
        territory = Territory.objects.create(
            code=f"departement-{code.lower()}",
            name=f"Département {code}",
            areas=[f"departement:{code}"],
            carrier_name="Info Jeunes",
        )
        for theme in Theme.objects.all():
            TerritoryTheme.objects.create(territory=territory, theme=theme, opened_on=opened_on)


def _structures(random: Random, homes: Homes, count: int) -> None:
    copy(
        Structure, (_structure(random, n, home) for n, home in enumerate(homes.draw(random, count), start=1))
    )
    charters = ({"structure_id": n, "status": "IN_FORCE", "signed_on": LONG_AGO} for n in range(1, count + 1))
    copy(CharterAgreement, charters)
    # Structure 1 answers for a hundredth of the requests: its manager is who the lists are measured with.
    manager = User.objects.create_user("mesure@example.org", PASSWORD, first_name="Mesure", last_name="Essai")
    Referent.objects.create(structure_id=1, user=manager, role=Referent.Role.MANAGER, starts_on=LONG_AGO)


def _structure(random: Random, n: int, home: Commune) -> Row:
    return {
        "id": n,
        "public_id": UUID(int=random.getrandbits(128)),
        "code": f"structure-{n}",
        "name": f"Structure {n} de {home.name}",
        "kind": "association",
        "network": "",
        "role": "",
        "status": "ACTIVE",
        "address": "1 rue du Compas",
        "postcode": (home.postcodes or ("00000",))[0],
        "commune": home.code,
        "phone": "01 99 00 00 00",
        "email": f"structure-{n}@example.org",
        "website": "",
        "opening_hours": "",
        "areas": ["france"],
        "default_promised_days": 3,
    }


def _offers(random: Random, homes: Homes, structures: int, count: int) -> None:
    themes = {
        t.pk: Questionnaire.objects.get(theme=t, territory=None).definition for t in Theme.objects.all()
    }
    categories = {pk: list(Category.objects.filter(theme=pk)) for pk in themes}
    known = {pk: reach.known_answers([definition]) for pk, definition in themes.items()}
    offers: list[Row] = []
    criteria: list[Row] = []
    reached: list[Row] = []
    for pk in range(1, count + 1):
        theme = random.choice(list(themes))
        category = random.choice(categories[theme])
        offer = _offer(random, pk, random.randint(1, structures), category, _areas(random, homes))
        asked = _criteria(random, themes[theme])
        offers.append(offer)
        criteria += (_criterion(pk, criterion) for criterion in asked)
        reached += _reach(offer, category, reach.exclusions(asked, known[theme]))
    copy(Offer, offers)
    copy(CriterionRow, criteria)
    copy(OfferReach, reached)


def _offer(random: Random, pk: int, structure: int, category: Category, areas: list[str]) -> Row:
    return {
        "id": pk,
        "code": f"offre-{pk}",
        "structure_id": structure,
        "theme_id": category.theme_id,
        "category_id": category.pk,
        "title": f"Préparer ton projet avec une personne qui connaît, offre {pk}",
        "summary": "On prend le temps avec toi, une fois ou plusieurs, pour avancer vers ce que tu cherches.",
        "description": "",
        "place": "IN_PERSON",
        "address": "",
        "areas": areas,
        "promised_days": random.randint(1, 7),
        "contact_emails": [f"contact-{pk}@example.org"],
        "phone": "",
        "is_full": False,
        "when_full": "LAST",
        "is_free": True,
        "status": "PUBLISHED",
    }


def _criterion(offer: int, criterion: Criterion) -> Row:
    return {
        "offer_id": offer,
        "question": criterion.question,
        "kind": criterion.kind.value,
        "accepted": sorted(criterion.accepted),
        "minimum": criterion.minimum,
        "maximum": criterion.maximum,
    }


def _reach(offer: Row, category: Category, out: reach.Exclusions) -> Iterable[Row]:
    for area in offer["areas"]:
        yield {
            "theme_id": offer["theme_id"],
            "area": area,
            "offer_id": offer["id"],
            "category": ranked_category(category.position, category.code),
            "structure_key": key_of(f"structure-{offer['structure_id']}"),
            "offer_key": key_of(offer["code"]),
            "is_full": False,
            "comes_last": False,
            "age_min": out.age_min,
            "age_max": out.age_max,
            "starts_on": LONG_AGO,
            "ends_on": date.max,
            "rejected": out.rejected,
            "ranges": json.dumps(out.ranges) if out.ranges else None,
        }


def _areas(random: Random, homes: Homes) -> list[str]:
    """Nation 1 %, région 5 %, département 30 %, EPCI 35 %, 1 to 30 communes 29 %."""
    (home,) = homes.draw(random, 1)
    draw = random.random()
    if draw < 0.01:
        return ["france"]
    if draw < 0.06:
        return [f"region:{home.region}"]
    if draw < 0.36:
        return [f"departement:{home.departement}"]
    if draw < 0.71 and home.epci:
        return [f"epci:{home.epci}"]
    around = sorted(geography().communes_of(f"departement:{home.departement}"))
    others = random.sample(around, min(len(around), random.randint(0, 29)))
    return [f"commune:{code}" for code in sorted({home.code, *others})]


def _criteria(random: Random, definition: Definition) -> list[Criterion]:
    """Each question is open to all one time in two, else restricted to a random part."""
    found = []
    for question in definition.questions.values():
        if random.random() < 0.5:
            continue
        if question.kind == Kind.NUMBER:
            bound = random.randint(question.minimum or 0, question.maximum or 100)
            found.append(Criterion(question.code, CriterionKind.RANGE, maximum=bound))
        else:
            codes = sorted(question.deciding)
            accepted = frozenset(random.sample(codes, random.randint(1, len(codes))))
            found.append(Criterion(question.code, CriterionKind.ONLY, accepted=accepted))
    if random.random() < 0.5:
        low = random.randint(15, 20)
        found.append(Criterion("age", CriterionKind.RANGE, minimum=low, maximum=random.randint(low + 3, 30)))
    return found


def _requests(random: Random, homes: Homes, count: int) -> None:
    """Three years of filings, one request each; the first structure holds one in a hundred."""
    moment = now()
    territories = {t.areas[0]: t.pk for t in Territory.objects.all()}
    columns = ("pk", "structure_id", "promised_days", "title")
    offers = list(Offer.objects.order_by("pk").values_list(*columns)[:20_000])
    own = [offer for offer in offers if offer[1] == 1] or offers[:1]
    places = homes.draw(random, 2000)
    ids = [UUID(int=random.getrandbits(128)) for _ in range(count)]

    def filed_at(n: int) -> datetime:
        return (moment - timedelta(days=1095) * ((count - n) / count)).astimezone(UTC)

    def filing(n: int, pk: UUID) -> Row:
        home = places[n % len(places)]
        return {
            "id": pk,
            "key": UUID(int=n + 1),
            "fingerprint": "",
            "revision": 1,
            "number": f"M-{n}",
            "link_hash": f"{n:064x}",
            "first_name": "Lina",
            "phone": f"+336399{n % 100000:05d}",
            "email": "",
            "moments": [],
            "voicemail_ok": True,
            "message": "",
            "age": 19,
            "commune": home.code,
            "second_commune": "",
            "territory_id": territories.get(f"departement:{home.departement}"),
            "timezone": "Europe/Paris",
            "filed_at": filed_at(n),
            "agreement_version": "mesure",
            "agreed_at": filed_at(n),
            "shared_questions": [],
            "is_quarantined": False,
        }

    def request(n: int, pk: UUID) -> Row:
        offer, structure, days, title = random.choice(own if n % 100 == 0 else offers)
        is_open = n >= count * (1 - OPEN_SHARE)
        return {
            "public_id": UUID(int=random.getrandbits(128)),
            "filing_id": pk,
            "offer_id": offer,
            "structure_id": structure,
            "offer_title": title,
            "promised_days": days,
            "filed_at": filed_at(n),
            "due_at": due_at(filed_at(n), days, "Europe/Paris"),
            "situation": "[]",
            "reasons": "[]",
            "status": "SENT" if is_open else "CLOSED",
            "outcome": "" if is_open else "INFORMED",
            "first_attempt_at": None if is_open and n % 2 else filed_at(n) + timedelta(hours=30),
            "closed_at": None if is_open else filed_at(n) + timedelta(days=9),
        }

    copy(Filing, (filing(n, pk) for n, pk in enumerate(ids)))
    copy(ContactRequest, (request(n, pk) for n, pk in enumerate(ids)))
