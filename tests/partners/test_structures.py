"""The page of a structure is written by whoever answers for it, and its offers follow its zone."""

import pytest

from boussole.audit.models import Entry
from boussole.core.verdicts import NotAllowed
from boussole.mail.models import OutgoingMessage
from boussole.offers.models import Offer, OfferReach
from boussole.partners import actions
from boussole.partners.actions import StructureRefused
from boussole.partners.models import PageChange, Structure
from tests.factories import NOW
from tests.factories.offers import OfferFactory
from tests.factories.partners import MandateFactory, ReferentFactory, StructureFactory
from tests.factories.questionnaires import QuestionnaireFactory, ThemeFactory
from tests.factories.territories import FIRMINY, SAINT_ETIENNE, TerritoryFactory

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


def test_the_animation_writes_it_on_its_behalf_and_the_managers_read_what_changed(phare, paul):
    claire = MandateFactory(user__first_name="Claire", user__last_name="Morel").user
    home = ThemeFactory(code="logement", name="Logement")
    actions.update_structure(
        phare,
        {"opening_hours": "le mardi"},
        themes=[home],
        asked_by="Paul Durand, au téléphone",
        by=claire,
        day=TODAY,
        now=NOW,
    )

    change = PageChange.objects.get()
    assert (change.by, change.by_animation, change.asked_by) == (claire, True, "Paul Durand, au téléphone")
    assert change.before == {"opening_hours": "du lundi au vendredi, de 9 h à 17 h", "themes": []}
    assert change.after == {"opening_hours": "le mardi", "themes": ["logement"]}
    mail = OutgoingMessage.objects.get()
    assert mail.to_address == paul.email
    body = mail.body.replace("\u00a0", " ")
    assert "Claire Morel, de l’animation du territoire" in body
    assert "Horaires\nAvant : du lundi au vendredi, de 9 h à 17 h\nMaintenant : le mardi\n" in body
    assert "Thèmes\nAvant : rien\nMaintenant : logement\n" in body
    assert Entry.objects.filter(code="structure.changed_by_animation").count() == 1

    update(phare, paul, opening_hours="le mardi et le jeudi")  # what its own people write is told to nobody
    assert (PageChange.objects.count(), OutgoingMessage.objects.count()) == (2, 1)


def test_the_promise_is_that_of_the_structure_alone(phare):
    claire = MandateFactory().user
    for values in ({"default_promised_days": 7}, {"default_contact": "ailleurs@example.org"}):
        with pytest.raises(NotAllowed, match="la promesse de la structure"):
            update(phare, claire, **values)
    elsewhere = MandateFactory(territory=TerritoryFactory(code="paris", areas=["departement:75"])).user
    with pytest.raises(NotAllowed, match="Seule la personne responsable"):
        update(phare, elsewhere, opening_hours="le mardi")


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
