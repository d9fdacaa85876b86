"""« Qui verra cette offre ? », for the panel beside the form."""

from __future__ import annotations

from datetime import date, timedelta

from boussole.offers.content import OfferContent
from boussole.offers.models import Offer
from boussole.orientation.audience import Audience, audience_of
from boussole.orientation.queries.replay import search_groups
from boussole.orientation.replay import search_areas
from boussole.partners.models import Structure
from boussole.questionnaires.definition import Definition
from boussole.questionnaires.queries import definition_in_use, theme_id_of
from boussole.territories.zones import Zone

REPLAYED = timedelta(days=365)


def audience(
    offer: Offer, content: OfferContent, day: date, *, definition: Definition | None = None
) -> Audience:
    """Who would see this offer if it said that. Four queries, whatever the number of searches (one
    more the first time a questionnaire is read).

    Searches are those of the twelve months before `day`, on the theme of the content, in the zone of the structure.
    `definition` is the questionnaire whose questions the form shows, when the caller has read it already.
    """
    structure = offer.structure
    zone = Zone.restored(structure.areas)
    theme_id = theme_id_of(content.theme)
    if definition is None:
        definition = questionnaire_of(structure, content.theme)
    own = zone if content.areas is None else Zone.restored(content.areas)
    groups = (
        search_groups(
            theme_id,
            search_areas(zone),
            day - REPLAYED,
            day,
            questions={criterion.question for criterion in content.criteria},
            near=search_areas(own),
        )
        if theme_id
        else []
    )
    return audience_of(content, zone=zone, definition=definition, groups=groups)


def questionnaire_of(structure: Structure, theme: str) -> Definition:
    """The questions that young people answer where the structure is; none at all for a theme without any."""
    return definition_in_use(theme, structure.home_territory())
