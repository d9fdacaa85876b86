"""A file of offers, from its first dry run to its undoing: nothing is published, nothing is lost, nothing twice."""

import io
from dataclasses import replace
from datetime import timedelta

import openpyxl
import pytest
from django.core.management import call_command
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from boussole.audit.models import Entry
from boussole.core.moves import MoveRefused
from boussole.interop.models import ImportedLine, ImportRun
from boussole.interop.sheets import loading, runs
from boussole.interop.sheets.columns import COLUMNS
from boussole.interop.sheets.files import FORMATS, Table, written
from boussole.interop.sheets.loading import ChangedSince
from boussole.interop.sheets.model import model_file, offers_file
from boussole.interop.sheets.offers import Reach, texts_from
from boussole.interop.sheets.rows import sheet_in
from boussole.interop.sheets.scope import scope_of_person, scope_of_territory
from boussole.interop.sheets.undoing import undo
from boussole.offers.actions.publishing import content_of_row
from boussole.offers.actions.writing import create_version, save_version
from boussole.offers.content import OfferContent, Period
from boussole.offers.criteria import Criterion, CriterionKind
from boussole.offers.models import Offer, OfferVersion
from boussole.partners.models import Referent, Structure
from tests.at_once import at_once
from tests.factories import NOW
from tests.factories.accounts import MandateFactory
from tests.factories.offers import OfferFactory
from tests.factories.partners import ReferentFactory, StructureFactory
from tests.factories.questionnaires import CategoryFactory, QuestionnaireFactory
from tests.interop.sheets.test_words import CRITERIA

pytestmark = pytest.mark.django_db
DAY = NOW.date()
State = ImportedLine.State


@pytest.fixture
def referent() -> Referent:
    """Nadia answers for « Le Phare », which has one theme to offer something in."""
    QuestionnaireFactory(theme=CategoryFactory().theme)
    structure = StructureFactory(code="le-phare", name="Le Phare", email="accueil@example.org")
    return ReferentFactory(structure=structure, role=Referent.Role.MANAGER, user__email="nadia@example.org")


LINE = {
    "structure": "Le Phare",
    "theme": "Emploi",
    "category": "Faire le point",
    "title": "Un atelier CV",
    "summary": "Tu écris ton CV avec quelqu’un.",
    "criteria": "âge : 18 à 25 ; statut : recherche",
    "promised_days": "3",
    "is_free": "oui",
    "followed_by": "nadia@example.org",
}


def file_of(*lines: dict[str, str], without: tuple[str, ...] = ()) -> bytes:
    columns = [column for column in COLUMNS if column.name not in without]
    return written(Table(columns, lines), "csv")


def checked(user, *lines: dict[str, str], territory=None) -> ImportRun:
    return runs.start("offres.csv", file_of(*lines), territory=territory, by=user, now=NOW)


def imported(run: ImportRun, now=NOW) -> ImportRun:
    return runs.start_import(run, by=run.by, now=now)


def states(run: ImportRun) -> list[str]:
    return list(run.lines.order_by("number").values_list("state", flat=True))


def only_fault(run: ImportRun) -> list[str]:
    (line,) = run.lines.all()
    return line.report["faults"][0]


def test_a_new_line_becomes_a_draft_that_says_what_the_line_says(referent):
    run = imported(checked(referent.user, LINE))

    offer = Offer.objects.get()
    assert (run.status, offer.status, offer.published_at) == ("IMPORTED", "DRAFT", None)
    version = offer.versions.get()
    assert (version.status, version.origin, version.author) == ("DRAFT", "LOADED", referent.user)
    assert (
        version.content
        == content_of_row(offer)
        == OfferContent(
            "emploi",
            "faire-le-point",
            title="Un atelier CV",
            summary="Tu écris ton CV avec quelqu’un.",
            criteria=(
                Criterion("age", CriterionKind.RANGE, minimum=18, maximum=25),
                Criterion("statut", CriterionKind.ONLY, accepted=frozenset({"recherche"})),
            ),
            promised_days=3,
            is_free=True,
        )
    )
    assert (offer.contact_emails, offer.followed_by) == (["accueil@example.org"], referent.user)
    assert Entry.objects.filter(code="interop.offers_imported").count() == 1


def test_importing_twice_changes_nothing(referent):
    imported(checked(referent.user, LINE))

    again = checked(referent.user, LINE)

    assert states(again) == [State.SAME]
    with pytest.raises(MoveRefused, match="Rien à importer"):
        imported(again)
    assert (Offer.objects.count(), OfferVersion.objects.count()) == (1, 1)


def test_an_offer_renamed_on_the_site_is_still_recognised(referent):
    imported(checked(referent.user, LINE))
    Offer.objects.update(title="Écrire ton CV")
    OfferVersion.objects.update(document=OfferVersion.objects.get().document | {"title": "Écrire ton CV"})

    again = checked(referent.user, LINE)

    (line,) = again.lines.all()
    assert line.report["differences"] == [["Titre", "Écrire ton CV", "Un atelier CV"]]


def test_what_is_on_line_stays_on_line_and_the_draft_stands_beside_it(referent):
    offer = OfferFactory(structure=referent.structure, code="atelier", title="Un atelier")
    line = {**dict(read_back(referent)[0]), "summary": "Tu viens quand tu veux.", "capacity": "12"}

    run = checked(referent.user, line)
    (row,) = run.lines.all()
    assert row.report["differences"] == [
        ["Texte court", offer.summary, "Tu viens quand tu veux."],
        ["Capacité", "", "12"],
    ]
    imported(run)

    offer.refresh_from_db()
    assert (offer.status, offer.summary) == ("PUBLISHED", OfferFactory.summary)
    assert offer.versions.at_work().get().content == replace(
        content_of_row(offer), summary="Tu viens quand tu veux."
    )
    assert offer.capacity == 12  # what makes a structure reachable acts at once (decision 0023)


def test_a_column_taken_out_changes_nothing_and_an_empty_cell_empties(referent):
    OfferFactory(structure=referent.structure, code="atelier", phone="01 99 00 42 01", capacity=4)
    line = dict(read_back(referent)[0])

    data = file_of({**line, "phone": ""}, without=("capacity", "summary"))
    run = runs.start("offres.csv", data, territory=None, by=referent.user, now=NOW)

    (row,) = run.lines.all()
    assert row.report["differences"] == [["Téléphone", "01 99 00 42 01", ""]]


@pytest.mark.parametrize(
    ("name", "typed", "heading", "says"),
    [
        ("promised_days", "9", "Délai", "écrivez un nombre de 1 à 7."),
        ("theme", "Cuisine", "Thème", "choisissez un thème : « Emploi »."),
        (
            "category",
            "Danser",
            "Catégorie",
            "choisissez une catégorie du thème « Emploi » : « Faire le point ».",
        ),
        ("title", "", "Titre", "cette case est obligatoire."),
        ("title", "a" * 123, "Titre", "120 signes au plus : retirez-en 3."),
        ("valid_from", "bientôt", "À partir du", "écrivez une date, comme 23/11/2026."),
        ("is_free", "peut-être", "Gratuit", "écrivez « Oui » ou « Non »."),
        (
            "place",
            "dehors",
            "Lieu",
            "écrivez « Sur place » ou « À distance » ou « Sur place ou à distance ».",
        ),
        ("areas", "Lyon (69123)", "Zone", "la zone dépasse celle de la structure : retirez Lyon."),
        ("contact_emails", "nadia", "E-mails de contact", "« nadia » n’est pas une adresse e-mail."),
        ("capacity", "0", "Capacité", "écrivez un nombre de 1 à 9 999, ou rien."),
        (
            "structure",
            "La Bouée",
            "Structure",
            "ce n’est pas l’une de vos structures : choisissez-en une de la liste.",
        ),
        ("periods", "l’été", "Périodes", "« l’été » : écrivez une période, comme 01/09/2026 au 30/06/2027."),
        (
            "code",
            "Mon Offre",
            "Code",
            "écrivez des minuscules sans accent, des chiffres et des tirets, ou rien.",
        ),
        (
            "followed_by",
            "lea@example.org",
            "Suivie par",
            "« lea@example.org » ne répond pas pour la structure : laissez vide, ou invitez cette personne.",
        ),
    ],
)
def test_a_fault_says_what_to_write_in_which_cell(referent, name, typed, heading, says):
    run = checked(referent.user, {**LINE, name: typed})

    found = [part.replace("\u00a0", " ") for part in only_fault(run)]
    assert found == [heading, says.replace("\u00a0", " ")]


def test_lines_with_a_fault_are_left_out_and_the_others_imported(referent):
    run = checked(referent.user, LINE, {**LINE, "title": "Un autre", "promised_days": "12"}, LINE)

    assert states(run) == [State.NEW, State.FAULT, State.FAULT]
    twice = run.lines.get(number=4).report["faults"]
    assert twice == [["Titre", "c’est la même offre qu’à la ligne 2 : gardez-en une."]]
    assert imported(run).done == 1


def test_nobody_touches_the_offers_of_others(referent):
    OfferFactory(code="chez-les-autres")

    run = checked(referent.user, {**LINE, "code": "chez-les-autres"})

    assert only_fault(run) == ["Code", "c’est le code d’une offre d’une autre structure : videz cette case."]
    with pytest.raises(MoveRefused, match="Seule la personne qui a déposé"):
        runs.start_import(run, by=ReferentFactory().user, now=NOW)


def test_an_offer_being_reviewed_waits(referent):
    offer = OfferFactory(structure=referent.structure, code="atelier")
    line = dict(read_back(referent)[0])
    with transaction.atomic():
        version = create_version(offer, content_of_row(offer), by=referent.user, now=NOW)
        version.move_to(OfferVersion.Status.SUBMITTED, by=referent.user, at=NOW)

    run = checked(referent.user, {**line, "summary": "Autre chose."})

    assert states(run) == [State.FAULT]


def test_the_animation_brings_structures_that_nobody_knew(referent):
    animator = MandateFactory()
    line = {**LINE, "structure": "La Bouée", "followed_by": ""}

    without = checked(animator.user, line, territory=animator.territory)
    assert only_fault(without)[0] == "Structure"
    run = checked(
        animator.user,
        {**line, "commune": "Firminy"},
        {**line, "title": "Un autre", "commune": "Firminy"},
        territory=animator.territory,
    )
    imported(run)

    structure = Structure.objects.get(name="La Bouée")
    assert (structure.status, structure.commune, structure.areas) == ("PROSPECT", "42095", ["departement:42"])
    assert sorted(structure.offers.values_list("title", flat=True)) == ["Un atelier CV", "Un autre"]
    assert not Offer.objects.shown_on(DAY).exists()

    undo(ImportRun.objects.get(pk=run.pk), by=animator.user, now=NOW + timedelta(minutes=59))
    assert not Structure.objects.filter(name="La Bouée").exists()


def test_two_animators_correct_the_same_loaded_draft_in_turn_until_its_structure_writes(referent):
    one, other = MandateFactory(), MandateFactory()
    line = {**LINE, "structure": "La Bouée", "commune": "Firminy", "followed_by": ""}
    imported(checked(one.user, line, territory=one.territory))
    offer = Offer.objects.get(structure__name="La Bouée")

    for number, each in enumerate((other, one)):
        corrected = {**line, "code": offer.code, "summary": f"Correction {number}."}
        imported(checked(each.user, corrected, territory=each.territory))
    version = offer.versions.get()
    assert (version.content.summary, version.saves) == ("Correction 1.", 2)

    manager = ReferentFactory(structure=offer.structure, role=Referent.Role.MANAGER).user
    mine = replace(version.content, summary="Par nous.")
    save_version(version, mine, seen=version.saves, by=manager, day=DAY, now=NOW)
    run = checked(one.user, {**line, "code": offer.code, "summary": "Encore."}, territory=one.territory)
    assert only_fault(run)[0] == "Titre"


def test_the_animation_never_says_where_the_requests_of_a_partner_arrive(referent):
    animator = MandateFactory()
    OfferFactory(structure=referent.structure, code="atelier")
    line = {**dict(read_back(referent)[0]), "contact_emails": "ailleurs@example.org"}

    run = checked(animator.user, line, territory=animator.territory)

    assert only_fault(run)[0] == "E-mails de contact"


def test_an_import_is_undone_for_an_hour_but_for_what_somebody_touched(referent):
    on_line = OfferFactory(structure=referent.structure, code="atelier", title="Un atelier")
    line = {**dict(read_back(referent)[0]), "summary": "Tu viens quand tu veux.", "capacity": "3"}
    run = checked(referent.user, line, LINE, {**LINE, "title": "Un autre"})
    imported(run)
    touched = OfferVersion.objects.get(offer__title="Un autre")
    touched.saves += 1
    touched.save()

    with pytest.raises(MoveRefused, match="pendant une heure"):
        undo(run, by=referent.user, now=NOW + timedelta(minutes=61))
    undone = undo(run, by=referent.user, now=NOW + timedelta(minutes=59))

    assert sorted(Offer.objects.values_list("title", flat=True)) == ["Un atelier", "Un autre"]
    on_line.refresh_from_db()
    assert (on_line.versions.at_work().count(), on_line.capacity) == (0, None)
    kept = undone.lines.filter(outcome=ImportedLine.Outcome.KEPT)
    assert [each.title for each in kept] == ["Un autre"]


def test_nobody_undoes_what_belongs_to_a_structure_that_they_left(referent):
    elsewhere = StructureFactory(code="la-bouee", name="La Bouée")
    ReferentFactory(structure=elsewhere, user=referent.user)
    run = imported(checked(referent.user, LINE, {**LINE, "structure": "La Bouée"}))
    Referent.objects.filter(pk=referent.pk).update(ends_on=DAY - timedelta(days=1))

    undo(run, by=referent.user, now=NOW)

    assert [offer.structure for offer in Offer.objects.all()] == [referent.structure]


@pytest.mark.django_db(transaction=True)
def test_two_files_that_bring_the_same_structure_at_once_make_it_once(referent):
    animators = [MandateFactory(), MandateFactory()]
    line = {**LINE, "structure": "La Bouée", "commune": "Firminy", "followed_by": ""}
    files = [checked(each.user, line, territory=each.territory) for each in animators]

    at_once(*[lambda run=run: imported(run) for run in files])

    assert Structure.objects.filter(name="La Bouée").count() == 1
    assert sorted(ImportRun.objects.values_list("status", flat=True)) == ["CHECKED", "IMPORTED"]


def test_what_changed_since_the_check_is_shown_before_anything_is_imported(referent):
    run = checked(referent.user, LINE, {**LINE, "title": "Un autre"})
    imported(checked(referent.user, LINE))

    with pytest.raises(ChangedSince):
        imported(run)

    run.refresh_from_db()
    assert (run.status, states(run)) == ("CHECKED", [State.SAME, State.NEW])
    assert run.remarks == [loading.CHANGED_SINCE]
    assert imported(run).done == 1


def test_the_worker_imports_what_is_long(referent):
    run = checked(referent.user, *({**LINE, "title": f"Un atelier {number}"} for number in range(26)))
    loading.begin_import(run)

    runs.import_later(run.pk, now=NOW)
    runs.import_later(run.pk, now=NOW)

    run.refresh_from_db()
    assert (run.status, run.done, Offer.objects.count()) == ("IMPORTED", 26, 26)


def test_a_file_is_loaded_from_the_command_line_too(referent, tmp_path, capsys):
    file = tmp_path / "offres.csv"
    file.write_bytes(file_of(LINE, {**LINE, "title": "Un autre", "promised_days": "9"}))
    email = referent.user.email

    with pytest.raises(SystemExit) as end:
        call_command("load_offers", file, "--by", email, "--dry-run")
    told = capsys.readouterr().out.replace("\u00a0", " ")
    assert end.value.code == 1
    assert "Ligne 3, colonne « Délai » : écrivez un nombre de 1 à 7." in told
    assert "1 new, 0 changed, 0 the same, 1 with faults. Nothing written." in told
    assert not Offer.objects.exists()

    call_command("load_offers", file, "--by", email)
    assert "1 drafts made." in capsys.readouterr().out
    assert Offer.objects.get().status == "DRAFT"


def read_back(referent: Referent, format: str = "csv") -> list[dict[str, str]]:
    data = offers_file(scope_of_person(referent.user, DAY), format)
    return [texts for _, texts in sheet_in(data).lines]


@pytest.mark.parametrize("format", FORMATS)
def test_the_database_goes_out_and_comes_back_without_changing_anything(referent, format):
    site = StructureFactory(code="annexe", name="L’annexe", parent=referent.structure)
    ReferentFactory(structure=site, user=referent.user)
    offer = OfferFactory(
        structure=referent.structure,
        title="=2+2 ; « l’atelier »",
        description="Une ligne,\r\n\r\n- une liste  \n- 'guillemet",
        summary="Tu viens\u00a0!",
        criteria={"age": {"from": 16}, "statut": {"only": ["recherche", "lycee"]}, "permis": "all"},
        areas=["commune:42218", "epci:244200770"],
        followed_by=referent.user,
        capacity=3,
    )
    offer.sites.add(site)
    offer.periods.create(starts_on=DAY, ends_on=DAY + timedelta(days=20))
    OfferFactory(structure=site, status=Offer.Status.DRAFT)

    data = offers_file(scope_of_person(referent.user, DAY), format)
    run = runs.start("offres", data, territory=None, by=referent.user, now=NOW)

    assert states(run) == [State.SAME, State.SAME]


CONTENTS = st.builds(
    OfferContent,
    theme=st.just("emploi"),
    category=st.just("faire-le-point"),
    title=st.text(
        st.characters(codec="utf-8", categories=["L", "N", "P", "Zs"]), min_size=1, max_size=40
    ).filter(lambda text: text == " ".join(text.split())),
    summary=st.sampled_from(["", "Tu viens.", "-3 °C dehors", "'=A1"]),
    place=st.sampled_from(Offer.Place.values),
    areas=st.none()
    | st.lists(st.sampled_from(["commune:42218", "epci:244200770"]), min_size=1, unique=True).map(tuple),
    criteria=CRITERIA,
    promised_days=st.integers(1, 7),
    periods=st.lists(
        st.tuples(st.dates(), st.dates()).map(lambda days: Period(min(days), max(days))), max_size=2
    ).map(tuple),
    valid_from=st.none() | st.dates(),
    is_free=st.booleans(),
)


@given(content=CONTENTS, format=st.sampled_from(sorted(FORMATS)))
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_spreadsheet_goes_in_and_comes_out_identical(referent, content, format):
    scope = scope_of_person(referent.user, DAY)
    reach = Reach(("accueil@example.org",), "nadia@example.org", 4, "PAUSED")
    line = {"code": "atelier", **texts_from(content, reach, referent.structure, scope)}
    data = written(Table(COLUMNS, [line]), format)
    with transaction.atomic():
        run = imported(runs.start("offres", data, territory=None, by=referent.user, now=NOW))

        assert run.lines.get().report["faults"] == []
        assert Offer.objects.get().versions.get().content == content
        again = [{**texts} for texts in read_back(referent, format)]
        transaction.set_rollback(True)
    assert [{name: texts[name] for name in line if name != "commune"} for texts in again] == [
        {name: text for name, text in line.items() if name != "commune"}
    ]


def test_the_model_says_what_can_be_chosen(referent):
    animator = MandateFactory()
    scope = scope_of_territory(animator.territory, animator.user, DAY)

    book = openpyxl.load_workbook(io.BytesIO(model_file(scope, "xlsx")))

    assert book.sheetnames == ["Offres", "Aide", "Listes"]
    listed = {str(rule.sqref): rule.formula1 for rule in book["Offres"].data_validations.dataValidation}
    assert listed["D2:D10001"] == "Listes!$B$2:$B$2"
    assert [cell.value for cell in book["Listes"]["B"] if cell.value] == ["Thèmes", "Emploi"]
    helped = [row[1].value for row in book["Aide"].iter_rows() if row[0].value == "Emploi"]
    assert helped == ["Situation", "Recherche", "Permis", "Ressources", "Handicap ou maladie"]


def test_a_longer_file_asks_no_more_questions(referent, django_assert_max_num_queries):
    lines = [{**LINE, "title": f"Un atelier {number}"} for number in range(300)]

    run = checked(referent.user, *lines)
    with django_assert_max_num_queries(60):
        runs.check_later(run.pk, now=NOW)
    run.refresh_from_db()

    assert (run.total, run.status) == (300, "CHECKED")
