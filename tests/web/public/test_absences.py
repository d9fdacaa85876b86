"""What a young person sees of an absence: a later date that is said before, or nothing at all."""

from datetime import date

import pytest

from boussole.contact_requests.models import ContactRequest, Filing
from boussole.offers.models import Offer
from boussole.partners import actions
from boussole.partners.actions import Plan
from boussole.partners.models import Absence, Referent
from tests.factories import NOW
from tests.factories.offers import OfferFactory
from tests.factories.partners import ReferentFactory, StructureFactory

TODAY, LATER = date(2026, 11, 23), date(2026, 12, 8)


@pytest.fixture
def structure(open_theme):
    return StructureFactory()


def away(structure, rule: Absence.Rule, **fields) -> Absence:
    """The whole structure, from today to Tuesday 8 December."""
    boss = ReferentFactory(structure=structure, role=Referent.Role.MANAGER).user
    return actions.declare_absence(Plan(structure, None, TODAY, LATER, rule, **fields), by=boss, now=NOW)


def test_a_longer_delay_is_said_everywhere_with_one_date(visitor, structure):
    offer = OfferFactory(structure=structure, title="Préparer ton entretien", promised_days=2)
    OfferFactory(title="Encore rapide", promised_days=7)
    away(structure, Absence.Rule.LONGER_DELAY, promised_days=5)
    said, promised = "élai allongé jusqu’au mardi 8 décembre", "samedi 28 novembre"

    visitor.reach_results()
    assert said in visitor.text
    assert promised in visitor.text
    assert visitor.text.index("Encore rapide") < visitor.text.index("Préparer ton entretien")
    visitor.open(f"/offres/{offer.code}/")
    assert said in visitor.text
    assert f"au plus tard {promised}" in visitor.text
    visitor.file(offer)

    assert f"au plus tard {promised}" in visitor.text
    assert ContactRequest.objects.get().promised_days == 5


def test_a_form_that_showed_another_date_is_shown_again(visitor, structure):
    offer = OfferFactory(structure=structure, promised_days=2)
    visitor.reach_results()
    visitor.pick(offer)
    form = visitor.form()
    away(structure, Absence.Rule.LONGER_DELAY, promised_days=5)

    visitor.send(form)

    assert "Un délai de réponse a changé depuis." in visitor.text
    assert "samedi 28 novembre (délai allongé jusqu’au mardi 8 décembre)" in visitor.text
    assert not Filing.objects.exists()


def test_a_pause_hides_the_offer_and_its_page_says_so(visitor, structure):
    offer = OfferFactory(structure=structure, title="Préparer ton entretien")
    OfferFactory(title="Toujours là")
    absence = away(structure, Absence.Rule.PAUSE)

    visitor.reach_results()
    assert "Préparer ton entretien" not in visitor.text
    assert visitor.client.get(f"/offres/{offer.code}/").status_code == 410

    actions.cancel_absence(absence, by=absence.declared_by, now=NOW)
    visitor.open("/themes/emploi/resultats/")
    assert "Préparer ton entretien" in visitor.text


def test_an_offer_that_waits_when_full_is_not_shown(visitor, structure):
    OfferFactory(title="Complet", is_full=True, when_full=Offer.WhenFull.PAUSED)
    OfferFactory(title="Ouvert")
    visitor.reach_results()

    assert "Complet" not in visitor.text
    assert "Ouvert" in visitor.text
