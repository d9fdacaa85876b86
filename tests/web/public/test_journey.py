"""The questions: an answer leads to the next one, and nothing is ever lost."""

from tests.factories.offers import OfferFactory


def test_a_young_person_in_saint_etienne_goes_from_a_commune_to_reasons_and_a_date(visitor):
    OfferFactory(
        title="Préparer ton entretien",
        criteria={"statut": {"only": ["recherche"]}, "age": {"from": 16, "to": 25}},
        promised_days=2,
    )

    assert "De quoi as-tu besoin ?" in text(visitor.live_in())
    assert "Tu as quel âge ?" in text(visitor.open("/themes/emploi/"))
    assert "Tu fais quoi en ce moment ?" in text(visitor.say_age(19))
    assert "Tu as le permis de conduire ?" in text(visitor.answer(1, statut="recherche", cherche=["emploi"]))
    assert "Tu as combien pour vivre" in text(visitor.answer(2, permis="non"))
    visitor.answer(3, ressources="450", handicap="non")

    assert visitor.address == "/themes/emploi/resultats/"
    assert "1 service pour toi" in visitor.text
    assert "Préparer ton entretien" in visitor.text
    assert "tu cherches du travail" in visitor.text
    assert "tu as entre 16 et 25 ans" in visitor.text
    assert "On te répond au plus tard mercredi 25 novembre" in visitor.text


def text(response):
    from tests.web.public.visitor import text_of

    return text_of(response)
