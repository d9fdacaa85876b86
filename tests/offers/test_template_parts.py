"""What a copy takes from its template, whatever both say: the shared parts, all of them, and nothing else."""

from datetime import date
from random import Random

import pytest

from boussole.offers.content import NAMES, OfferContent, Period
from boussole.offers.criteria import Criterion, CriterionKind
from boussole.offers.template_parts import SHARED_PARTS, with_shared_parts


def some_content(random: Random) -> OfferContent:
    low = random.randint(10, 20)
    return OfferContent(
        theme="emploi",
        category=random.choice(["postuler", "metier"]),
        title=random.choice(["Atelier", "Entretien"]),
        summary=random.choice(["Court.", "Bref."]),
        description=random.choice(["", "Long."]),
        place=random.choice(["IN_PERSON", "REMOTE", "BOTH"]),
        address=random.choice(["", "3 rue du Compas"]),
        opening_hours=random.choice(["", "le mardi"]),
        phone=random.choice(["", "01 99 00 42 00"]),
        areas=random.choice([None, ("commune:42218",)]),
        sites=random.choice([(), ("feurs",)]),
        criteria=random.choice([(), (Criterion("age", CriterionKind.RANGE, minimum=low, maximum=25),)]),
        promised_days=random.choice([None, 2, 7]),
        periods=random.choice([(), (Period(date(2026, 9, 1), date(2026, 9, 30)),)]),
        valid_until=random.choice([None, date(2027, 1, 31)]),
        is_free=random.choice([True, False]),
    )


@pytest.mark.parametrize("seed", range(100))
def test_the_shared_parts_are_the_template_s_and_the_others_the_copy_s(seed: int) -> None:
    random = Random(seed)
    own, template = some_content(random), some_content(random)

    copy = with_shared_parts(own, template)

    assert {part for part in NAMES if getattr(copy, part) != getattr(template, part)} <= set(
        NAMES
    ) - SHARED_PARTS
    assert set(own.differing(copy)) <= SHARED_PARTS
    assert with_shared_parts(copy, template) == copy


def test_where_when_how_fast_and_whom_to_call_are_never_shared() -> None:
    local = {
        "areas",
        "promised_days",
        "phone",
        "address",
        "opening_hours",
        "periods",
        "valid_from",
        "valid_until",
    }
    assert SHARED_PARTS.isdisjoint(local | {"sites", "is_free", "theme"})
