"""Social-security numbers are refused in a message; phone numbers and dates are welcome."""

import random

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.urls import get_resolver

from boussole.web.shared.free_text import (
    refuse_addresses,
    refuse_social_security_numbers,
    without_invisible_signs,
)
from boussole.web.shared.people_fields import JobField, NameField

CHANCE = random.Random(42)
SHAPES = (
    "{}{}{}{}{}{}{}",
    "{} {} {} {} {} {} {}",
    "{}.{}.{}.{}.{}.{}.{}",
    "{}-{}-{}-{}-{}-{} / {}",
    "{} {}{}{} {} {} {}",
)


def made_up_nir():
    """Shaped like a real one, of nobody: the year, the month, the place, the order and the key by chance."""
    place = CHANCE.choice(["42", "75", "2A", "2B", "97", "99"])
    return CHANCE.choice(SHAPES).format(
        CHANCE.choice("12"),
        f"{CHANCE.randrange(100):02d}",
        f"{CHANCE.randrange(1, 13):02d}",
        place,
        f"{CHANCE.randrange(1, 999):03d}",
        f"{CHANCE.randrange(1, 999):03d}",
        f"{CHANCE.randrange(1, 98):02d}",
    )


def made_up_phone():
    digits = f"0{CHANCE.choice('12345679')}{CHANCE.randrange(10**8):08d}"
    shape = CHANCE.choice(["plain", "spaces", "dots", "international", "zeros"])
    pairs = [digits[n : n + 2] for n in range(0, 10, 2)]
    return {
        "plain": digits,
        "spaces": " ".join(pairs),
        "dots": ".".join(pairs),
        "international": f"+33 {digits[1]} {' '.join(pairs[1:])}",
        "zeros": f"0033{digits[1:]}",
    }[shape]


@pytest.mark.parametrize("number", [made_up_nir() for _ in range(50)])
def test_a_social_security_number_is_refused(number):
    with pytest.raises(ValidationError):
        refuse_social_security_numbers(f"Mon numéro : {number}, merci.")


@pytest.mark.parametrize("number", [made_up_phone() for _ in range(50)])
def test_a_phone_number_is_accepted(number):
    refuse_social_security_numbers(f"Appelle plutôt le {number} ou le {made_up_phone()} après 18 h.")


@pytest.mark.parametrize(
    "text",
    [
        "Né le 12/05/2007 à 14 h 30",
        "450 € par mois, 3 enfants",
        "42100 Saint-Étienne",
        "dossier 2026-00123",
        "",
    ],
)
def test_other_numbers_are_accepted(text):
    refuse_social_security_numbers(text)


@pytest.mark.parametrize(
    "name", ["http://exemple.org", "lina@example.org", "www.exemple", "un.com", "<b>Lina</b>"]
)
def test_an_address_is_no_first_name(name):
    with pytest.raises(ValidationError):
        refuse_addresses(name)


@pytest.mark.parametrize(
    "name", ["Lina", "Jean-Baptiste", "Maëlys", "D’Angelo", "María José", "李娜", "J. R."]
)
def test_first_names_are_as_they_are(name):
    refuse_addresses(name)


def names_asked() -> list[forms.Field]:
    """Every field of the product where somebody's name is typed."""
    get_resolver().url_patterns  # noqa: B018  loads every page, and its forms
    asked, seen = [forms.Form], []
    while asked:
        form = asked.pop()
        asked += form.__subclasses__()
        if form.__module__.startswith("boussole.web") and not form.__module__.endswith(".gallery"):
            seen += [
                form.base_fields[name] for name in ("first_name", "last_name") if name in form.base_fields
            ]
    return seen


def test_whoever_is_named_leaves_no_link_in_our_messages():
    fields = names_asked()
    assert len(fields) >= 10
    for field in (*fields, JobField()):
        for name in ("Nadia www.exemple", "Votre compte\r\nhttp://un.com"):
            with pytest.raises(ValidationError):
                field.clean(name)


def test_what_somebody_is_called_holds_on_one_line():
    assert NameField().clean(" Nadia\r\n\u202eBelkacem ") == "Nadia Belkacem"
    assert JobField().clean("Écoute et/ou accueil,\nJ. R.") == "Écoute et/ou accueil, J. R."


def test_signs_that_hide_or_reverse_what_is_read_are_taken_out():
    assert without_invisible_signs("Li\u202ena\u200b\x00\ntient") == "Lina\ntient"
