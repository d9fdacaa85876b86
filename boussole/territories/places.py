"""The official places, as plain values: communes, EPCI, départements, régions, and names of the past."""

from __future__ import annotations

from dataclasses import dataclass

from boussole.territories.naming import of_commune


@dataclass(frozen=True, slots=True)
class Commune:
    """A commune of the current official geography, or an arrondissement of Paris, Lyon or Marseille."""

    code: str
    name: str
    postcodes: tuple[str, ...]
    epci: str | None
    departement: str
    region: str
    population: int | None
    latitude: float | None
    longitude: float | None
    centre_is_approximate: bool
    parent: str | None
    """75056 for 75101: the commune whose arrondissement this is."""
    link: int = 0
    """INSEE's TNCC, see `naming`."""

    @property
    def areas(self) -> tuple[str, ...]:
        """Every area key that contains it, narrowest first: what an offer's zone is compared with."""
        return (
            f"commune:{self.code}",
            *([f"commune:{self.parent}"] if self.parent else []),
            *([f"epci:{self.epci}"] if self.epci else []),
            f"departement:{self.departement}",
            f"region:{self.region}",
            FRANCE,
        )

    @property
    def of_name(self) -> str:
        """« d’Annecy », « du Puy-en-Velay »: the name after « la commune »."""
        return of_commune(self.name, self.link)


@dataclass(frozen=True, slots=True)
class Epci:
    """An intercommunal body with its own taxation, identified by its SIREN."""

    siren: str
    name: str


@dataclass(frozen=True, slots=True)
class Departement:
    """A département, or an overseas collectivity that stands in its place."""

    code: str
    name: str
    link: int
    region: str


@dataclass(frozen=True, slots=True)
class Region:
    """A région, or an overseas collectivity that stands in its place."""

    code: str
    name: str
    link: int


@dataclass(frozen=True, slots=True)
class FormerName:
    """What a commune, or a part of it, was called before; its code may have been another."""

    code: str
    name: str
    """Empty when only the code changed."""
    commune: str


FRANCE = "france"
