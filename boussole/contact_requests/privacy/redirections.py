"""What a redirection says of the young person, and who decided."""

from boussole.contact_requests.privacy.requests import ACCOUNT, REQUEST
from boussole.privacy.registry import declare, not_personal, personal

declare(
    "contact_requests.Redirection",
    personal("diagnosis", "decline_note", purpose="Passer la demande à la bonne structure", rule=REQUEST),
    personal("shared_fields", purpose="Prouver sur quoi porte l’accord donné", rule=REQUEST),
    personal("by", "answered_by", purpose="Savoir qui a agi", rule=ACCOUNT),
    not_personal(
        "id",
        "public_id",
        "contact_request",
        "successor",
        "to_offer",
        "to_structure",
        "outside_name",
        "outside_contact",
        "reason",
        "agreement",
        "agreed_at",
        "status",
        "decline_reason",
        "at",
        "proposed_at",
        "ended_at",
    ),
)
