"""What a whole file asks for: each line with its structure, its offer, and what it would change.

Lines come in batches, so that a file of any length takes constant memory and a number of queries that grows with
batches, not with lines.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from django.db.models.functions import Lower

from boussole.interop.models import ImportedLine
from boussole.interop.sheets.columns import CODE, COMMUNE, STRUCTURE, THEME, TITLE, Texts, folded
from boussole.interop.sheets.faults import CellFault
from boussole.interop.sheets.lines import Line, compare
from boussole.interop.sheets.offers import batches, with_everything
from boussole.interop.sheets.scope import Scope
from boussole.interop.sheets.zone_words import commune_from_cell
from boussole.offers.models import Offer
from boussole.partners.actions import free_code
from boussole.partners.models import Structure
from boussole.territories.models import Territory

WANTED_CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*$")
TO_BE_SAID = "À préciser"  # the nature of a structure that we only know by its name


def understood(rows: Iterable[tuple[int, Texts]], scope: Scope) -> Iterator[Line]:
    """Each line of the file, compared with what the database says."""
    first: dict[str, int] = {}
    for batch in batches(rows):
        lines = [Line(number, texts) for number, texts in batch]
        _find_by_code(lines, scope)
        for line in lines:
            if not line.faults:
                _identify(line, scope)
        _find_by_key([line for line in lines if not line.code and line.key], scope)
        for line in lines:
            _refuse_twice(line, first)
            compare(line, scope)
        yield from lines


def _find_by_code(lines: list[Line], scope: Scope) -> None:
    wanted = {line.texts[CODE] for line in lines if line.texts.get(CODE)}
    known = {offer.code: offer for offer in with_everything(Offer.objects.filter(code__in=wanted))}
    mine = {structure.pk for structure in scope.structures}
    for line in lines:
        line.code = line.texts.get(CODE, "")
        offer = known.get(line.code)
        if offer is not None and offer.structure_id not in mine:
            line.fault(CODE, "c’est le code d’une offre d’une autre structure : videz cette case.")
        elif offer is not None:
            line.offer = offer
        elif line.code and (len(line.code) > 100 or not WANTED_CODE.match(line.code)):
            line.fault(CODE, "écrivez des minuscules sans accent, des chiffres et des tirets, ou rien.")


def _identify(line: Line, scope: Scope) -> None:
    """Its structure and its theme: those of its offer, which a file does not change."""
    named = _structure(line, scope)
    theme = _theme(line, scope)
    if line.offer is None:
        line.structure, line.theme = named, theme
        line.adds_structure = named is not None and named.code in scope.added
        return
    line.structure, line.theme = line.offer.structure, line.offer.theme.code
    if named is not None and named.pk != line.offer.structure_id:
        line.fault(
            STRUCTURE, "une offre ne change pas de structure : videz son code pour en faire une nouvelle."
        )
    if theme and theme != line.theme:
        line.fault(THEME, "une offre ne change pas de thème : videz son code pour en faire une nouvelle.")


def _theme(line: Line, scope: Scope) -> str:
    text = line.texts.get(THEME, "")
    said = folded(text)
    for code, label in scope.theme_labels.items():
        if said in (folded(label), folded(code)):
            return code
    if text:
        words = ", ".join(f"« {label} »" for label in scope.theme_labels.values())
        line.fault(THEME, f"choisissez un thème : {words}.")
    elif line.offer is None:
        line.fault(THEME, "cette case est obligatoire.")
    return ""


def _structure(line: Line, scope: Scope) -> Structure | None:
    text = " ".join(line.texts.get(STRUCTURE, "").split())
    if not text:
        if line.offer is None and len(scope.structures) != 1:
            line.fault(STRUCTURE, "dites de quelle structure est cette offre.")
        return scope.structures[0] if len(scope.structures) == 1 and line.offer is None else None
    found = scope.structure_named(text)
    if found is not None:
        return found
    if scope.has_several_named(text):
        line.fault(STRUCTURE, "plusieurs structures ont ce nom : écrivez son code.")
    elif scope.territory is None:
        line.fault(STRUCTURE, "ce n’est pas l’une de vos structures : choisissez-en une de la liste.")
    elif not line.texts.get(COMMUNE):
        line.fault(
            STRUCTURE,
            "le site ne connaît pas cette structure ici. Corrigez son nom, ou donnez sa commune pour l’ajouter.",
        )
    else:
        return _added(line, text, scope, scope.territory)
    return None


def _added(line: Line, name: str, scope: Scope, territory: Territory) -> Structure | None:
    """A structure that nobody knew, as it will be saved; its zone is the territory's until somebody says better."""
    try:
        commune = commune_from_cell(line.texts[COMMUNE])
    except CellFault as fault:
        line.fault(COMMUNE, fault.message)
        return None
    if len(name) > 160:
        line.fault(STRUCTURE, f"160 signes au plus : retirez-en {len(name) - 160}.")
        return None
    if Structure.objects.filter(name__iexact=name, commune=commune).exists():
        line.fault(
            STRUCTURE, "cette structure existe, mais sa zone ne touche pas ce territoire : faites-la élargir."
        )
        return None
    structure = Structure(
        code=free_code(name, beside=scope.by_code),
        name=name,
        kind=TO_BE_SAID,
        status=Structure.Status.PROSPECT,
        commune=commune,
        areas=list(territory.areas),
    )
    scope.add(structure)
    return structure


def _find_by_key(lines: list[Line], scope: Scope) -> None:
    """The offers of lines without a code: those that a former file made from the same line, else of the same title."""
    keys = {line.key for line in lines}
    mine = [structure.pk for structure in scope.structures if structure.pk]
    made = ImportedLine.objects.filter(
        key__in=keys, outcome=ImportedLine.Outcome.MADE, offer__structure__in=mine
    )
    by_key: dict[str, set[int]] = defaultdict(set)
    for key, offer in made.order_by("pk").values_list("key", "offer_id"):
        by_key[key] = {offer}  # the last one
    structures = {line.structure.pk for line in lines if line.structure and line.structure.pk}
    titles = {line.texts[TITLE].lower() for line in lines}
    alike = Offer.objects.filter(structure__in=structures).exclude(status=Offer.Status.ARCHIVED)
    alike = alike.annotate(lowered=Lower("title")).filter(lowered__in=titles)
    wanted = {
        (line.structure.pk, line.theme, folded(line.texts[TITLE])): line.key
        for line in lines
        if line.structure
    }
    for pk, structure, theme, title in alike.values_list("pk", "structure_id", "theme__code", "title"):
        if (found := wanted.get((structure, theme, folded(title)))) is not None:
            by_key[found].add(pk)
    _attach(lines, by_key)


def _attach(lines: list[Line], by_key: dict[str, set[int]]) -> None:
    found = with_everything(Offer.objects.filter(pk__in={pk for pks in by_key.values() for pk in pks}))
    offers = {offer.pk: offer for offer in found}
    for line in lines:
        candidates = [offers[pk] for pk in by_key.get(line.key, ()) if pk in offers]
        if len(candidates) > 1:
            line.fault(CODE, "plusieurs offres ont ce titre : donnez le code de celle-ci.")
        elif candidates:
            line.offer = candidates[0]
            line.code = line.offer.code


def _refuse_twice(line: Line, first: dict[str, int]) -> None:
    """The same offer on two lines: which one should be believed?"""
    for name in {line.code, line.key} - {""}:
        other = first.setdefault(name, line.number)
        if other != line.number:
            line.fault(TITLE, f"c’est la même offre qu’à la ligne {other} : gardez-en une.")
            return
