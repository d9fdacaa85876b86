"""What professionals arrange for their own work."""

from boussole.contact_requests.privacy.requests import ACCOUNT
from boussole.privacy.registry import Then, declare, not_personal, personal, rule

OWN = rule("contact_requests.workshop", since="tant que le compte existe", then=Then.DELETE)

declare(
    "contact_requests.SavedFilter",
    personal("user", "name", "query", purpose="Retrouver sa façon de travailler", rule=OWN),
    not_personal("id"),
)
declare(
    "contact_requests.DailyDigest",
    personal("user", "hour", purpose="Écrire à l’heure choisie", rule=OWN),
    not_personal("id", "last_day"),
)
declare(
    "contact_requests.CalendarFeed",
    personal("user", "read_at", purpose="Abonner son agenda", rule=OWN),
    not_personal("id", "token_hash", "created_at"),
)
declare(
    "contact_requests.ReadyAnswer",
    personal("updated_by", purpose="Savoir qui a écrit", rule=ACCOUNT),
    not_personal("id", "structure", "title", "text", "updated_at"),
)
