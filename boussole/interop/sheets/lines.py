"""One line of a spreadsheet, understood: which offer it is about, what it would change, what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from hashlib import blake2s
from typing import Any

from boussole.interop.models import ImportedLine
from boussole.interop.sheets.cells_of_offers import REACH, READ, Place, meaning
from boussole.interop.sheets.columns import BY_NAME, CATEGORY, TITLE, Texts, folded
from boussole.interop.sheets.faults import CellFault
from boussole.interop.sheets.offers import Reach, at_work, content_of, reach_of, texts_from
from boussole.interop.sheets.scope import Scope
from boussole.offers.content import OfferContent, faults
from boussole.offers.models import Offer, OfferVersion
from boussole.partners.models import Structure

State = ImportedLine.State
ZONE_IS_CHECKED = True  # cell by cell, while it is read


@dataclass
class Line:
    """What one line asks for."""

    number: int
    texts: Texts
    structure: Structure | None = None
    theme: str = ""
    state: ImportedLine.State = State.FAULT
    code: str = ""  # of an offer that exists, or wanted for a new one
    content: OfferContent | None = None
    reach: Reach = field(default_factory=Reach)
    offer: Offer | None = None
    adds_structure: bool = False  # one that this file makes known
    faults: list[tuple[str, str]] = field(default_factory=list)  # (heading, what to do)
    remarks: list[str] = field(default_factory=list)
    differences: list[tuple[str, str, str]] = field(default_factory=list)  # (heading, before, after)

    @property
    def title(self) -> str:
        return self.texts.get(TITLE, "") or (self.offer.title if self.offer else "")

    @property
    def key(self) -> str:
        """The same for the same structure, theme and title, however they are written; empty when one is unknown."""
        if self.structure is None or not self.theme or not self.texts.get(TITLE):
            return ""
        named = f"{self.structure.code}\n{self.theme}\n{folded(self.texts[TITLE])}"
        return blake2s(named.encode(), digest_size=16).hexdigest()

    @property
    def makes(self) -> tuple[Structure, OfferContent]:
        """Its structure and what its offer will say, once `compare` found no fault.

        :raises ValueError: for a line with a fault
        """
        if self.structure is None or self.content is None:
            raise ValueError(f"Line {self.number} has faults: {self.faults}.")
        return self.structure, self.content

    @property
    def report(self) -> dict[str, Any]:
        """What the page shows, as JSON."""
        return {
            "faults": [list(each) for each in self.faults],
            "remarks": self.remarks,
            "differences": [list(each) for each in self.differences],
            "structure": self.structure.name if self.structure else "",
            "adds_structure": self.adds_structure,
        }

    def fault(self, name: str, message: str) -> None:
        self.faults.append((BY_NAME[name].heading, message))
        self.state = State.FAULT


def compare(line: Line, scope: Scope) -> None:
    """Say whether the line is new, changes its offer (`line.offer`, read with everything), or is the same."""
    if line.faults or line.structure is None:
        line.state = State.FAULT
        return
    if line.offer is None:
        _make(line, scope, line.structure)
    else:
        _change(line, scope, line.offer)
    if not line.faults:
        _remark(line, line.structure)


def _make(line: Line, scope: Scope, structure: Structure) -> None:
    missing = [name for name in (CATEGORY, TITLE) if not line.texts.get(name)]
    for name in missing:
        line.fault(name, "cette case est obligatoire.")
    found = _read(line, [name for name in READ if name not in missing], Place(scope, structure, line.theme))
    if line.faults:
        return
    line.content = OfferContent(
        line.theme, **{name: value for name, value in found.items() if name not in REACH}
    )
    line.reach = Reach(**{name: found[name] for name in REACH})
    _check_order(line)
    if not line.faults:
        line.state = State.NEW


def _change(line: Line, scope: Scope, offer: Offer) -> None:
    content, reach = content_of(offer), reach_of(offer)
    before = texts_from(content, reach, offer.structure, scope)
    touched = [name for name in READ if name in line.texts and line.texts[name] != before[name]]
    found = _read(line, touched, Place(scope, offer.structure, content.theme))
    if line.faults:
        return
    line.content = replace(content, **{name: value for name, value in found.items() if name not in REACH})
    line.reach = replace(reach, **{name: value for name, value in found.items() if name in REACH})
    after = texts_from(line.content, line.reach, offer.structure, scope)
    names = [name for name in READ if before[name] != after[name]]
    _check_order(line)
    _check_rights(line, scope, offer, names)
    if line.faults:
        return
    line.differences = [
        (BY_NAME[name].heading, before[name], after[name]) for name in BY_NAME if name in names
    ]
    line.state = State.CHANGED if names else State.SAME
    if not names:
        line.content, line.reach = content, reach


def _read(line: Line, names: tuple[str, ...] | list[str], place: Place) -> dict[str, Any]:
    """What these columns mean; every one that cannot be understood is a fault of the line."""
    found: dict[str, Any] = {}
    for name in names:
        try:
            found[name] = meaning(name, line.texts.get(name, ""), place)
        except CellFault as fault:
            line.fault(name, fault.message)
    return found


def _check_order(line: Line) -> None:
    """What the database would refuse."""
    content = line.content
    if content and content.valid_from and content.valid_until and content.valid_from > content.valid_until:
        line.fault("valid_until", "la date de fin vient après la date de début.")


def _check_rights(line: Line, scope: Scope, offer: Offer, names: list[str]) -> None:
    """Who may change what of an offer that exists. The file says nothing of it: the scope does."""
    if offer.status == Offer.Status.ARCHIVED and names:
        line.fault("code", "cette offre est archivée : restaurez-la d’abord.")
    for name in names:
        if name in ("capacity", "when_full") and offer.structure_id not in scope.managed:
            line.fault(name, "seule la personne responsable de la structure règle la capacité d’une offre.")
        elif name in REACH and offer.structure_id not in scope.reached:
            line.fault(name, "la structure dit elle-même où arrivent ses demandes : laissez ce qui y était.")
    version = at_work(offer)
    if version is None or not (set(names) - set(REACH)):
        return
    if not version.is_writable:
        line.fault(
            "title", f"une version est « {version.get_status_display().lower()} » : attendez, ou reprenez-la."
        )
    elif scope.territory and not _is_ours(version, scope):
        line.fault("title", "la structure est en train de récrire cette offre : voyez avec elle.")


def _is_ours(version: OfferVersion, scope: Scope) -> bool:
    """For the animation: a draft that a file made and nobody there wrote since, or that they wrote themselves."""
    people = scope.people.get(version.offer.structure_id, {}).values()
    theirs = version.author_id in {person.pk for person in people}
    loaded = version.origin == OfferVersion.Origin.LOADED and not theirs
    return loaded or (scope.by is not None and version.author_id == scope.by.pk)


def _remark(line: Line, structure: Structure) -> None:
    """What will still be missing to be published: a draft may lack it."""
    if line.content is None or line.state == State.SAME:
        return
    missing = faults(line.content, contact_emails=line.reach.contact_emails, zone_is_inside=ZONE_IS_CHECKED)
    line.remarks += [each.message for each in missing]
    if line.adds_structure:
        line.remarks.insert(0, f"La structure « {structure.name} » sera ajoutée comme structure pressentie.")
