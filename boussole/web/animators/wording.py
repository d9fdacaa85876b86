"""Messages by the name that the animation gives them."""

from boussole.contact_requests.message_names import ACKNOWLEDGEMENT, CORRECTED_RECAP, FOLDER, RECAP
from boussole.contact_requests.told import TO_YOUNG_PERSON

MESSAGES = {
    ACKNOWLEDGEMENT: "Accusé de réception au jeune",
    RECAP: "Récapitulatif à la structure",
    CORRECTED_RECAP: "Récapitulatif corrigé à la structure",
    f"{FOLDER}/withdrawn": "Annulation, à la structure",
    f"{FOLDER}/access_code": "Code d’accès, au jeune",
    "offers/messages/to_confirm": "Offres à confirmer, à une structure",
    "offers/messages/to_confirm_animation": "Offres sans nouvelle, à l’animation",
    "offers/messages/proposed": "Offre proposée, à l’animation",
    "offers/messages/sent_back": "Offre à reprendre, à une structure",
    "offers/messages/published": "Offre en ligne, à une structure",
    "offers/messages/scheduled": "Publication programmée, à une structure",
    "offers/messages/not_published": "Publication empêchée, à une structure",
    "offers/messages/template_changed": "Modèle changé, à une structure",
    "offers/messages/answer_added": "Réponse ajoutée, à une structure",
    "accounts/emails/invitation": "Invitation, à une personne qui n’a pas de compte",
    "accounts/emails/proposal": "Invitation, à une personne qui a un compte",
    "accounts/emails/invitation_reminder": "Rappel d’une invitation",
    "accounts/emails/invitation_expired": "Invitation sans réponse, à qui l’a envoyée",
    "accounts/emails/invitation_declined": "Invitation refusée, à qui l’a envoyée",
    "accounts/emails/mandate_ended": "Fin d’un mandat, à la personne",
    "accounts/emails/national_team": "Mandat national qui change, à l’équipe nationale",
    "partners/messages/made_responsible": "Nouvelle responsabilité, à une personne d’une structure",
    "partners/messages/welcomed": "Accueil comme partenaire, à une structure",
    "partners/messages/directory_error": "Erreur signalée dans l’annuaire",
    "partners/messages/directory_error_settled": "Erreur de l’annuaire réglée",
    "animation/messages/to_partners": "Message de l’animation, à un partenaire",
    **dict.fromkeys(TO_YOUNG_PERSON, "Nouvelles de sa demande, au jeune"),
}
# By the module that writes them.
USUAL = {
    "contact_requests": "Message à un professionnel, sur une demande",
    "partners": "Message sur une absence",
    "offers": "Message sur une offre",
}


def message_name(template: str) -> str:
    """What this message is, for somebody who never saw a template."""
    return MESSAGES.get(template) or USUAL.get(template.partition("/")[0], "Message sur un compte")
