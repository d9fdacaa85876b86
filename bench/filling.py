"""The rows themselves, written by COPY."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate
from pathlib import Path
from random import Random
from uuid import UUID

from django.core.management import call_command
from django.db import connection, transaction

from boussole.accounts.models import User
from boussole.contact_requests.models import ContactRequest, Filing
from boussole.contact_requests.promise import due_at
from boussole.core.clock import now
from boussole.offers import reach
from boussole.offers.criteria import Criterion, CriterionKind
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


def fill(random: Random, structures: int, offers: int, requests: int) -> None:
    """Migrate, then write everything; says each step and its time."""
    started = time.monotonic()

    def say(line: str) -> None:
        print(f"  {time.monotonic() - started:6.1f} s  {line}", file=sys.stderr, flush=True)

    call_command("migrate", verbosity=0)
    call_command("import", str(NATIONAL), verbosity=0)
    if Offer.objects.exists():
        say("already filled")
        return
    with transaction.atomic():
        communes = [geography().commune(code) for code in sorted(geography().communes_of("france"))]
        communes = [commune for commune in communes if commune.population]
        _territories(communes)
        _structures(random, communes, structures)
        say(f"{structures} structures")
        _offers(random, communes, structures, offers)
        say(f"{offers} offers, {OfferReach.objects.count()} rows of reach")
        _requests(random, communes, requests)
        say(f"{requests} requests")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    say("vacuum")


def copy(model: type, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write rows by COPY, then put the sequence after the last id."""
    table = model._meta.db_table  # type: ignore[attr-defined]
    with connection.cursor() as cursor:
        with cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as out:
            for row in rows:
                out.write_row(row)
        if columns[0] == "id" and table != Filing._meta.db_table:
            cursor.execute(
                f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), coalesce(max(id), 1)) FROM {table}"
            )


def _territories(communes: list[Commune]) -> None:
    """One per département, up to a hundred, every theme open."""
    day = now().date()
    for code in sorted({commune.departement for commune in communes})[:100]:
        territory = Territory.objects.create(
            code=f"departement-{code.lower()}",
            name=f"Département {code}",
            areas=[f"departement:{code}"],
            carrier_name="Info Jeunes",
        )
        for theme in Theme.objects.all():
            TerritoryTheme.objects.create(
                territory=territory, theme=theme, opened_on=day - timedelta(days=400)
            )


def _structures(random: Random, communes: list[Commune], count: int) -> None:
    weights = list(accumulate(commune.population or 0 for commune in communes))
    homes = random.choices(communes, cum_weights=weights, k=count)
    columns = [
        "id",
        "public_id",
        "code",
        "name",
        "kind",
        "network",
        "role",
        "status",
        "address",
        "postcode",
        "commune",
    ]
    columns += ["phone", "email", "website", "opening_hours", "areas", "default_promised_days"]
    copy(
        Structure,
        columns,
        (
            (n, UUID(int=random.getrandbits(128)), f"structure-{n}", f"Structure {n} de {home.name}", "association", "", "",
             "ACTIVE", "1 rue du Compas", (home.postcodes or ("00000",))[0], home.code, "01 99 00 00 00",
             f"structure-{n}@example.org", "", "", ["france"], random.randint(1, 7))
            for n, home in enumerate(homes, start=1)
        ),
    )  # fmt: skip
    copy(
        CharterAgreement,
        ["structure_id", "status", "signed_on"],
        ((n, "IN_FORCE", date(2020, 1, 1)) for n in range(1, count + 1)),
    )
    # Structure 1 answers for a hundredth of the requests: its manager is who the lists are measured with.
    manager = User.objects.create_user("mesure@example.org", PASSWORD, first_name="Mesure", last_name="Essai")
    Referent.objects.create(
        structure_id=1, user=manager, role=Referent.Role.MANAGER, starts_on=date(2020, 1, 1)
    )


def _offers(random: Random, communes: list[Commune], structures: int, count: int) -> None:
    themes = {
        t.pk: Questionnaire.objects.get(theme=t, territory=None).definition for t in Theme.objects.all()
    }
    categories = {pk: list(Category.objects.filter(theme=pk).values_list("pk", flat=True)) for pk in themes}
    known = {pk: reach.known_answers([definition]) for pk, definition in themes.items()}
    weights = list(accumulate(commune.population or 0 for commune in communes))
    offers, criteria, reached = [], [], []
    for pk in range(1, count + 1):
        theme = random.choice(list(themes))
        areas = _areas(random, communes, weights)
        offers.append(
            (pk, f"offre-{pk}", random.randint(1, structures), theme, random.choice(categories[theme]),
             f"Préparer ton projet avec une personne qui connaît, offre {pk}",
             "On prend le temps avec toi, une fois ou plusieurs, pour avancer à ton rythme vers ce que tu cherches.",
             "", "IN_PERSON", "", areas, random.randint(1, 7), [f"contact-{pk}@example.org"], "", False, True, "PUBLISHED")
        )  # fmt: skip
        asked = _criteria(random, themes[theme])
        criteria += [(pk, c.question, c.kind.value, sorted(c.accepted), c.minimum, c.maximum) for c in asked]
        out = reach.exclusions(asked, known[theme])
        ranges = json.dumps(out.ranges) if out.ranges else None
        reached += [
            (
                theme,
                area,
                pk,
                out.age_min,
                out.age_max,
                date(2020, 1, 1),
                date(9999, 12, 31),
                out.rejected,
                ranges,
            )
            for area in areas
        ]
    columns = [
        "id",
        "code",
        "structure_id",
        "theme_id",
        "category_id",
        "title",
        "summary",
        "description",
        "place",
    ]
    columns += [
        "address",
        "areas",
        "promised_days",
        "contact_emails",
        "phone",
        "is_full",
        "is_free",
        "status",
    ]
    copy(Offer, columns, offers)
    copy(CriterionRow, ["offer_id", "question", "kind", "accepted", "minimum", "maximum"], criteria)
    columns = [
        "theme_id",
        "area",
        "offer_id",
        "age_min",
        "age_max",
        "starts_on",
        "ends_on",
        "rejected",
        "ranges",
    ]
    copy(OfferReach, columns, reached)


def _areas(random: Random, communes: list[Commune], weights: list[int]) -> list[str]:
    """Nation 1 %, région 5 %, département 30 %, EPCI 35 %, 1 to 30 communes 29 %."""
    home = random.choices(communes, cum_weights=weights)[0]
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
    return [
        f"commune:{code}"
        for code in sorted({home.code, *random.sample(around, min(len(around), random.randint(0, 29)))})
    ]


def _criteria(random: Random, definition: Definition) -> list[Criterion]:
    """Each question is open to all with probability 0.62, else restricted to a random part."""
    found = []
    for question in definition.questions.values():
        if random.random() < 0.62:
            continue
        if question.kind == Kind.NUMBER:
            low = random.randint(question.minimum or 0, question.maximum or 100)
            found.append(Criterion(question.code, CriterionKind.RANGE, maximum=low))
        else:
            codes = sorted(question.deciding)
            accepted = frozenset(random.sample(codes, random.randint(1, len(codes))))
            found.append(Criterion(question.code, CriterionKind.ONLY, accepted=accepted))
    if random.random() < 0.5:
        low = random.randint(15, 20)
        found.append(Criterion("age", CriterionKind.RANGE, minimum=low, maximum=random.randint(low + 3, 30)))
    return found


def _requests(random: Random, communes: list[Commune], count: int) -> None:
    """Three years of filings, one request each; the first structure holds one in a hundred."""
    if not count:
        return
    moment = now()
    territory = {t.areas[0]: t.pk for t in Territory.objects.all()}
    offers = list(
        Offer.objects.order_by("pk").values_list("pk", "structure_id", "promised_days", "title")[:20_000]
    )
    own = [offer for offer in offers if offer[1] == 1] or offers[:1]
    homes = random.choices(
        communes, cum_weights=list(accumulate(c.population or 0 for c in communes)), k=2000
    )
    filings = [UUID(int=random.getrandbits(128)) for _ in range(count)]

    def filing_rows() -> Iterable[Sequence[object]]:
        for n, pk in enumerate(filings):
            home = homes[n % len(homes)]
            filed_at = _filed_at(n, count, moment)
            yield (
                pk, UUID(int=n + 1), "", 1, f"M-{n}", f"{n:064x}", "Lina", f"+336399{n % 100000:05d}", "", [], True, "",
                19, home.code, "", territory.get(f"departement:{home.departement}"), "Europe/Paris", filed_at,
                "mesure", filed_at, [], False,
            )  # fmt: skip

    columns = [
        "id",
        "key",
        "fingerprint",
        "revision",
        "number",
        "link_hash",
        "first_name",
        "phone",
        "email",
        "moments",
    ]
    columns += [
        "voicemail_ok",
        "message",
        "age",
        "commune",
        "second_commune",
        "territory_id",
        "timezone",
        "filed_at",
    ]
    columns += ["agreement_version", "agreed_at", "shared_questions", "is_quarantined"]
    copy(Filing, columns, filing_rows())

    def request_rows() -> Iterable[Sequence[object]]:
        for n, pk in enumerate(filings):
            offer, structure, days, title = random.choice(own) if n % 100 == 0 else random.choice(offers)
            filed_at = _filed_at(n, count, moment)
            is_open = n >= count * (1 - OPEN_SHARE)
            tried = None if is_open and n % 2 else filed_at + timedelta(hours=30)
            yield (
                UUID(int=random.getrandbits(128)), pk, offer, structure, title, days, filed_at,
                due_at(filed_at, days, "Europe/Paris"), "[]", "[]", "SENT" if is_open else "CLOSED",
                "" if is_open else "INFORMED", tried, None if is_open else filed_at + timedelta(days=9),
            )  # fmt: skip

    columns = [
        "public_id",
        "filing_id",
        "offer_id",
        "structure_id",
        "offer_title",
        "promised_days",
        "filed_at",
        "due_at",
    ]
    columns += ["situation", "reasons", "status", "outcome", "first_attempt_at", "closed_at"]
    copy(ContactRequest, columns, request_rows())


def _filed_at(n: int, count: int, moment: datetime) -> datetime:
    return (moment - timedelta(days=1095) * ((count - n) / count)).astimezone(UTC)
