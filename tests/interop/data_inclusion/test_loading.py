"""From the files to prospects and drafts, and again when the files have changed."""

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from boussole.accounts.models import Mandate
from boussole.audit.models import Entry
from boussole.core.verdicts import NotAllowed
from boussole.interop.bundles import open_bundle
from boussole.interop.data_inclusion import loads
from boussole.interop.data_inclusion.planning import Fate
from boussole.interop.data_inclusion.publics import Audience
from boussole.interop.data_inclusion.selection import Choice
from boussole.interop.loading import load as load_bundle
from boussole.interop.models import SourceFilePart, SourceLoad, SourceRecord
from boussole.offers import policies
from boussole.offers.actions import writing
from boussole.offers.models import Offer, OfferVersion
from boussole.partners.models import Structure
from tests.factories import NOW
from tests.factories.partners import MandateFactory, ReferentFactory, StructureFactory, UserFactory
from tests.factories.territories import TerritoryFactory

pytestmark = pytest.mark.django_db

EXAMPLE = Path("content/exemple-data-inclusion")
THEMES = ("emploi", "formation", "logement", "sante", "mobilite")
EVERYTHING = Choice(THEMES)
LATER = NOW + timedelta(days=30)
CV = "exemple--ml-cv"
VELAY = "exemple--mission-locale-velay"


@pytest.fixture
def velay():
    load_bundle(open_bundle(Path("content/national")), now=NOW)
    return TerritoryFactory(code="haute-loire", name="Haute-Loire", areas=["departement:43"])


@pytest.fixture
def animator(velay):
    return MandateFactory(role=Mandate.Role.ANIMATOR, territory=velay).user


def rows(name: str) -> list[dict]:
    return json.loads((EXAMPLE / f"{name}.json").read_text())


def received(territory, by, *, services=None, structures=None, now=NOW) -> SourceLoad:
    contents = [
        [json.dumps(given if given is not None else rows(name)).encode()]
        for name, given in (("structures", structures), ("services", services))
    ]
    return loads.receive(territory, "43", structures=contents[0], services=contents[1], by=by, now=now)


def imported(territory, by, *, now=NOW, choice=EVERYTHING, **files) -> SourceLoad:
    return loads.begin_import(received(territory, by, now=now, **files), choice, by=by, now=now)


def changed(name: str, identifier: str, **values) -> list[dict]:
    return [row | values if row["id"] == identifier else row for row in rows(name)]


def offer_of(identifier: str) -> Offer:
    return Offer.objects.get(source_records__source_id=identifier)


# --- The first load ---------------------------------------------------------------------------------
def test_nothing_is_written_before_somebody_has_looked(velay, animator):
    load = received(velay, animator)
    plan = loads.preview(load, EVERYTHING).plan
    assert (load.status, plan.count(Fate.NEW)) == ("READY", (9, 14))
    assert Structure.objects.count() == Offer.objects.count() == SourceRecord.objects.count() == 0
    assert SourceFilePart.objects.count() == 0


def test_structures_become_prospects_and_services_drafts_to_be_claimed(velay, animator):
    load = imported(velay, animator)
    structure = Structure.objects.get(source_records__source_id=VELAY)
    assert (load.status, load.report["counts"]["new"]) == ("LOADED", [9, 14])
    assert load.extract is None
    assert (structure.status, structure.kind, structure.email) == (
        "PROSPECT",
        "mission locale",
        "accueil@velay.example.org",
    )
    assert structure.opening_hours.startswith("du lundi au vendredi, de 8\u00a0h\u00a030")
    assert set(Offer.objects.values_list("status", flat=True)) == {"DRAFT"}
    assert set(OfferVersion.objects.values_list("origin", "status", "author")) == {("LOADED", "DRAFT", None)}
    offer = offer_of(CV)
    assert (offer.category.code, offer.contact_emails, offer.is_free) == (
        "postuler",
        ["accueil@velay.example.org"],
        True,
    )
    assert offer.reach.count() == 0  # nothing is shown to anybody


def test_what_is_not_free_is_not_said_to_be(velay, animator):
    imported(velay, animator, choice=Choice(THEMES, Audience.OPEN, free_only=False))
    assert offer_of("exemple--fjt-chambre").is_free is False
    assert offer_of(CV).is_free is True


def test_no_person_is_kept_from_the_files(velay, animator):
    load = received(velay, animator)
    kept = json.dumps(load.extract) + json.dumps(list(SourceRecord.objects.values("document")))
    assert "Perrin" not in kept
    assert "perrin" not in kept
    assert "+336" not in kept


def test_where_each_came_from_is_remembered_and_traced(velay, animator):
    load = imported(velay, animator)
    record = SourceRecord.objects.get(source_id=CV)
    assert (record.source, record.producer, record.link) == (
        "data.inclusion",
        "exemple",
        "https://exemple.example.org/services/ml-cv",
    )
    entry = Entry.objects.get(code="source.loaded", object_id=str(load.pk))
    assert (entry.actor_id, entry.facts["new"]) == (animator.pk, 23)


def test_a_territory_of_a_part_of_the_departement_leaves_what_does_not_serve_it(velay, animator):
    velay.areas = ["commune:43040"]  # Brioude
    velay.save()
    found = loads.preview(received(velay, animator), EVERYTHING).selected
    assert found.left_out["Ce service n’est pas ouvert aux habitants du territoire."] == 3


def test_only_the_animation_of_the_territory_and_the_national_team_load(velay):
    stranger = MandateFactory(role=Mandate.Role.ANIMATOR, territory=TerritoryFactory(code="ailleurs")).user
    for somebody in (stranger, UserFactory()):
        with pytest.raises(NotAllowed):
            received(velay, somebody)
    national = MandateFactory(role=Mandate.Role.NATIONAL, territory=None).user
    assert received(velay, national).status == "READY"


def test_a_file_that_cannot_be_read_says_what_to_do(velay, animator):
    load = loads.receive(velay, "43", structures=[b"[{"], services=[b"[{"], by=animator, now=NOW)
    assert (load.status, load.refusal) == (
        "REFUSED",
        "Le fichier JSON est incomplet ou abîmé\u00a0: téléchargez-le de nouveau.",
    )
    assert SourceFilePart.objects.count() == 0


def test_a_structure_that_is_here_already_is_recognised_and_not_made_twice(velay, animator):
    partner = StructureFactory(
        name="Mission Locale du Velay Imaginaire", commune="43157", areas=["departement:43"]
    )
    load = imported(velay, animator)
    assert load.report["counts"] | {"new": [8, 14], "joined": [1, 0]} == load.report["counts"]
    partner.refresh_from_db()
    assert (partner.name, partner.status) == ("Mission Locale du Velay Imaginaire", "ACTIVE")
    assert offer_of(CV).structure == partner
    plan = loads.preview(received(velay, animator, now=LATER), EVERYTHING).plan
    assert plan.changes_nothing


# --- The next loads ---------------------------------------------------------------------------------
def test_the_same_files_again_change_nothing(velay, animator):
    imported(velay, animator)
    plan = loads.preview(received(velay, animator, now=LATER), EVERYTHING).plan
    assert (plan.count(Fate.SAME), plan.changes_nothing) == ((9, 14), True)
    imported(velay, animator, now=LATER)
    assert (Structure.objects.count(), OfferVersion.objects.count()) == (9, 14)


def test_another_choice_of_the_same_files_changes_nothing_of_what_is_there(velay, animator):
    imported(velay, animator)
    plan = loads.preview(received(velay, animator, now=LATER), Choice(("sante",))).plan
    assert plan.count(Fate.UPDATED) == plan.count(Fate.GONE) == (0, 0)


def test_a_draft_that_nobody_touched_follows_the_source(velay, animator):
    imported(velay, animator)
    imported(velay, animator, now=LATER, services=changed("services", CV, nom="Ton CV en deux heures"))
    assert offer_of(CV).title == "Ton CV en deux heures"
    version = offer_of(CV).versions.get()
    assert version.content.title == "Ton CV en deux heures"
    # A source that changes is not somebody who writes: the animation may publish it as before.
    assert policies.can_publish(animator, version, LATER.date())
    assert version in OfferVersion.objects.unclaimed()


def test_what_a_person_wrote_is_never_overwritten(velay, animator):
    imported(velay, animator)
    version = offer_of(CV).versions.get()
    manager = ReferentFactory(structure=offer_of(CV).structure).user
    mine = replace(version.content, title="Refaire ton CV avec nous")
    version = writing.save_version(version, mine, seen=version.saves, by=manager, day=NOW.date(), now=NOW)
    assert not policies.can_publish(animator, version, NOW.date())
    assert version not in OfferVersion.objects.unclaimed()
    load = received(velay, animator, now=LATER, services=changed("services", CV, nom="CV", frais="payant"))
    step = next(
        step for steps in loads.preview(load, Choice(THEMES, free_only=False)).plan.offers.values()
        for step in steps if step.record.id == CV
    )  # fmt: skip
    assert (step.fate, [each.field for each in step.differences]) == (Fate.BY_HAND, ["title", "is_free"])
    loads.begin_import(load, Choice(THEMES, free_only=False), by=animator, now=LATER)
    assert offer_of(CV).title == "Refaire ton CV avec nous"


def test_what_is_published_is_proposed_the_parts_that_nobody_wrote(velay, animator):
    imported(velay, animator)
    offer = offer_of(CV)
    version = offer.versions.get()
    version.document |= {"title": "Refaire ton CV avec nous"}
    version.status = OfferVersion.Status.PUBLISHED
    version.save()
    Offer.objects.filter(pk=offer.pk).update(status="PUBLISHED", title="Refaire ton CV avec nous")
    new = changed("services", CV, nom="CV", horaires_accueil="Mo 09:00-10:00")
    load = imported(velay, animator, now=LATER, services=new)
    proposed = offer.versions.at_work().get()
    assert load.report["counts"]["proposed"] == [0, 1]
    assert (proposed.content.title, proposed.content.opening_hours) == (
        "Refaire ton CV avec nous",
        "le lundi, de 9\u00a0h à 10\u00a0h",
    )
    offer.refresh_from_db()
    assert (offer.title, offer.opening_hours) == ("Refaire ton CV avec nous", "")


def test_a_structure_that_has_come_decides_for_itself(velay, animator):
    imported(velay, animator)
    Structure.objects.filter(source_records__source_id=VELAY).update(status="INVITED")
    load = imported(velay, animator, now=LATER, structures=changed("structures", VELAY, nom="Autre nom"))
    assert load.report["counts"]["by_hand"] == [1, 0]
    assert Structure.objects.get(source_records__source_id=VELAY).name == "Mission locale du Velay imaginaire"


def test_what_the_source_has_no_more_is_told_and_kept(velay, animator):
    imported(velay, animator)
    fewer = [row for row in rows("services") if row["id"] != CV]
    load = received(velay, animator, now=LATER, services=fewer)
    assert [each.source_id for each in loads.preview(load, EVERYTHING).plan.gone] == [CV]
    loads.begin_import(load, EVERYTHING, by=animator, now=LATER)
    assert SourceRecord.objects.get(source_id=CV).gone_at == LATER
    assert offer_of(CV).title == "Atelier CV et lettre de motivation"


def test_a_long_file_waits_for_the_worker_and_ends_the_same(velay, animator, monkeypatch):
    monkeypatch.setattr(loads, "SMALL_FILES", 0)
    load = received(velay, animator)
    assert (load.status, SourceFilePart.objects.count()) == ("WAITING", 2)
    loads.read(load)
    loads.read(load)
    load.refresh_from_db()
    assert (load.status, len(load.extract["services"]), SourceFilePart.objects.count()) == ("READY", 20, 0)


def test_a_long_import_waits_for_the_worker_and_ends_the_same(velay, animator, monkeypatch):
    monkeypatch.setattr(loads, "SMALL_IMPORT", 0)
    load = imported(velay, animator)
    assert (load.status, Offer.objects.count()) == ("LOADING", 0)
    loads.do_import(load, now=NOW)
    loads.do_import(load, now=NOW)
    load.refresh_from_db()
    assert (load.status, load.percent, load.report["counts"]["new"]) == ("LOADED", 100, [9, 14])
    assert Offer.objects.count() == 14
