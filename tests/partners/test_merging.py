"""Two records turn out to be one structure: everything follows, nothing is lost, old addresses still lead somewhere."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest

from boussole.accounts.models import Mandate
from boussole.core.verdicts import NotAllowed
from boussole.interop.loading.loader import Loader
from boussole.interop.loading.structures import load_structure
from boussole.interop.schema import StructureFile
from boussole.mail.models import OutgoingMessage
from boussole.offers.models import Offer, OfferReach
from boussole.partners import actions, merging
from boussole.partners.charters.reminding import Mail
from boussole.partners.emails.charters import ask_to_sign
from boussole.partners.models import (
    Absence,
    DirectoryCoordinate,
    DistinctStructures,
    Referent,
    TeamReminder,
)
from tests.factories import NOW
from tests.factories.accounts import MandateFactory
from tests.factories.contact_requests import ContactRequestFactory
from tests.factories.offers import OfferFactory
from tests.factories.partners import CharterFactory, ReferentFactory, StructureFactory
from tests.factories.questionnaires import QuestionnaireFactory, ThemeFactory
from tests.factories.territories import FIRMINY, TerritoryFactory

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


@pytest.fixture
def claire():
    return MandateFactory(role=Mandate.Role.ANIMATOR).user


@pytest.fixture
def kept():
    return StructureFactory(name="PIJ de Firminy")


@pytest.fixture
def gone():
    return StructureFactory(name="Point information jeunesse Firminy", charter=None)


@pytest.fixture
def merge(kept, gone, claire):
    def run(**values):
        actions.merge(kept, gone, values=values, by=claire, day=TODAY, now=NOW)
        kept.refresh_from_db()
        gone.refresh_from_db()

    return run


def test_every_relation_to_a_structure_is_somebodys_business():
    assert merging.unhandled() == [], "Register it in the `reactions.py` of its module, with `merging.moves`."


def test_offers_and_requests_change_hands_and_young_people_see_the_same(kept, gone, merge):
    theme = QuestionnaireFactory().theme
    CharterFactory(structure=gone)
    moved = OfferFactory(structure=gone, theme=theme)
    hosted = OfferFactory(structure=kept, theme=theme)
    hosted.sites.set([gone])
    request = ContactRequestFactory(offer=moved, now=NOW)

    merge()

    request.refresh_from_db()
    moved.refresh_from_db()
    assert (moved.structure, request.structure) == (kept, kept)
    assert list(hosted.sites.all()) == []
    assert set(OfferReach.objects.values_list("offer", flat=True)) == {moved.pk, hosted.pk}
    assert (gone.status, gone.merged_into) == ("LEFT", kept)


def test_each_offer_keeps_the_communes_it_served(kept, gone, merge):
    theme = QuestionnaireFactory().theme
    small = [f"commune:{FIRMINY}"]
    gone.areas = small
    gone.save()
    offer = OfferFactory(structure=gone, theme=theme)
    other = OfferFactory(structure=kept, theme=theme)

    merge(areas=kept.areas)

    areas = dict(Offer.objects.values_list("pk", "areas"))
    assert (areas[offer.pk], areas[other.pk]) == (small, None)


def test_the_values_chosen_are_written_its_number_included(kept, gone, merge):
    gone.siret = "12345678200010"
    gone.save()
    merge(siret="12345678200010", name="PIJ", phone="01 99 00 42 12")

    assert (kept.siret, kept.name, kept.phone) == ("12345678200010", "PIJ", "01 99 00 42 12")


def test_the_better_place_in_the_network_stays(kept, gone, merge):
    kept.status = "PROSPECT"
    kept.save()
    merge()

    assert kept.status == "ACTIVE"
    assert [step.to_status for step in kept.steps.all()] == ["ACTIVE"]


def test_somebody_of_both_answers_once_for_all_that_was_theirs(kept, gone, merge):
    job, home = ThemeFactory(code="emploi"), ThemeFactory(code="logement")
    mine = ReferentFactory(structure=kept, communes=[FIRMINY])
    mine.themes.set([job])
    theirs = ReferentFactory(structure=gone, user=mine.user, role="MANAGER", communes=["42218"])
    theirs.themes.set([home])
    over = ReferentFactory(structure=gone, ends_on=TODAY - timedelta(days=9))
    of_one_theme, of_all = (ReferentFactory(structure=place) for place in (kept, gone))
    of_one_theme.themes.set([job])
    of_all.user = of_one_theme.user
    of_all.save()
    for row, kind, value in (
        (theirs, "EMAIL", "a@example.org"),
        (theirs, "PHONE", "0199000001"),
        (mine, "PHONE", "0199000002"),
    ):
        DirectoryCoordinate.objects.create(referent=row, kind=kind, value=value, changed_at=NOW)
    mine.user.workplace = f"structure:{gone.code}"
    mine.user.save()

    merge()

    mine.refresh_from_db()
    mine.user.refresh_from_db()
    assert set(kept.referents.all()) == {mine, over, of_one_theme}
    assert not of_one_theme.themes.exists(), "all of them, as the other record said"
    assert (mine.role, mine.communes, set(mine.themes.all())) == (
        "MANAGER",
        sorted(["42218", FIRMINY]),
        {job, home},
    )
    assert dict(mine.directory_coordinates.values_list("kind", "value")) == {
        "EMAIL": "a@example.org",
        "PHONE": "0199000002",
    }
    assert mine.user.workplace == f"structure:{kept.code}"


def test_a_mandate_that_is_over_opens_nothing_again_by_a_merge(kept, gone, merge):
    left = ReferentFactory(structure=kept, ends_on=TODAY - timedelta(days=9))
    ReferentFactory(structure=gone, user=left.user, is_pending=True)
    there = ReferentFactory(structure=kept)
    ReferentFactory(structure=gone, user=there.user, role="MANAGER", is_pending=True)
    merge()

    assert Referent.objects.in_force(TODAY).get(structure=kept) == there
    there.refresh_from_db()
    assert there.role == "REFERENT", "what somebody has not accepted is not theirs by a merge"


def test_of_two_charters_in_force_with_one_territory_one_stays(kept, gone, merge):
    older = CharterFactory(structure=gone, signed_on=date(2025, 3, 3), ends_on=date(2026, 12, 31))
    merge()
    older.refresh_from_db()

    assert (older.status, older.structure) == ("REPLACED", kept)
    assert kept.charters.in_force(NOW).count() == 1


def test_of_two_charters_being_signed_one_is_given_up_and_its_links_open_nothing(kept, gone, merge):
    at_work = {"status": "SIGNING", "signed_on": None, "territory": TerritoryFactory()}
    older, newer = (CharterFactory(structure=structure, **at_work) for structure in (gone, kept))
    nora = older.signatories.create(
        role="REPRESENTATIVE", name="Nora Œuvrard", function="présidente", email="nora@example.org"
    )
    ask_to_sign(nora, Mail.FIRST, now=NOW)
    merge()
    older.refresh_from_db()

    assert (older.status, list(kept.charters.filter(status="SIGNING"))) == ("CANCELLED", [newer])
    assert not nora.links.filter(expires_at__gt=NOW).exists()
    sent = OutgoingMessage.objects.filter(to_address="nora@example.org")
    assert {(each.template.rpartition("/")[2], each.status) for each in sent} == {
        ("charter_to_sign", "CANCELLED"),
        ("charter_called_off", "TODO"),
    }


def test_days_when_one_record_was_closed_do_not_close_the_other(kept, gone, merge):
    absence = {
        "starts_on": TODAY,
        "ends_on": TODAY + timedelta(days=9),
        "declared_at": NOW,
        "structure": gone,
    }
    whole = Absence.objects.create(rule="PAUSE", **absence)
    mine = Absence.objects.create(rule="PAUSE", user=ReferentFactory(structure=gone).user, **absence)
    merge()
    whole.refresh_from_db()
    mine.refresh_from_db()

    assert (whole.cancelled_at, whole.structure) == (NOW, kept)
    assert (mine.cancelled_at, mine.structure) == (None, kept)


def test_sites_comparisons_and_reminders_follow(kept, gone, merge):
    site, third = StructureFactory(parent=gone), StructureFactory()
    DistinctStructures.objects.create(one=gone, other=third, said_at=NOW)
    for structure in (kept, gone):
        TeamReminder.objects.create(structure=structure, kind="DUE", due_on=TODAY, sent_at=NOW)
    merge()
    site.refresh_from_db()

    assert site.parent == kept
    assert DistinctStructures.objects.values_list("one", "other").get() == (kept.pk, third.pk)
    assert list(TeamReminder.objects.values_list("structure", flat=True)) == [kept.pk]


def test_a_body_merged_into_its_own_place_is_not_its_own_parent(kept, gone, merge):
    kept.parent = gone
    kept.save()
    merge()

    assert kept.parent is None


def test_only_whoever_animates_around_both_decides(kept, gone, claire):
    elsewhere = StructureFactory(areas=["departement:75"], commune="75101")
    with pytest.raises(NotAllowed):
        actions.merge(kept, elsewhere, values={}, by=claire, day=TODAY, now=NOW)
    with pytest.raises(NotAllowed):
        actions.merge(kept, kept, values={}, by=claire, day=TODAY, now=NOW)
    with pytest.raises(NotAllowed):
        actions.tell_apart(kept, gone, by=ReferentFactory(structure=kept).user, day=TODAY, now=NOW)

    actions.tell_apart(gone, kept, by=claire, day=TODAY, now=NOW)
    actions.tell_apart(kept, gone, by=claire, day=TODAY, now=NOW)
    assert DistinctStructures.objects.count() == 1


def test_a_record_that_went_into_another_is_not_merged_again(kept, gone, claire, merge):
    merge()
    with pytest.raises(NotAllowed, match="déjà été fusionnée"):
        actions.merge(StructureFactory(), gone, values={}, by=claire, day=TODAY, now=NOW)


def test_a_bundle_that_still_names_the_record_that_went_loads_into_the_other(kept, gone, merge):
    entry = StructureFile(
        code=gone.code,
        name="Revenue",
        kind="association",
        commune=FIRMINY,
        zone=["departement:42"],
        status="active",
    )
    merge()
    loader = Loader(SimpleNamespace(source="loire"), NOW, print)
    load_structure(loader, entry)
    gone.refresh_from_db()

    assert loader.structures[gone.code] == kept
    assert (gone.status, gone.name) == ("LEFT", "Point information jeunesse Firminy")
