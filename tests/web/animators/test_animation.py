"""The desk of those who run the network: what is late, what is doubtful, figures; never who asked."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from boussole.audit.models import Entry
from boussole.contact_requests import actions
from boussole.contact_requests.models import ContactRequest
from boussole.mail.models import OutgoingMessage
from boussole.orientation.models import Search
from boussole.reporting.figures import masked
from tests.factories.accounts import MandateFactory
from tests.factories.contact_requests import FilingFactory
from tests.factories.offers import OfferFactory
from tests.factories.partners import ReferentFactory, StructureFactory
from tests.factories.questionnaires import ThemeFactory
from tests.factories.territories import LYON_3, TerritoryFactory
from tests.hands import hands
from tests.signing import sign_in
from tests.web.extranet.reading import words

__all__ = ["hands"]
pytestmark = pytest.mark.django_db
WHO = (
    "Lina",
    "+33639981234",
    "06 39 98 12 34",
    "lina@example.org",
    "Plutôt le matin",
    "Je cherche du travail",
)


def somebody(role: str = "ANIMATOR", **scope) -> Client:
    """A browser in the hands of somebody with that mandate."""
    if role == "NATIONAL":
        scope = {"territory": None}
    elif role == "REGIONAL":
        scope = {"territory": None, "region": "84"}
    return sign_in(Client(), MandateFactory(role=role, **scope).user)


def read(client: Client, route: str = "home", **query: str) -> str:
    answer = client.get(reverse(f"animators:{route}"), query)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def animator(hands) -> Client:
    return somebody()


@pytest.fixture
def late(hands) -> ContactRequest:
    """A request nobody answered, four days later."""
    request = FilingFactory(
        offers=[OfferFactory(structure__name="Le Phare", title="Préparer un oral")], now=hands.now
    ).contact_requests.get()
    hands.forward(days=4)
    return request


def test_late_requests_come_first_with_dates_and_states(animator, late):
    page = words(read(animator))

    assert "1 Demandes en retard" in page
    assert late.filing.number in page
    assert "Le Phare 01 99 00 42 10 Préparer un oral en retard de 2 jours Transmise" in page


@pytest.mark.parametrize("route", ["home", "requests", "partners", "review"])
def test_nothing_ever_says_who_asked(animator, late, route):
    page = read(animator, route).replace("\u00a0", " ")

    assert [sign for sign in WHO if sign in page] == []


def test_open_requests_are_listed_by_due_date(animator, late, hands):
    recent = FilingFactory(offers=[late.offer], now=hands.now).contact_requests.get()

    page = words(read(animator, "requests"), of="data-table")

    assert page.index(late.filing.number) < page.index(recent.filing.number)
    assert recent.filing.number not in read(animator, "requests", retard="1")


@pytest.mark.parametrize("role", ["REGIONAL", "NATIONAL", "OBSERVER"])
def test_the_others_read_figures_that_point_at_nobody(late, role):
    client = somebody(role)

    page = read(client)

    assert "moins de 5 Demandes en retard" in words(page)
    assert late.filing.number not in page
    assert "Le Phare" not in page
    for route in ("requests", "review"):
        assert client.get(reverse(f"animators:{route}")).status_code == 404


@pytest.mark.parametrize(
    ("role", "opens"), [("ANIMATOR", True), ("REGIONAL", True), ("NATIONAL", False), ("OBSERVER", False)]
)
def test_who_reads_the_partners(late, role, opens):
    client = somebody(role)

    answer = client.get(reverse("animators:partners"))

    assert answer.status_code == (200 if opens else 404)
    assert ("Le Phare" in answer.content.decode()) is opens


def test_a_partner_shows_its_charter_its_offers_and_its_promises(animator, late):
    StructureFactory(name="Sans charte", charter=None)
    StructureFactory(name="En Savoie", areas=["departement:73"])

    page = words(read(animator, "partners"))

    assert "2 structures servent ce territoire." in page
    assert "Le Phare 01 99 00 42 10 En vigueur 1 offre Préparer un oral (emploi, publiée, 2 jours)" in page
    assert "1, dont 1 en retard trop peu d’échéances" in page
    assert "Sans charte 01 99 00 42 10 Aucune Aucune 0 aucune échéance" in page
    assert "En Savoie" not in page


def test_a_referent_has_no_desk_here(hands):
    client = sign_in(Client(), ReferentFactory().user)

    for route in ("home", "requests", "partners", "review"):
        assert client.get(reverse(f"animators:{route}")).status_code == 404


def test_a_mandate_that_ended_opens_nothing(hands):
    mandate = MandateFactory(ends_on=hands.now.date() - timedelta(days=1))

    assert sign_in(Client(), mandate.user).get("/animation/").status_code == 404


def test_the_requests_of_another_territory_are_not_counted_nor_listed(animator, hands):
    TerritoryFactory(code="rhone", name="Rhône", areas=["departement:69"])
    offer = OfferFactory(structure__areas=["region:84"])
    there = FilingFactory(offers=[offer], commune=LYON_3, now=hands.now).contact_requests.get()

    page = read(animator)

    assert there.filing.territory.code == "rhone"
    assert "0 Demandes ouvertes" in words(page)
    assert there.filing.number not in read(animator, "requests")


def test_figures_count_promises_searches_and_unmet_needs(animator, hands):
    theme, loire = ThemeFactory(), TerritoryFactory()
    for found in (0, 3, 5):
        Search.objects.create(
            day=hands.now.date(), territory=loire, theme=theme, area="epci:244200770", offers_found=found
        )
    offer = OfferFactory(promised_days=1)
    referent = ReferentFactory(structure=offer.structure).user
    for number in range(6):
        request = FilingFactory(offers=[offer], now=hands.now).contact_requests.get()
        if number:
            actions.log_attempt(request, kind="CALL", result="REACHED", by=referent, now=hands.now)
    hands.forward(days=2)

    page = words(read(animator), of="stats")

    assert "83 % Promesses tenues 6 échéances sur 90 jours" in page
    assert "moins de 5 Recherches" in page
    assert "moins de 5 Besoins sans réponse" in page


@pytest.mark.parametrize(
    ("number", "shown"),
    [(0, "0"), (1, "moins de\u00a05"), (4, "moins de\u00a05"), (5, "5"), (1234, "1\u00a0234")],
)
def test_a_small_count_is_masked(number, shown):
    assert masked(number) == shown


def test_messages_in_trouble_are_named_without_addresses(animator, late, hands):
    OutgoingMessage.objects.filter(template__endswith="recap").update(
        status="DEAD", closed_at=hands.now, last_error="550"
    )

    page = read(animator)

    assert "Récapitulatif à la structure Non distribué 1" in words(page)
    assert "@example.org" not in page.replace("professionnel", "")[page.index("Messages en") :]


# --- Doubtful filings -------------------------------------------------------------------------------
@pytest.fixture
def doubtful(hands):
    return FilingFactory(
        is_doubtful=True,
        now=hands.now,
        first_name="Gagnant",
        message="Cliquez ici https://gain.example.org",
    )


def test_only_what_is_needed_to_judge_is_shown(animator, doubtful):
    page = words(read(animator, "review"))

    assert "Gagnant, 1 demande" in page
    assert "Cliquez ici https://gain.example.org" in page
    assert "un mobile et un e-mail chez example.org" in page
    assert "Pourquoi un doute : un lien dans le message." in page
    for hidden in ("06 39 98", "39981234", "lina@example.org", "Je cherche du travail"):
        assert hidden not in page


def test_the_same_contact_again_and_again_is_a_reason_to_doubt(animator, doubtful, hands):
    FilingFactory(now=hands.now)
    FilingFactory(now=hands.now)

    assert "2 autres dépôts avec le même contact le même jour" in words(read(animator, "review"))


def test_the_desk_says_that_somebody_waits(animator, doubtful):
    assert "1 dépôt douteux attend votre regard" in words(read(animator))


def test_a_genuine_one_leaves(animator, doubtful):
    page = animator.post(reverse("animators:release", args=[doubtful.pk]), follow=True).content.decode()

    assert "Le dépôt est envoyé aux structures" in words(page, of="messages")
    assert "Rien à vérifier" in words(page)
    assert OutgoingMessage.objects.count() == 2


def test_an_unwanted_one_is_put_aside(animator, doubtful):
    page = animator.post(reverse("animators:reject", args=[doubtful.pk]), follow=True).content.decode()

    assert "Le dépôt est écarté : personne n’a reçu de message, et rien n’est effacé." in words(page)
    assert ContactRequest.objects.get().outcome == "UNWANTED"


def test_a_filing_already_judged_is_not_judged_again(animator, doubtful):
    animator.post(reverse("animators:reject", args=[doubtful.pk]))

    for route in ("release", "reject"):
        assert animator.post(reverse(f"animators:{route}", args=[doubtful.pk])).status_code == 404


def test_the_doubtful_filing_of_another_territory_does_not_exist(doubtful):
    other = TerritoryFactory(code="rhone", name="Rhône", areas=["departement:69"])
    client = somebody(territory=other)

    assert "Gagnant" not in read(client, "review")
    for route in ("release", "reject"):
        assert client.post(reverse(f"animators:{route}", args=[doubtful.pk])).status_code == 404


def test_reading_and_judging_are_traced(animator, doubtful):
    read(animator, "review")
    animator.post(reverse("animators:release", args=[doubtful.pk]))

    codes = Entry.objects.filter(object_id=str(doubtful.pk)).values_list("code", flat=True)
    assert sorted(codes) == ["contact_request.filed", "contact_request.released", "contact_request.reviewed"]


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("route", "queries"), [("home", 17), ("requests", 7), ("partners", 10)])
def test_pages_cost_the_same_whatever_the_territory(
    animator, hands, route, queries, count, django_assert_num_queries
):
    for _ in range(count):
        FilingFactory(offers=[OfferFactory()], now=hands.now)
    hands.forward(days=4)
    read(animator, route)

    with django_assert_num_queries(queries):
        read(animator, route)
