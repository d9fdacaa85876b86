"""The page of a structure: what it says of itself, and its other places."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from boussole.accounts.models import User
from boussole.audit import trail
from boussole.core.db import locked, require_transaction, under_a_free_name
from boussole.core.verdicts import NotAllowed
from boussole.partners import emails, policies, siret
from boussole.partners.actions.inviting import JoiningRefused
from boussole.partners.actions.joining import free_code
from boussole.partners.joining import tell_of_standing
from boussole.partners.models import PageChange, Referent, Structure
from boussole.partners.zone_changes import tell_of_zone
from boussole.questionnaires.models import Theme
from boussole.territories.geography import UnknownArea, UnknownCommune, geography
from boussole.territories.zones import Zone

# What the people of a structure write on its page. Its code, its state and its body are not among them.
OWN_WORDS = (
    "name", "kind", "network", "siret", "role", "competence",
    "address", "postcode", "commune", "access", "opening_hours", "phone", "email", "website",
    "default_promised_days", "default_contact", "areas",
)  # fmt: skip
# The promise of the structure: how soon it calls back, and who reads the requests. Nobody makes it for them.
OF_THE_PROMISE = frozenset({"default_promised_days", "default_contact"})
OF_A_SITE = ("name", "address", "postcode", "commune", "access", "opening_hours", "phone", "email", "siret")


class StructureRefused(JoiningRefused):
    """What was written cannot hold; `field` says which answer to change, when one does."""


@transaction.atomic
def update_structure(
    structure: Structure,
    values: Mapping[str, Any],
    *,
    themes: Iterable[Theme] | None = None,
    seen: str = "",
    asked_by: str = "",
    by: User,
    day: date,
    now: datetime,
) -> Structure:
    """Write what its page says: some fields, and its themes when they are given. The rest stays.

    `seen` is the `fingerprint` of these fields when the person opened the page: what somebody wrote since is not lost.
    The animation writes on behalf of the structure, and says who asked for it (`asked_by`): the managers are told.

    :raises NotAllowed: for somebody who neither is responsible for it nor assists it
    :raises StructureRefused: when a value does not hold, or somebody was faster
    """
    structure = locked(structure)
    by_animation = _writes_for_it(by, structure, values, day)
    if seen and seen != fingerprint(structure, values):
        raise StructureRefused(
            "Quelqu’un a modifié cette page pendant que vous écriviez. Votre texte est gardé ci-dessous : "
            "comparez avec la fiche, puis enregistrez de nouveau."
        )
    check_values(structure, values)
    written = {name: values[name] for name in OWN_WORDS if name in values}
    change = write_page(
        structure, written, themes, by=by, by_animation=by_animation, asked_by=asked_by, now=now
    )
    if change is None:
        return structure
    code = "structure.changed_by_animation" if by_animation else "structure.changed"
    trail.record(code, by=by, on=structure, at=now, fields=sorted(change.parts))
    if by_animation:
        emails.tell_page_changed(change, to=responsible_for(structure, day), now=now)
    if "areas" in change.parts:
        tell_of_zone(structure, by, now)
    return structure


def write_page(
    structure: Structure,
    values: Mapping[str, Any],
    themes: Iterable[Theme] | None = None,
    *,
    by: User,
    by_animation: bool,
    asked_by: str = "",
    now: datetime,
) -> PageChange | None:
    """Write these values, and remember what differs; None when the page says all of it already.

    The caller has locked the row and checked both the person and the values.
    """
    require_transaction()
    after = dict(values)
    before = {name: getattr(structure, name) for name in after}
    changed = [name for name, value in after.items() if before[name] != value]
    if changed:
        for name in changed:
            setattr(structure, name, after[name])
        structure.save(update_fields=changed)
    if themes is not None:
        before["themes"] = sorted(theme.code for theme in structure.themes.all())
        after["themes"] = sorted(theme.code for theme in themes)
        if before["themes"] != after["themes"]:
            structure.themes.set(themes)
            changed.append("themes")
    if not changed:
        return None
    return PageChange.objects.create(
        structure=structure,
        before={name: before[name] for name in changed},
        after={name: after[name] for name in changed},
        by=by,
        by_animation=by_animation,
        asked_by=asked_by if by_animation else "",
        at=now,
    )


def _writes_for_it(by: User, structure: Structure, values: Mapping[str, Any], day: date) -> bool:
    """Whether the animation writes on behalf of the structure, which keeps its promise to itself."""
    own = policies.can_change_structure(by, structure, day)
    if own:
        return False
    if not policies.can_write_for(by, structure, day):
        own.require()
    if OF_THE_PROMISE & set(values):
        raise NotAllowed(
            "Le délai et la boîte qui reçoit les demandes sont la promesse de la structure : elle seule les change."
        )
    return True


def responsible_for(structure: Structure, day: date) -> list[User]:
    """Its managers; those of its body, for a place without a team of its own."""
    managers = Referent.objects.in_force(day)
    rows = managers.managing(structure.pk) or managers.managing(structure.parent_id)
    return [row.user for row in rows]


def fingerprint(structure: Structure, names: Iterable[str]) -> str:
    """What these fields say now, in a few signs: two pages that saw the same text have the same one."""
    said = {name: getattr(structure, name) for name in sorted(set(names) & set(OWN_WORDS))}
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()[:16]


@transaction.atomic
def add_site(
    structure: Structure, values: Mapping[str, Any], *, by: User, day: date, now: datetime
) -> Structure:
    """One more place of the same body: its offers may be given there; its team answers for it.

    :raises NotAllowed: for somebody who is not responsible for the body, or when it is a place itself
    :raises StructureRefused: when a value does not hold
    """
    structure = locked(structure)
    policies.can_add_site(by, structure, day).require()
    own = {name: values[name] for name in OF_A_SITE if name in values}
    check_values(None, own)

    def write() -> Structure:
        return Structure.objects.create(
            code=free_code(own["name"], own["commune"]),
            parent=structure,
            kind=structure.kind,
            network=structure.network,
            areas=structure.areas,
            default_promised_days=structure.default_promised_days,
            status=Structure.Status.ACTIVE,
            **own,
        )

    site = under_a_free_name(write)
    trail.record("structure.site_added", by=by, on=site, at=now, parent=structure.pk)
    return site


@transaction.atomic
def close_site(site: Structure, *, by: User, day: date, now: datetime) -> Structure:
    """A place where the body no longer receives anybody. Its row stays, for what was done there.

    :raises NotAllowed: for somebody who is not responsible for the body, or when the place has its own team
    """
    site = locked(site)
    policies.can_close_site(by, site, day).require()
    site.move_to(Structure.Status.LEFT, by=by, at=now)
    trail.record("structure.site_closed", by=by, on=site, at=now, parent=site.parent_id)
    tell_of_standing(site, by, now)
    return site


def check_values(structure: Structure | None, values: Mapping[str, Any]) -> None:
    """Whether these values hold on the page of this structure, or of one that is not written yet.

    :raises StructureRefused: with the answer to change
    """
    if "name" in values and not values["name"].strip():
        raise StructureRefused("Donnez un nom.", "name")
    if fault := siret.fault_in(values.get("siret", "")):
        raise StructureRefused(fault, "siret")
    if values.get("siret"):
        _require_free_siret(structure, values["siret"])
    if "commune" in values:
        try:
            geography().commune(values["commune"])
        except UnknownCommune as unknown:
            raise StructureRefused("Choisissez une commune de la liste.", "commune") from unknown
    if "areas" in values:
        _check_zone(values["areas"])
    if not 1 <= values.get("default_promised_days", 1) <= 7:
        raise StructureRefused("Choisissez un délai de 1 à 7 jours.", "default_promised_days")


def _require_free_siret(structure: Structure | None, number: str) -> None:
    others = Structure.objects.filter(siret=number, merged_into__isnull=True)
    if structure is not None:
        others = others.exclude(pk=structure.pk)
    if others.exists():
        raise StructureRefused(
            "Une autre fiche a déjà ce numéro. Si c’est la même structure, dites-le à l’animation du "
            "territoire : elle réunira les deux fiches.",
            "siret",
        )


def _check_zone(areas: Iterable[str]) -> None:
    try:
        zone = Zone.parse(areas)
    except UnknownArea as unknown:
        raise StructureRefused(str(unknown), "areas") from unknown
    if not zone:
        raise StructureRefused("Choisissez au moins une commune.", "areas")
