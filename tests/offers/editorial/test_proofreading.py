"""An offer read whole: whose line, the spelling, the links that no longer answer."""

import pytest

from boussole.offers.content import OfferContent
from boussole.offers.editorial import Remark, Rule, line_of, proofread
from boussole.offers.editorial.line import Line
from boussole.offers.gateways import grammalecte
from boussole.offers.models import CheckedLink, EditorialLine
from tests.factories import NOW
from tests.factories.partners import StructureFactory
from tests.factories.territories import TerritoryFactory

pytestmark = pytest.mark.django_db

CONTENT = OfferContent(theme="emploi", category="chercher")


def test_a_territory_writes_over_the_national_line_and_the_national_team_over_the_code():
    territory = TerritoryFactory()
    structure = StructureFactory()
    assert line_of(structure).sentence_words == 25

    EditorialLine.objects.create(document={"sentence_words": 18, "title_characters": 50}, written_at=NOW)
    EditorialLine.objects.create(territory=territory, document={"sentence_words": 12}, written_at=NOW)

    line = line_of(structure)
    assert (line.sentence_words, line.title_characters) == (12, 50)


@pytest.mark.skipif(not grammalecte.is_there(), reason="grammalecte-cli is not on this machine")
def test_faults_of_spelling_and_grammar_are_said_with_what_to_write():
    content = OfferContent(
        theme="emploi",
        category="chercher",
        summary="Les jeune sont aidés par Ynov.",
        description="On te rapelle.",
    )

    found = [(one.field, one.quote, one.suggestion) for one in proofread(content, Line())]

    assert found == [("summary", "jeune", "jeunes"), ("description", "rapelle", "rappelle")]


@pytest.mark.skipif(not grammalecte.is_there(), reason="grammalecte-cli is not on this machine")
def test_a_word_of_the_territory_is_not_a_mistake():
    content = OfferContent(theme="emploi", category="chercher", summary="Un atelier de gaga stéphanwè.")

    assert proofread(content, Line(known_words=("gaga", "stéphanwè"))) == []


def test_a_dead_link_is_said_as_long_as_it_is_quoted():
    CheckedLink.objects.create(
        url="https://example.org/parti", status=CheckedLink.Status.DEAD, answer="erreur 404", asked_at=NOW
    )
    CheckedLink.objects.create(
        url="https://example.org/la", status=CheckedLink.Status.ALIVE, answer="", asked_at=NOW
    )
    content = OfferContent(
        theme="emploi",
        category="chercher",
        description="Vois https://example.org/la et (https://example.org/parti).",
    )

    assert proofread(content, Line()) == [
        Remark(
            Rule.LINK,
            "description",
            "Ce lien ne répond plus (erreur 404)\u00a0: corrigez-le ou retirez-le.",
            "https://example.org/parti",
        )
    ]
    assert proofread(CONTENT, Line()) == []
