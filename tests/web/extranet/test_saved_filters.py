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
    office.request(first_name="Noa")
    assert "Garder ces filtres" in words(office.get("requests", q="noa"))

    page = keep(office, "Chercher Noa", "?q=noa")

    assert "Le filtre « Chercher Noa » est gardé." in words(page, of="messages")
    assert 'href="/extranet/demandes/?q=noa" aria-current="page"' in page
    assert "Garder ces filtres" not in words(page)
    home = office.get("requests")
    assert 'href="/extranet/demandes/?q=noa"><' in home
    assert "Garder ces filtres" not in words(home)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("?etat=ouvertes&filing__phone__startswith=%2B33&pk=1", "?etat=ouvertes"),
        ("?etat=CLOSED&tri=-id", "?"),
        ("?q=l%C3%A9a&page=Pjk5", "?q=l%C3%A9a"),
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

    page = words(keep(office, "mes RETARDS", "?q=noa"))
    assert "Vous avez déjà un filtre de ce nom : choisissez-en un autre." in page
    assert "Ce qui sera gardé : À contacter, rechercher : « noa »." in page

    keep(office, "Autre", "?q=noa")
    other = SavedFilter.objects.get(name="Autre")
    assert "Vous avez déjà un filtre de ce nom" in words(
        office.post("saved_filter", other.pk, nom="Mes retards")
    )
    assert "Donnez un nom à ce filtre." in words(office.post("saved_filter", other.pk, nom=" "))
    assert sorted(SavedFilter.objects.values_list("name", flat=True)) == ["Autre", "Mes retards"]


def test_too_long_or_too_many_is_refused_with_what_to_do(office):
    assert "raccourcissez la recherche" in words(keep(office, query="?q=" + "%F0%9F%A6%8A" * 80))
    for number in range(MOST_FILTERS):
        keep(office, f"Filtre {number}", f"?q={number}")

    assert f"Vous avez déjà {MOST_FILTERS} filtres" in words(keep(office, "Un de plus", "?q=zoe"))
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
        keep(office, f"Filtre {number}", f"?q={number}&personne=moi")
    office.get("saved_filters")

    with django_assert_num_queries(8):
        office.get("saved_filters")
