"""Structures, their charters and the people who answer for them."""

from __future__ import annotations

from typing import Any

from boussole.interop.bundles import CHARTER_STATUS
from boussole.interop.loading.loader import Kept, Loader
from boussole.interop.schema import STRUCTURE_TEXTS, CharterEntry, PersonEntry, StructureFile
from boussole.partners.models import CharterAgreement, PageChange, Referent, Structure, foremost
from boussole.territories.geography import geography


def load_structure(loader: Loader, entry: StructureFile) -> None:
    """One structure; when its zone may have changed, its offers are found anew.

    A record that was joined to another is that other, which the people of the structure write themselves.
    """
    joined = Structure.objects.filter(code=entry.code, merged_into__isnull=False).first()
    if joined is not None and joined.merged_into is not None:
        loader.structures[entry.code] = joined.merged_into
        return
    kept = kept_here(entry)
    loader.loaded.kept += kept
    said = _structure_values(entry) | {each.part: each.here for each in kept if each.part != "themes"}
    structure, changed = loader.write(Structure, {"code": entry.code}, said)
    loader.structures[entry.code] = structure
    if entry.charter:
        changed = _load_charter(loader, structure, entry.charter) or changed
    if not any(each.part == "themes" for each in kept):
        loader.write_themes(structure.themes, entry.themes)
    for person in entry.people:
        _load_referent(loader, structure, person)
    if changed:
        loader.mark_stale(*structure.offers.select_related("structure"))


def kept_here(entry: StructureFile) -> list[Kept]:
    """What its people, or the animation for them, wrote otherwise than the file: an import never takes it back.

    Its place in the network too, once somebody here has decided of it: a file brings nobody back who left.
    """
    structure = Structure.objects.filter(code=entry.code, merged_into__isnull=True).first()
    if structure is None:
        return []
    theirs = PageChange.parts_written(structure)
    if structure.steps.exists():
        theirs |= {"status"}
    in_file = _structure_values(entry) | {"themes": sorted(entry.themes)}
    here = {name: getattr(structure, name) for name in theirs - {"themes"}}
    if "themes" in theirs:
        here["themes"] = sorted(theme.code for theme in structure.themes.all())
    return [
        Kept(entry.code, part, here[part], in_file[part])
        for part in in_file
        if part in theirs and here[part] != in_file[part]
    ]


def _load_charter(loader: Loader, structure: Structure, entry: CharterEntry) -> bool:
    """Whether anything changed. What people sign, prepare or end here is theirs: a file says nothing of it."""
    known = foremost(structure.charters.all())
    if known is not None and _is_decided_here(known):
        return False
    values = {
        "status": CHARTER_STATUS[entry.status],
        "signed_on": entry.signed_on,
        "tolerated_until": entry.tolerated_until,
        "ends_on": entry.ends_on,
    }
    key = {"pk": known.pk} if known else {"structure": structure, "territory": loader.territory}
    return loader.write(CharterAgreement, key, values)[1]


def _is_decided_here(charter: CharterAgreement) -> bool:
    by_somebody = charter.words or charter.prepared_by_id or charter.notice_at
    return bool(by_somebody) or charter.steps.exists()


def load_parent(loader: Loader, entry: StructureFile) -> None:
    """The body that a structure is a site of, once all are there."""
    parent = loader.structures[entry.parent] if entry.parent else None
    structure = loader.structures[entry.code]
    if structure.code != entry.code:
        return  # joined to another, which keeps its own place
    if structure.parent_id != (parent.pk if parent else None):
        structure.parent = parent
        structure.save(update_fields=["parent"])
        loader.loaded.count(structure, is_new=False)


def _load_referent(loader: Loader, structure: Structure, person: PersonEntry) -> None:
    """Somebody who is there already, or was, keeps their part: whoever is responsible says who does what."""
    user = loader.user(
        person.email, person.first_name, person.last_name, person.job_title or "", person.phone or ""
    )
    key = {"structure": structure, "user": user}
    if not Referent.objects.filter(**key).exists():
        values = {"role": person.role.upper(), "starts_on": loader.day}
        referent, _ = loader.write(Referent, key, values)
        loader.write_themes(referent.themes, person.themes)


def _structure_values(entry: StructureFile) -> dict[str, Any]:
    return {
        "name": entry.name,
        "kind": entry.kind,
        "status": entry.status.upper(),
        "commune": geography().commune(entry.commune).code,
        "areas": entry.zone,
        "default_promised_days": entry.default_promised_days,
        **{name: getattr(entry, name) or "" for name in STRUCTURE_TEXTS},
    }
