"""Territories. Communes are not rows: they come from the reference, by their official code."""

import factory

from boussole.territories.models import Territory

SAINT_ETIENNE = "42218"
ROANNE = "42187"
FIRMINY = "42095"
LYON_3 = "69383"  # in no open territory of the tests
SAINT_DENIS_REUNION = "97411"


class TerritoryFactory(factory.django.DjangoModelFactory):
    """« Loire », open, unless told otherwise."""

    class Meta:
        model = Territory
        django_get_or_create = ("code",)

    code = "loire"
    name = "Loire"
    areas = ["departement:42"]
    welcome = "Dans la Loire, des gens dont c’est le métier s’engagent à te répondre."
    carrier_name = "Info Jeunes Loire"
    carrier_address = "1 place de la Rose-des-Vents"
    carrier_postcode = "42000"
    carrier_city = "Saint-Étienne"
    carrier_phone = "01 99 00 42 00"
    carrier_email = "boussole-loire@example.org"
    carrier_opening_hours = "du lundi au vendredi, de 9 h à 17 h 30"
    carrier_website = "https://loire.example.org"
    director_name = "Sylvie Meunier-Okafor"
    director_function = "Directrice"
    data_protection_contact = "dpo@example.org"
