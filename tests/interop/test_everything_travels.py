"""Everything that a territory decided goes out in a bundle and comes back; another territory may start from it."""

from datetime import date
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import transaction
from hypothesis import HealthCheck, given, settings

from boussole.accounts.models import User
from boussole.interop.bundles import open_bundle
from boussole.interop.contents import content_of, entry_of
from boussole.interop.exporting import export
from boussole.interop.loading import load, would_keep
from boussole.interop.schema import ContentEntry
from boussole.interop.starting import started_as
from boussole.offers.actions.publishing import content_of_row
from boussole.offers.actions.writing import create_version
from boussole.offers.content import document_of
from boussole.offers.criteria import Criterion, CriterionKind
from boussole.offers.models import EditorialLine, Offer, OfferTemplate, OfferVersion
from boussole.partners import actions
from boussole.partners.models import Structure
from boussole.questionnaires.actions.publishing import record_published
from boussole.questionnaires.adaptation import adapted
from boussole.questionnaires.models import Questionnaire, Theme
from boussole.territories.models import Territory
from tests.factories import NOW
from tests.factories.offers import OfferFactory
from tests.factories.partners import ReferentFactory, StructureFactory
from tests.factories.questionnaires import QuestionnaireFactory, TerritoryThemeFactory
from tests.interop.sheets.test_loading import CONTENTS
from tests.interop.test_bundles import same_files

pytestmark = pytest.mark.django_db
LAYER = {
    "wording": {"statut": {"text": "Tu en es où ?"}},
    "hidden": ["handicap"],
    "questions": [
        {
            "code": "loire-velo",
            "kind": "yes_no",
            "text": "Tu as un vélo ?",
            "label": "Vélo",
            "after": "permis",
        }
    ],
}


@pytest.fixture
def loire() -> Territory:
    """A territory with one of everything that a bundle holds."""
    national = QuestionnaireFactory()
    territory = TerritoryThemeFactory(theme=national.theme, invitation="Trouver un job").territory
    territory.confirmation_months = 4
    territory.save()
    structure = StructureFactory(code="le-phare")
    site = StructureFactory(code="l-annexe", parent=structure, status=Structure.Status.PROSPECT)
    person = ReferentFactory(structure=structure).user
    ReferentFactory(structure=structure, ends_on=date(2026, 9, 1))  # who left is not brought back by a file
    EditorialLine.objects.create(
        territory=territory,
        document={"title_characters": 60, "plain_words": {"public": "jeunes", "usager": "personne"}},
        written_at=NOW,
    )
    template = OfferTemplate.objects.create(
        code="atelier",
        title=(said := content_of_row(OfferFactory(structure=structure, code="une-autre"))).title,
        theme=national.theme,
        territory=territory,
        document=document_of(said),
        written_at=NOW,
    )
    with transaction.atomic():
        version = record_published(
            national.theme, territory, {**adapted(national.document, LAYER), "version": 3}, by=None, now=NOW
        )
        version.layer, version.based_on = LAYER, national
        version.save()
        offer = OfferFactory(
            structure=structure,
            code="atelier-cv",
            criteria={"loire-velo": {"only": ["oui"]}, "age": {"from": 16, "to": 25}},
            opening_hours="le mardi",
            capacity=12,
            when_full="PAUSED",
            template=template,
            follows_template=True,
            followed_by=person,
        )
        offer.sites.add(site)
        offer.periods.create(starts_on=date(2026, 9, 1), ends_on=date(2027, 6, 30))
        after = create_version(offer, content_of_row(offer), by=person, now=NOW)
        after.document |= {"title": "Écrire ton CV", "promised_days": None}
        after.move_to(OfferVersion.Status.SUBMITTED, by=person, at=NOW)
        after.save()
    OfferFactory(structure=structure, code="finie", status=Offer.Status.ARCHIVED)
    OfferFactory(
        structure=structure, code="a-ecrire", status=Offer.Status.DRAFT, summary="", contact_emails=[]
    )
    return territory


def exported(territory: Territory | None, folder: Path) -> Path:
    export(territory, folder)
    return folder


def forget_everything() -> None:
    for model in (Offer, OfferTemplate, Questionnaire, Territory, Theme):
        model.objects.all().delete()
    Structure.objects.filter(parent__isnull=False).delete()
    Structure.objects.all().delete()
    User.objects.all().delete()


def test_a_bundle_gives_the_same_bundle_back(loire: Territory, tmp_path: Path) -> None:
    national, before = exported(None, tmp_path / "national"), exported(loire, tmp_path / "before")
    loaded = load(open_bundle(before, national), now=NOW)
    assert (loaded.created, loaded.changed) == ({"lot importé": 1}, {})

    forget_everything()
    load(open_bundle(national), now=NOW)
    load(open_bundle(before, national), now=NOW)

    assert same_files(exported(Territory.objects.get(), tmp_path / "after"), before)
    assert Structure.objects.get(code="le-phare").referents.count() == 1
    offer = Offer.objects.get(code="atelier-cv")
    assert offer.versions.at_work().get().status == "SUBMITTED"
    assert offer.versions.get(status="PUBLISHED").content == content_of_row(offer)


def test_a_bundle_loaded_again_takes_back_nothing_that_people_wrote_here(loire, tmp_path, capsys) -> None:
    national, before = exported(None, tmp_path / "national"), exported(loire, tmp_path / "before")
    phare = Structure.objects.get(code="le-phare")
    phare.phone = "01 99 00 42 99"  # nobody wrote this here: the file says better
    phare.save()
    paul = ReferentFactory(structure=phare, role="MANAGER").user
    said = {"opening_hours": "le mardi", "name": phare.name}
    themes = [Theme.objects.get()]
    actions.update_structure(phare, said, themes=themes, by=paul, day=NOW.date(), now=NOW)
    phare.move_to(Structure.Status.LEFT, by=None, at=NOW)
    bundle = open_bundle(before, national)

    foreseen = would_keep(bundle)
    loaded = load(bundle, now=NOW)

    phare.refresh_from_db()
    assert (phare.opening_hours, phare.phone, phare.status) == ("le mardi", "01 99 00 42 10", "LEFT")
    assert list(phare.themes.all()) == themes
    assert foreseen == loaded.kept
    kept = {each.part: (each.here, each.in_file) for each in loaded.kept}
    assert kept == {
        "opening_hours": ("le mardi", "du lundi au vendredi, de 9 h à 17 h"),
        "status": ("LEFT", "ACTIVE"),
        "themes": (["emploi"], []),
    }
    call_command("import", before, dry_run=True)
    assert "le-phare, opening_hours: 'le mardi' (file: 'du lundi" in capsys.readouterr().out


def has_no_end(criterion: Criterion) -> bool:
    """« Tous les nombres »: a bundle says « all » instead, which decides the same."""
    return criterion.kind == CriterionKind.RANGE and criterion.minimum is None and criterion.maximum is None


@given(content=CONTENTS.filter(lambda content: not any(map(has_no_end, content.criteria))))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_an_offer_says_goes_through_a_file_unchanged(content) -> None:
    entry = ContentEntry(**entry_of(content))

    assert content_of("emploi", ContentEntry.model_validate(entry.model_dump(by_alias=True))) == content


def test_a_change_loaded_from_a_bundle_is_one_more_version(loire: Territory, tmp_path: Path) -> None:
    national, folder = exported(None, tmp_path / "national"), exported(loire, tmp_path / "loire")
    path = folder / "offers/une-autre.yaml"
    path.write_text(path.read_text().replace("Tu répètes", "Tu prépares"))

    load(open_bundle(folder, national), now=NOW)

    versions = Offer.objects.get(code="une-autre").versions.order_by("number")
    assert [version.status for version in versions] == ["REPLACED", "PUBLISHED"]


def test_a_territory_starts_from_another_one(loire: Territory, tmp_path: Path) -> None:
    national, folder = exported(None, tmp_path / "national"), exported(loire, tmp_path / "loire")
    ain = Territory.objects.create(
        code="ain", name="Ain", areas=["departement:01"], carrier_name="Info Jeunes Ain", is_open=False
    )
    offers = Offer.objects.count()

    bundle = started_as(open_bundle(folder, national), ain, NOW.date())
    load(bundle, now=NOW)

    ain.refresh_from_db()
    assert (ain.name, ain.areas, ain.carrier_name, ain.is_open) == (
        "Ain",
        ["departement:01"],
        "Info Jeunes Ain",
        False,
    )
    assert ain.confirmation_months == 4
    opened = ain.themes.get()
    assert (opened.theme.code, opened.invitation, opened.opened_on) == (
        "emploi",
        "Trouver un job",
        NOW.date(),
    )
    assert "ain-velo" in Questionnaire.objects.get(territory=ain).definition.questions
    assert EditorialLine.objects.get(territory=ain).document["title_characters"] == 60
    assert ain.templates.get().code == "ain-atelier"
    assert (Offer.objects.count(), ain.mandates.count()) == (offers, 0)
    assert load(bundle, now=NOW).is_empty
