"""Territories say nothing of young people; they name the people who answer for the site, publicly."""

from boussole.privacy.registry import Then, declare, not_personal, personal, rule

PUBLIC = rule("territories.legal_notice", since="tant que la personne a cette fonction", then=Then.ERASE)

declare(
    "territories.Territory",
    personal(
        "director_name",
        "director_email",
        purpose="Mentions légales (loi pour la confiance dans l’économie numérique), signature des chartes",
        rule=PUBLIC,
    ),
    not_personal(
        "id",
        "code",
        "name",
        "areas",
        "timezone",
        "is_open",
        "closes_on",
        "confirmation_months",
        "welcome",
        "carrier_name",
        "carrier_address",
        "carrier_postcode",
        "carrier_city",
        "carrier_phone",
        "carrier_email",
        "carrier_opening_hours",
        "carrier_website",
        "director_function",
        "data_protection_contact",
    ),
)
