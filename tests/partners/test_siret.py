"""SIRET numbers: their shape, their key, and those of La Poste."""

import pytest

from boussole.partners import siret


@pytest.mark.parametrize(
    "number",
    [
        "12345678200010",
        "98765432400019",
        "35600000000048",  # La Poste, its head office: the usual key
        "35600000049837",  # La Poste, one of its places: the sum of the digits is a multiple of five
    ],
)
def test_a_number_with_its_key_has_no_fault(number):
    assert siret.fault_in(number) == ""


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("12345678200011", "Ce numéro SIRET n’existe pas : vérifiez chaque chiffre."),
        ("35600000049838", "Ce numéro SIRET n’existe pas : vérifiez chaque chiffre."),
        ("00000000000000", "Ce numéro SIRET n’existe pas : vérifiez chaque chiffre."),
        ("123456782", "Un numéro SIRET a 14\u00a0chiffres : il en manque 5."),
        ("1234567820001000", "Un numéro SIRET a 14\u00a0chiffres : il y en a 2 de trop."),
        ("1234567820001A", "Un numéro SIRET n’a que des chiffres : retirez le reste."),
        ("1234567820001५", "Un numéro SIRET n’a que des chiffres : retirez le reste."),
    ],
)
def test_a_fault_says_what_to_do(number, said):
    assert siret.fault_in(number).replace("\u00a0:", " :") == said


def test_every_single_wrong_digit_is_seen():
    right = "98765432400019"
    for place in range(siret.LENGTH):
        for digit in "0123456789":
            typed = right[:place] + digit + right[place + 1 :]
            assert (siret.fault_in(typed) == "") is (typed == right), typed


def test_no_number_is_no_fault_and_spaces_are_forgiven():
    assert siret.fault_in("") == ""
    assert siret.tidied(" 123 456\u00a0782-000.10 ") == "12345678200010"
    assert siret.in_words("12345678200010") == "123\u00a0456\u00a0782\u00a000010"
