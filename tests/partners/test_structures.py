"""The page of a structure is written by whoever answers for it, and its offers follow its zone."""

import pytest

from boussole.core.verdicts import NotAllowed
from boussole.offers.models import Offer, OfferReach
from boussole.partners import actions
from boussole.partners.actions import StructureRefused
from boussole.partners.models import Structure
from tests.factories import NOW
from tests.factories.offers import OfferFactory
from tests.factories.partners import ReferentFactory, StructureFactory
from tests.factories.questionnaires import QuestionnaireFactory, ThemeFactory
from tests.factories.territories import FIRMINY, SAINT_ETIENNE

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


@pytest.fixture
def paul():
    return ReferentFactory(role="MANAGER", user__first_name="Paul").user


@pytest.fixture
def phare(paul):
    return Structure.objects.get()


def update(structure, paul, seen="", themes=None, **values):
    return actions.update_structure(structure, values, seen=seen, themes=themes, by=paul, day=TODAY, now=NOW)


def test_whoever_is_responsible_writes_it_and_nobody_else(phare, paul):
    home = ThemeFactory(code="logement")
    update(phare, paul, name="Le Phare", siret="12345678200010", themes=[home])
    phare.refresh_from_db()

    assert (phare.name, phare.siret, list(phare.themes.all())) == ("Le Phare", "12345678200010", [home])
    with pytest.raises(NotAllowed):
        update(phare, ReferentFactory(structure=phare).user, name="Ailleurs")


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"name": "  "}, "name"),
        ({"siret": "12345678200011"}, "siret"),
        ({"siret": "98765432400019"}, "siret"),  # another's
        ({"commune": "99999"}, "commune"),
        ({"areas": []}, "areas"),
        ({"areas": ["epci:nulle-part"]}, "areas"),
        ({"default_promised_days": 8}, "default_promised_days"),
    ],
)
def test_what_does_not_hold_says_which_answer_to_change(phare, paul, values, field):
    StructureFactory(siret="98765432400019")

    with pytest.raises(StructureRefused) as refusal:
        update(phare, paul, **values)
    assert refusal.value.field == field


def test_what_somebody_else_wrote_meanwhile_is_not_lost(phare, paul):
    seen = actions.fingerprint(phare, ["role"])
    update(phare, paul, seen=seen, role="On t’aide.")

    with pytest.raises(StructureRefused):
        update(phare, paul, seen=seen, role="Autre chose.")
    phare.refresh_from_db()
    assert phare.role == "On t’aide."


def test_a_smaller_zone_narrows_the_offers_and_pauses_those_left_nowhere(phare, paul):
    theme = QuestionnaireFactory().theme
    both = OfferFactory(
        structure=phare, theme=theme, areas=[f"commune:{FIRMINY}", f"commune:{SAINT_ETIENNE}"]
    )
    gone = OfferFactory(structure=phare, theme=theme, areas=[f"commune:{FIRMINY}"])
    follows = OfferFactory(structure=phare, theme=theme)

    update(phare, paul, areas=[f"commune:{SAINT_ETIENNE}"])

    offers = {offer.pk: offer for offer in Offer.objects.all()}
    assert offers[both.pk].areas == [f"commune:{SAINT_ETIENNE}"]
    assert (offers[gone.pk].status, offers[gone.pk].areas) == ("PAUSED", [f"commune:{FIRMINY}"])
    assert offers[follows.pk].areas is None
    shown = set(OfferReach.objects.values_list("offer", "area"))
    assert shown == {(both.pk, f"commune:{SAINT_ETIENNE}"), (follows.pk, f"commune:{SAINT_ETIENNE}")}


def test_a_place_more_is_written_by_the_body_and_taken_away(phare, paul):
    site = actions.add_site(
        phare, {"name": "Antenne de Firminy", "commune": FIRMINY}, by=paul, day=TODAY, now=NOW
    )
    assert (site.parent, site.areas, site.status) == (phare, phare.areas, "ACTIVE")

    update(site, paul, phone="01 99 00 42 11")
    with pytest.raises(NotAllowed):
        actions.add_site(site, {"name": "Plus petite", "commune": FIRMINY}, by=paul, day=TODAY, now=NOW)

    actions.close_site(site, by=paul, day=TODAY, now=NOW)
    site.refresh_from_db()
    assert (site.status, site.phone) == ("LEFT", "01 99 00 42 11")
