"""Structures are bodies; referents are people."""

from boussole.privacy.registry import Then, declare, declare_impersonal, not_personal, personal, rule

MANDATE = rule("partners.referent", since="tant que le compte existe", then=Then.DELETE)

declare_impersonal(
    "partners.Structure", "partners.CharterAgreement", because="un organisme, pas une personne"
)
declare(
    "partners.Referent",
    personal("user", "role", "themes", "communes", purpose="Savoir qui répond de quoi", rule=MANDATE),
    not_personal("id", "structure", "starts_on", "ends_on"),
)
