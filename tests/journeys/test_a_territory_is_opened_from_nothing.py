"""A territory is opened from an empty database with a data.inclusion extract and a spreadsheet, in half an hour.

Every gesture is counted (`effort.py`); at the end a young person of Le Puy searches, chooses, and asks to be called.
"""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from django.core.management import call_command

from boussole.contact_requests.models import ContactRequest
from boussole.interop.sheets.columns import COLUMNS
from boussole.interop.sheets.files import Table, written
from boussole.offers.models import Offer
from boussole.partners.models import Structure
from tests.journeys.effort import Effort, Worker
from tests.journeys.post_office import link_in
from tests.journeys.young_person import YoungPerson

pytestmark = pytest.mark.browser

CONTENT = Path("content")
HUGO, CLAIRE, NORA = "hugo.marchetti@example.org", "claire.vidal@example.org", "nora.belkacem@example.org"
MISSION_LOCALE = "Mission locale du Velay imaginaire"
FROM_SOURCE = "Atelier CV et lettre de motivation"
FROM_SHEET = "Réparer ton vélo pour aller travailler"
HALF_AN_HOUR = 30


def test_a_territory_is_opened_from_nothing(transactional_db, clock, open_window, post, tmp_path, capsys):
    operator, first_link = given_an_empty_installation()
    hugo = when_the_national_team_comes_in(open_window, first_link)
    and_prepares_the_territory(hugo)
    claire = and_its_animator_comes_in(open_window, post)
    when_she_loads_structures_from_data_inclusion(claire)
    and_offers_from_a_spreadsheet(claire, tmp_path)
    and_publishes_them_together(claire)
    nora = when_somebody_of_a_structure_comes_in(claire, open_window, post)
    then_she_finds_the_offers_of_her_structure(nora)
    when_the_structure_is_welcomed(claire)
    and_the_territory_opens(hugo)

    spent = Effort.of(operator, hugo.effort, claire.effort, nora.effort)
    with capsys.disabled():
        print(f"\nOpening a territory: {spent}")
        for who, effort in (("operator", operator), ("national", hugo.effort), ("animator", claire.effort)):
            print(f"  {who}: {effort}")
        print(f"  structure: {nora.effort}")
    assert spent.minutes < HALF_AN_HOUR

    lina = YoungPerson(open_window(width=360), clock)
    then_a_young_person_finds_an_offer_and_asks_for_a_call(lina)


def given_an_empty_installation() -> tuple[Effort, str]:
    """Two commands: the national content, and the first account, with the link that opens it."""
    operator, said = Effort(), io.StringIO()
    call_command("import", CONTENT / "national", stdout=io.StringIO())
    call_command(
        "create_account",
        email=HUGO,
        first_name="Hugo",
        last_name="Marchetti",
        role="NATIONAL",
        stdout=said,
    )
    operator.add("commands", 2)
    return operator, link_in(said.getvalue())


def when_the_national_team_comes_in(open_window, link: str) -> Worker:
    hugo = Worker(open_window(), HUGO).begins()
    hugo.opens_an_account(link)
    return hugo


def and_prepares_the_territory(hugo: Worker) -> None:
    hugo.goes_to("Territoires")
    hugo.reads("Aucun territoire")
    hugo.press("Préparer un territoire")
    hugo.types(**{"Nom du territoire": "Haute-Loire"})
    hugo.selects("Département", "Haute-Loire (43)")
    hugo.types(
        **{
            "Structure porteuse": "Info Jeunes Haute-Loire",
            "Contact pour la protection des données": "dpo@example.org",
            "E-mail du territoire": "boussole-haute-loire@example.org",
        }
    )
    hugo.press("Préparer le territoire")
    hugo.reads("Les jeunes ne le voient pas encore.", "département de la Haute-Loire (257 communes)")
    hugo.reads("Emploi, Formation, Logement, Santé, Mobilité internationale")
    hugo.press("Inviter")
    hugo.types(**{"E-mail": CLAIRE, "Prénom": "Claire", "Nom": "Vidal"})
    hugo.press("Envoyer l’invitation")
    hugo.reads("Claire Vidal (invitation en attente)")


def and_its_animator_comes_in(open_window, post) -> Worker:
    post.deliver()
    claire = Worker(open_window(), CLAIRE).begins()
    claire.opens_an_account(link_in(post.mails_to(CLAIRE)[-1]))
    assert claire.title == "Haute-Loire"
    return claire


def when_she_loads_structures_from_data_inclusion(claire: Worker) -> None:
    claire.goes_to("Chargements")
    claire.press("data.inclusion")
    claire.gives("Fichier des structures", CONTENT / "exemple-data-inclusion" / "structures.json")
    claire.gives("Fichier des services", CONTENT / "exemple-data-inclusion" / "services.json")
    claire.press("Lire les fichiers")
    claire.reads(MISSION_LOCALE, "La Boussole n’a pas de thème pour ce besoin.")
    claire.press("Importer en brouillon")
    claire.reads("L’import est fait")
    assert Structure.objects.filter(status="PROSPECT").exists()


def and_offers_from_a_spreadsheet(claire: Worker, folder: Path) -> None:
    """The file was filled in a spreadsheet program: two lines of it count as the fields that they hold."""
    lines = [
        {
            "structure": "Atelier vélo du Velay",
            "commune": "Le Puy-en-Velay",
            "theme": "Emploi",
            "category": "Lever ce qui te bloque",
            "title": title,
            "summary": summary,
            "promised_days": "2",
            "is_free": "oui",
            "contact_emails": "atelier@example.org",
        }
        for title, summary in (
            (FROM_SHEET, "Tu répares ton vélo avec quelqu’un qui sait, et tu repars avec."),
            (
                "Emprunter un vélo pour un mois",
                "Un vélo, un casque et un antivol, le temps de trouver mieux.",
            ),
        )
    ]
    file = folder / "offres.csv"
    file.write_bytes(written(Table(list(COLUMNS), lines), "csv"))
    claire.effort.add("fields", sum(len(line) for line in lines))

    claire.goes_to("Chargements")
    claire.press("Un tableur")
    claire.gives("Fichier", file)
    claire.press("Vérifier ce fichier")
    claire.reads("Toutes les lignes sont justes.")
    claire.press("Importer")
    claire.reads("L’import est fait")


def and_publishes_them_together(claire: Worker) -> None:
    claire.goes_to("Offres")
    claire.press("Tout cocher")
    claire.press("Publier les offres cochées")
    assert Offer.objects.get(title=FROM_SOURCE).status == "PUBLISHED"
    assert Offer.objects.get(title=FROM_SHEET).status == "PUBLISHED"


def when_somebody_of_a_structure_comes_in(claire: Worker, open_window, post) -> Worker:
    claire.goes_to("Réseau")
    claire.press("Partenaires")
    claire.press("10 structures à réclamer")
    claire.press(MISSION_LOCALE)
    claire.types(**{"E-mail": NORA, "Prénom": "Nora", "Nom": "Belkacem"})
    claire.press("Envoyer l’invitation")
    post.deliver()
    nora = Worker(open_window(), NORA).begins()
    nora.opens_an_account(link_in(post.mails_to(NORA)[-1]))
    return nora


def then_she_finds_the_offers_of_her_structure(nora: Worker) -> None:
    nora.goes_to("Offres")
    nora.reads(FROM_SOURCE, "Faire le point avec un conseiller ou une conseillère")


def when_the_structure_is_welcomed(claire: Worker) -> None:
    claire.goes_to("Réseau")
    claire.press("Partenaires")
    claire.press("10 structures à réclamer")
    claire.press("Invitées")
    claire.press(MISSION_LOCALE)
    claire.press("Accueillir cette structure")
    claire.reads("Partenaire")


def and_the_territory_opens(hugo: Worker) -> None:
    hugo.goes_to("Territoires")
    hugo.press("Haute-Loire")
    hugo.press("Ouvrir aux jeunes")
    hugo.reads("Ouvert")


def then_a_young_person_finds_an_offer_and_asks_for_a_call(lina: YoungPerson) -> None:
    lina.arrives()
    lina.lives_in("le puy en velay", "Le Puy-en-Velay (43")
    lina.wants()
    lina.is_aged(19)
    lina.reads(FROM_SOURCE)  # no offer asks anything yet, so nothing is asked of her
    lina.picks(FROM_SOURCE)
    lina.opens_the_form()
    lina.fills_in(phone="06 39 98 43 43")
    lina.sends()
    request = ContactRequest.objects.get()
    assert (request.offer.title, request.structure.name) == (FROM_SOURCE, MISSION_LOCALE)
