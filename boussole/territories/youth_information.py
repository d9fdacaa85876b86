"""Who a young person can turn to where no Boussole is open: the youth-information body of the région."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache

from boussole.territories.reference_file import FOLDER


@dataclass(frozen=True, slots=True)
class YouthInformationBody:
    """A body of the Info Jeunes network."""

    label: str
    website: str
    """Empty when we are not certain of it: a wrong address is worse than none."""


NATIONAL_BODY = YouthInformationBody("Info Jeunes France (CIDJ)", "https://www.cidj.com")


def youth_information_body(region_code: str) -> YouthInformationBody:
    """The body of the région; the national one for the overseas collectivities, which have none we know of."""
    return _bodies().get(region_code, NATIONAL_BODY)


@cache
def _bodies() -> dict[str, YouthInformationBody]:
    with (FOLDER / "crij.csv").open(encoding="utf-8", newline="") as rows:
        return {
            row["region"]: YouthInformationBody(row["label"], row["website"]) for row in csv.DictReader(rows)
        }
