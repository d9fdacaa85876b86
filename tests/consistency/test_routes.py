"""Every address of the site is listed with who may open it; one that nobody reviewed fails (guarantees.md T1)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve

from boussole.animation.models import Prospect, StructureQuestion
from boussole.contact_requests.models import ReadyAnswer, Redirection, SavedFilter, YoungPersonWord
from boussole.interop.models import ImportRun, SourceLoad
from boussole.offers.models import OfferTemplate
from boussole.partners.models import Absence
from tests.factories import NOW
from tests.factories.accounts import MandateFactory
from tests.factories.contact_requests import FilingFactory
from tests.factories.offers import OfferFactory
from tests.factories.partners import ReferentFactory, StructureFactory
from tests.factories.questionnaires import QuestionnaireFactory
from tests.factories.territories import TerritoryFactory
from tests.signing import sign_in

LIST = Path(__file__).with_name("routes.txt")
ACCESSES = ("public", "signed-in", "structure", "network")


def addresses(resolver: URLResolver, prefix: str = "", names: str = "") -> Iterator[tuple[str, str, object]]:
    """Every pattern of the project, with its full name and its view."""
    for pattern in resolver.url_patterns:
        path = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            space = f"{names}{pattern.namespace}:" if pattern.namespace else names
            yield from addresses(pattern, path, space)
        elif isinstance(pattern, URLPattern):
            yield "/" + path.replace("/^", "/").rstrip("$"), f"{names}{pattern.name}", pattern.callback


def real() -> dict[str, tuple[str, object]]:
    """The addresses of the product; the demo's and the gallery's exist on nobody's real site."""
    found = {path: (name, view) for path, name, view in addresses(get_resolver())}
    return {path: rest for path, rest in found.items() if not path.startswith(("/demo/", "/design/"))}


def reviewed() -> dict[str, tuple[str, str]]:
    """What the list says: path, name, access."""
    lines = [line.split() for line in LIST.read_text().splitlines() if line and not line.startswith("#")]
    return {path: (name, access) for path, name, access in lines}


def test_every_address_is_in_the_reviewed_list():
    assert {path: name for path, (name, _) in real().items()} == {
        path: name for path, (name, _) in reviewed().items()
    }, f"Write in {LIST.name} who may open each new address, and take the gone ones out."


def test_the_list_knows_four_kinds_of_access():
    assert {access for _, access in reviewed().values()} <= set(ACCESSES)


@pytest.mark.parametrize(("path", "access"), [(path, access) for path, (_, access) in reviewed().items()])
def test_a_view_is_open_to_strangers_only_if_the_list_says_so(path, access):
    name, view = real().get(path, ("", None))
    assert view is not None, f"{path} no longer exists"

    assert getattr(view, "login_required", True) is (access != "public"), name


def filled(path: str) -> str:
    """An address of that shape, for an object that does not exist."""
    path = re.sub(r"<uuid:\w+>", str(uuid4()), path)
    path = re.sub(r"<int:\w+>", "999999", path)
    path = re.sub(r"<(?:str|slug|path):\w+>|<\w+>", "nulle-part", path)
    return re.sub(r"\(\?P<\w+>[^)]*\)", "abc123", path)


READ_BY_THE_COUNTRY = ("questionnaire", "template", "territory", "source_load", "spreadsheet")
CLOSED = [(path, access) for path, (_, access) in reviewed().items() if access != "public"]


@pytest.mark.django_db
@pytest.mark.parametrize("path", [path for path, _ in CLOSED])
def test_a_stranger_is_led_to_the_door(path):
    for method in ("get", "post"):
        answer = getattr(Client(raise_request_exception=False), method)(filled(path))
        assert answer.status_code == 302, path
        assert answer["Location"].startswith("/extranet/compte/connexion/"), path


@pytest.fixture
def people(db: None) -> dict[str, Client]:
    """Everybody who has nothing to do with Le Phare."""
    return {
        "structure": sign_in(Client(), ReferentFactory(structure=StructureFactory()).user),
        "network": sign_in(Client(), MandateFactory().user),
        "figures": sign_in(Client(), MandateFactory(role="NATIONAL", territory=None).user),
    }


def ids_of_everything() -> dict[str, list[object]]:
    """One object of each kind that an address names, none of which concerns these people.

    Numbers are far from those of the people's own rows: an address must not be theirs by accident.
    """
    structure = StructureFactory()
    request = FilingFactory().contact_requests.get()
    filing = FilingFactory(is_doubtful=True)
    referent = ReferentFactory(pk=900_001, structure=request.structure)
    redirection = Redirection.objects.create(
        contact_request=request,
        to_offer=(target := OfferFactory()),
        to_structure=target.structure,
        reason="OTHER_NEED",
        diagnosis="Cherche un logement.",
        agreement="TOLD",
        agreed_at=NOW,
        status="PROPOSED",
        at=NOW,
        proposed_at=NOW,
    )
    absence = Absence.objects.create(
        structure=structure, rule="PAUSE", starts_on=NOW.date(), ends_on=NOW.date(), declared_at=NOW
    )
    ReadyAnswer.objects.create(pk=900_002, structure=structure, title="Bonjour", text="…", updated_at=NOW)
    SavedFilter.objects.create(pk=900_003, user=referent.user, name="À moi", query="etat=SENT")
    word = YoungPersonWord.objects.create(
        pk=900_004, contact_request=request, kind="NOT_CONTACTED", at=NOW, day=NOW.date()
    )
    elsewhere = TerritoryFactory(code="ailleurs", name="Ain", areas=["departement:01"])
    need = {"territory": elsewhere, "theme": request.offer.theme, "need": "Dormir au chaud"}
    prospect = Prospect.objects.create(**need, opened_at=NOW)
    question = StructureQuestion.objects.create(
        **need, structure=structure, text="Pourriez-vous ?", asked_at=NOW
    )
    version = QuestionnaireFactory(pk=900_009, territory=elsewhere, status="DRAFT", published_at=None)
    template = OfferTemplate.objects.create(
        code="atelier-du-bugey",
        title="Atelier",
        theme=version.theme,
        territory=elsewhere,
        document={"theme": "emploi", "category": ""},
        written_at=NOW,
    )
    source_load = SourceLoad.objects.create(
        by=referent.user, territory=elsewhere, departement="01", created_at=NOW
    )
    sheets = [
        ImportRun.objects.create(by=referent.user, territory=territory, name="offres.csv", created_at=NOW)
        for territory in (None, elsewhere)
    ]
    return {
        "spreadsheet": [sheet.public_id for sheet in sheets],
        "territory": [elsewhere.code],
        "source_load": [source_load.public_id],
        "questionnaire": [version.pk],
        "template": [template.code],
        "prospect": [prospect.public_id],
        "question": [question.public_id],
        "contact_request": [request.public_id],
        "offer": [request.offer.code],
        "structure": [structure.public_id],
        "filing": [filing.pk],
        "redirection": [redirection.public_id],
        "absence": [absence.public_id],
        "number": [900_001, 900_002, 900_003, word.pk, referent.user.public_id],
    }


def addresses_of(path: str, ids: dict[str, list[object]]) -> Iterator[tuple[str, str]]:
    """The kind of object and the address, for each of these objects whose id has the right shape."""
    for kind, values in ids.items():
        for value in values:
            url = re.sub(r"<\w+:\w+>", str(value), path)
            with suppress(Resolver404):
                resolve(url)
                yield kind, url


def test_the_objects_of_others_do_not_exist(people):
    """With the ids of real objects, whatever the page and whoever asks: a 403 would say « it is there »."""
    ids = ids_of_everything()
    paths = [path for path, access in CLOSED if "<" in path and access in ("structure", "network")]
    asked, told = 0, []
    for path in paths:
        for kind, url in addresses_of(path, ids):
            for who, client in people.items():
                if (
                    who == "network"
                    and kind in ("filing", "contact_request", "offer")
                    and path.startswith("/animation/")
                ):
                    continue  # its own animation may judge, unblock, review: see tests/web/animators
                if who == "network" and kind == "structure" and path.startswith("/animation/partenaires/"):
                    continue  # its animation may invite: see tests/web/animators/test_opening_a_territory.py
                if who == "figures" and kind in (
                    "questionnaire",
                    "template",
                    "territory",
                    "source_load",
                    "spreadsheet",
                ):
                    continue  # the national team reads every one of them, writes the national ones, opens territories
                for method in ("get", "post"):  # HEAD is a GET whose body is dropped
                    status = getattr(client, method)(url).status_code
                    asked += 1
                    if status not in (404, 405):
                        told.append((who, method, url, status))

    assert told == []
    assert asked > 4 * len(paths)
