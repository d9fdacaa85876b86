"""The life of an offer from its pages: each gesture says what will happen, then does it, or says why not."""

import pytest
from django.urls import reverse

from boussole.offers.actions.reviewing import submit
from boussole.offers.actions.templates import Scope, write_template
from boussole.offers.actions.writing import start_version
from boussole.offers.content import OfferContent
from boussole.offers.models import Offer, OfferVersion
from tests.factories.accounts import MandateFactory
from tests.factories.offers import OfferFactory, say_on_line
from tests.factories.partners import ReferentFactory, StructureFactory
from tests.web.extranet.reading import words

GESTURES = [
    "pause_offer", "resume_offer", "end_offer", "archive_offer", "unarchive_offer", "drop_draft",
    "withdraw_version", "cancel_schedule", "detach_offer", "copy_offer", "offer_history",
]  # fmt: skip


def now_of(offer: Offer) -> str:
    offer.refresh_from_db()
    return offer.get_status_display()


def when(office) -> dict[str, object]:
    return {"by": office.nadia, "day": office.hands.now.date(), "now": office.hands.now}


def test_an_offer_is_paused_with_its_reason_and_its_requests_keep_their_promise(office):
    office.request()
    said = words(office.get("pause_offer", office.offer.code))
    assert "1 demande ouverte : rien ne change, chaque date promise tient." in said

    page = office.post("pause_offer", office.offer.code, note="Travaux dans les locaux")

    assert "L’offre est en pause." in page
    assert now_of(office.offer) == "En pause"
    assert "Travaux dans les locaux" in office.get("offer_history", office.offer.code)
    office.post("resume_offer", office.offer.code)
    assert now_of(office.offer) == "Publiée"


def test_an_offer_is_ended_put_away_and_taken_out(office):
    states = []
    for route in ("end_offer", "archive_offer", "unarchive_offer"):
        office.post(route, office.offer.code)
        states.append(now_of(office.offer))
    assert states == ["Terminée", "Archivée", "Terminée"]


def test_what_is_not_possible_is_explained_and_done_by_nobody(office):
    refused = {route: words(office.get(route, office.offer.code)) for route in GESTURES[1:-2]}
    assert "n’est ni en pause ni terminée" in refused["resume_offer"]
    assert (
        "Terminez d’abord cette offre" in refused["archive_offer"] or "Terminée" in refused["archive_offer"]
    )
    assert "Aucune version n’est en cours" in refused["drop_draft"]
    office.post("archive_offer", office.offer.code)
    assert now_of(office.offer) == "Publiée"


@pytest.mark.parametrize("route", GESTURES)
def test_a_stranger_is_told_that_the_offer_does_not_exist(office, route):
    other = OfferFactory(structure=StructureFactory())
    address = reverse(f"extranet:{route}", args=[other.code])
    assert office.client.get(address).status_code == 404
    assert office.client.post(address).status_code == (405 if route == "offer_history" else 404)


def test_a_gesture_is_never_made_by_opening_its_page(office):
    before = list(Offer.objects.values())
    for route in GESTURES:
        office.get(route, office.offer.code)
    assert list(Offer.objects.values()) == before


def test_a_draft_is_given_up_and_a_proposal_taken_back(office):
    version = submit(start_version(office.offer, **when(office)), **when(office))

    office.post("withdraw_version", office.offer.code)
    version.refresh_from_db()
    assert version.status == OfferVersion.Status.DRAFT

    office.post("drop_draft", office.offer.code)
    version.refresh_from_db()
    assert version.status == OfferVersion.Status.DROPPED
    assert now_of(office.offer) == "Publiée"


def test_the_history_says_who_changed_what_and_a_past_version_comes_back(office):
    say_on_line(office.offer, title="Ton entretien en une heure")
    page = words(office.get("offer_history", office.offer.code))
    assert "1 partie changée depuis la version 1" in page
    assert "Titre" in page

    page = office.post("restore_version", office.offer.code, 1)

    assert "La version 1 est reprise dans un nouveau brouillon." in page
    draft = office.offer.versions.at_work().get()
    assert (draft.number, draft.content.title) == (3, "Préparer ton entretien")

    page = words(office.post("restore_version", office.offer.code, 1))
    assert "publiez-la ou abandonnez-la" in page
    assert "Une version est en cours" in page


def test_any_two_versions_are_compared(office):
    for title in ("Deux", "Trois"):
        say_on_line(office.offer, title=title)
    page = words(office.get("offer_history", office.offer.code, avant="3", apres="1"))
    assert "De la version 1 à la version 3" in page
    assert office.get("offer_history", office.offer.code, avant="x", apres="99")


@pytest.mark.parametrize("count", [1, 6])
def test_the_history_costs_the_same_whatever_its_length(office, count, django_assert_num_queries):
    for number in range(count):
        say_on_line(office.offer, title=f"Titre {number}")
    office.get("offer_history", office.offer.code)
    with django_assert_num_queries(15):
        office.get("offer_history", office.offer.code)


def test_an_offer_is_copied_for_another_structure_of_mine(office):
    other = ReferentFactory(user=office.nadia, structure=StructureFactory(name="La Balise")).structure

    office.post("copy_offer", office.offer.code, structures=[other.code])

    copy = Offer.objects.get(structure=other)
    assert (copy.title, copy.status) == (office.offer.title, Offer.Status.DRAFT)


def test_an_offer_is_begun_from_a_template_then_freed_of_it(office):
    sami = MandateFactory().user
    text = OfferContent(
        office.offer.theme.code,
        office.offer.category.code,
        title="Un point sur ton projet",
        summary="À deux.",
    )
    template = write_template(text, Scope(sami.mandates.get().territory), **{**when(office), "by": sami})
    assert "Un point sur ton projet" in office.get("offer_templates")

    page = office.post("use_offer_template", template.code, structures=[office.structure.code], follows="on")
    assert "Votre brouillon est prêt" in page
    draft = Offer.objects.get(template=template)
    assert draft.follows_template

    office.post("detach_offer", draft.code)
    draft.refresh_from_db()
    assert not draft.follows_template
