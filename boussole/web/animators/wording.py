"""Messages by the name that the animation gives them."""

from boussole.contact_requests.emails import FOLDER
from boussole.contact_requests.told import ACKNOWLEDGEMENT, TO_YOUNG_PERSON

MESSAGES = {
    ACKNOWLEDGEMENT: "Accusé de réception au jeune",
    f"{FOLDER}/recap": "Récapitulatif à la structure",
    f"{FOLDER}/recap_corrected": "Récapitulatif corrigé à la structure",
    f"{FOLDER}/withdrawn": "Annulation, à la structure",
    **dict.fromkeys(TO_YOUNG_PERSON, "Nouvelles de sa demande, au jeune"),
}


def message_name(template: str) -> str:
    """What this message is, for somebody who never saw a template."""
    return MESSAGES.get(template, "Message sur un compte")
