"""To whom a message to partners goes, in words; how many one sends in a day."""

from __future__ import annotations

from datetime import timedelta

from boussole.animation.models import PartnerMessage
from boussole.partners.models import Structure

SENDINGS_A_DAY = 10  # a person writes a few; beyond, something went wrong
DAY = timedelta(days=1)
STANDINGS = {
    "": "toutes les structures",
    str(Structure.Status.ACTIVE): "structures partenaires",
    str(Structure.Status.INVITED): "structures invitées",
}
CHARTERS = {
    PartnerMessage.Charter.IN_FORCE: "charte en vigueur",
    PartnerMessage.Charter.AT_WORK: "charte à signer",
    PartnerMessage.Charter.NONE: "sans charte en vigueur ni en cours",
}


def selection_in_words(message: PartnerMessage) -> str:
    """« Les responsables de chaque structure : structures partenaires, thème logement, charte à signer, Loire »."""
    standing = STANDINGS.get(message.standing, message.get_standing_display().lower())
    theme = f"thème {message.theme.name.lower()}" if message.theme else ""
    charter = CHARTERS.get(PartnerMessage.Charter(message.charter), "")
    said = ", ".join(filter(None, (standing, theme, charter, message.territory.name)))
    return f"{message.get_people_display()} : {said}"
