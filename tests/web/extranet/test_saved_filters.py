"""One's own filters: kept under a name, applied in one press, renamed, deleted; never what was typed as it came."""

import pytest
from django.urls import reverse

from boussole.contact_requests.models import SavedFilter
from boussole.contact_requests.policies import MOST_FILTERS
from tests.factories.partners import ReferentFactory
from tests.signing import sign_in
from tests.web.extranet.reading import words

pytestmark = pytest.mark.django_db
LATE = "?etat=ouvertes&echeance=retard"


def keep(office, name="Mes retards", query=LATE):
    return office.post("saved_filters", nom=name, requete=query)


def test_the_present_filters_are_kept_under_a_name_and_applied_in_one_press(office):
    office.request()
    assert "Garder ces filtres" in words(office.get("requests", personne="moi"))

    page = keep(office, "Les miennes", "?personne=moi")

    assert "Le filtre « Les miennes » est gardé." in words(page, of="messages")
    assert 'href="/extranet/demandes/?personne=moi" aria-current="page"' in page
    assert "Garder ces filtres" not in words(page)
    home = office.get("requests")
    assert 'href="/extranet/demandes/?personne=moi"><' in home
    assert "Garder ces filtres" not in words(home)


def test_what_was_searched_is_never_kept(office):
    """A first name in a filter would outlive the right of its owner to be forgotten."""
    office.request(first_name="Noa")
    assert "Garder ces filtres" not in words(office.get("requests", q="noa"))
    assert "noa" not in office.get("requests", q="noa", personne="moi").partition('name="requete"')[2][:200]

    keep(office, query="?q=noa&personne=moi")

    assert SavedFilter.objects.get().query == "?personne=moi"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("?etat=ouvertes&filing__phone__startswith=%2B33&pk=1", "?etat=ouvertes"),
        ("?etat=CLOSED&tri=-id", "?"),
        ("?q=l%C3%A9a&echeance=retard&page=Pjk5", "?echeance=retard"),
        ("?personne=moi&tri=recentes", "?personne=moi&tri=recentes"),
        ("//evil.example.org", "?"),
    ],
)
def test_only_words_that_mean_something_are_kept(office, typed, kept):
    keep(office, query=typed)

    assert SavedFilter.objects.get().query == kept


def test_the_page_of_filters_says_each_in_words(office):
    keep(office, query="?etat=ouvertes&echeance=retard&personne=moi&du=2026-11-02")

    assert (
        "Toutes les ouvertes, échéance : En retard, suivie par : Moi, déposée dès le : lundi 2 novembre 2026"
        in words(office.get("saved_filters"))
    )


def test_a_filter_is_renamed_and_deleted(office):
    keep(office)
    pk = SavedFilter.objects.get().pk

    assert "Le filtre s’appelle maintenant « Retards »." in words(
        office.post("saved_filter", pk, nom="  Retards ")
    )
    assert SavedFilter.objects.get().name == "Retards"

    page = office.post("saved_filter", pk, geste="supprimer", nom="Retards")
    assert "Le filtre « Retards » est supprimé. Revoir sa liste" in words(page)
    assert "Aucun filtre gardé" in words(page)
    assert not SavedFilter.objects.exists()


def test_a_name_tells_filters_apart(office):
    keep(office)

    page = words(keep(office, "mes RETARDS", "?q=noa&personne=moi"))
    assert "Vous avez déjà un filtre de ce nom : choisissez-en un autre." in page
    assert "Ce qui sera gardé : À contacter, suivie par : Moi." in page

    keep(office, "Autre", "?personne=moi")
    other = SavedFilter.objects.get(name="Autre")
    assert "Vous avez déjà un filtre de ce nom" in words(
        office.post("saved_filter", other.pk, nom="Mes retards")
    )
    assert "Donnez un nom à ce filtre." in words(office.post("saved_filter", other.pk, nom=" "))
    assert sorted(SavedFilter.objects.values_list("name", flat=True)) == ["Autre", "Mes retards"]


def test_too_many_is_refused_with_what_to_do(office):
    for number in range(MOST_FILTERS):
        keep(office, f"Filtre {number}")

    assert f"Vous avez déjà {MOST_FILTERS} filtres" in words(keep(office, "Un de plus"))
    assert SavedFilter.objects.count() == MOST_FILTERS


def test_the_filters_of_somebody_else_do_not_exist(office):
    keep(office)
    pk = SavedFilter.objects.get().pk
    sign_in(office.client, ReferentFactory(structure=office.structure).user)

    assert "Mes retards" not in office.get("requests")
    assert "Mes retards" not in office.get("saved_filters")
    for method in ("get", "post"):
        url = reverse("extranet:saved_filter", args=[pk])
        assert getattr(office.client, method)(url, {"geste": "supprimer"}).status_code == 404
    assert SavedFilter.objects.filter(pk=pk).exists()


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_of_filters_costs_the_same_whatever_their_number(office, count, django_assert_num_queries):
    for number in range(count):
        keep(office, f"Filtre {number}", "?personne=moi")
    office.get("saved_filters")

    with django_assert_num_queries(10):
        office.get("saved_filters")
