"""Every fault of a bundle's meaning: unknown answers, communes, themes, people. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import available_timezones

from boussole.interop.faults import Fault
from boussole.interop.reading import BundleSource, Source
from boussole.interop.schema import OfferFile, StructureFile, ThemeEntry
from boussole.offers.criteria import criterion_from
from boussole.partners.charters.fields import faults as charter_faults
from boussole.questionnaires.definition import Definition
from boussole.territories.geography import UnknownArea, UnknownCommune, geography
from boussole.territories.zones import Zone


@dataclass(frozen=True)
class Context:
    """What the files may refer to: the bundle's own themes and questionnaires, else the national ones."""

    themes: Mapping[str, ThemeEntry]
    definitions: Mapping[str, Definition]
    adapted: Mapping[str, Definition] = field(default_factory=dict)  # those that the territory words itself

    @property
    def asked(self) -> Mapping[str, Definition]:
        """By theme, what young people of this territory answer: criteria may name its own questions."""
        return {**self.definitions, **self.adapted}


def check(source: BundleSource, context: Context) -> list[Fault]:
    """Every fault, in the order of files and lines; the faults of shape included."""
    found = [*source.faults, *_questionnaires(source, context), *_territory(source, context)]
    found += [*_people(source), *_structures(source, context), *_offers(source, context)]
    found += [*_adaptations(source, context), *_templates(source, context)]
    return sorted({*found, *_charter_text(source)})


def _questionnaires(source: BundleSource, context: Context) -> Iterator[Fault]:
    for questionnaire in source.questionnaires:
        entry = questionnaire.entry
        if entry.theme not in context.themes:
            yield questionnaire.fault(f"Le thème « {entry.theme} » n’existe pas.", "theme")
        for message in source.definitions[entry.theme].faults():
            yield questionnaire.fault(message, "pages")
    if source.themes:
        seen: set[str] = set()
        for rank, theme in enumerate(source.themes.entry.themes):
            if theme.code in seen:
                yield source.themes.fault(f"Le thème « {theme.code} » est écrit deux fois.", "themes", rank)
            seen.add(theme.code)
            if theme.code not in context.definitions:
                yield source.themes.fault(
                    f"Le thème « {theme.code} » n’a pas de questionnaire.", "themes", rank
                )


def _territory(source: BundleSource, context: Context) -> Iterator[Fault]:
    if source.territory is None:
        return
    territory = source.territory
    yield from _zone(territory, territory.entry.zone)
    if territory.entry.timezone not in available_timezones():
        yield territory.fault(f"Le fuseau horaire « {territory.entry.timezone} » n’existe pas.", "timezone")
    for rank, opened in enumerate(territory.entry.themes):
        if opened.code not in context.themes:
            yield territory.fault(f"Le thème « {opened.code} » n’existe pas.", "themes", rank, "code")
        if opened.closed_on and opened.closed_on < opened.opened_on:
            yield territory.fault(
                "La fermeture du thème vient avant son ouverture.", "themes", rank, "closed_on"
            )


def _adaptations(source: BundleSource, context: Context) -> Iterator[Fault]:
    for adaptation in source.adaptations:
        theme = adaptation.entry.theme
        yield from _named_after(adaptation, theme, "adaptations")
        if source.territory is None:
            yield adaptation.fault("Une adaptation est celle d’un territoire : il manque « territory.yaml ».")
        if theme not in context.themes:
            yield adaptation.fault(f"Le thème « {theme} » n’existe pas.", "theme")


def _templates(source: BundleSource, context: Context) -> Iterator[Fault]:
    for template in source.templates:
        entry = template.entry
        yield from _named_after(template, entry.code, "templates")
        if source.territory is None and not entry.network:
            yield template.fault("Un modèle est celui d’un territoire ou d’un réseau (« network »).")
        if entry.theme not in context.themes:
            yield template.fault(f"Le thème « {entry.theme} » n’existe pas.", "theme")


def _charter_text(source: BundleSource) -> Iterator[Fault]:
    if source.charter is not None:
        for name in ("title", "body"):
            for fault in charter_faults(getattr(source.charter.entry, name)):
                yield source.charter.fault(fault.message, name)


def _zone(source: Source, keys: list[str]) -> Iterator[Fault]:  # type: ignore[type-arg]
    for rank, key in enumerate(keys):
        if not geography().knows(key):
            yield source.fault(f"La zone « {key} » n’existe pas.", "zone", rank)


def _people(source: BundleSource) -> Iterator[Fault]:
    if source.people is None:
        return
    known = {source.territory.entry.code} if source.territory else set()
    for rank, person in enumerate(source.people.entry.people):
        if person.role == "animator" and person.territory not in known:
            message = f"Le territoire « {person.territory} » n’est pas celui de ce lot."
            yield source.people.fault(message, "people", rank, "territory")
        if person.role == "regional" and not (person.region and geography().knows(f"region:{person.region}")):
            yield source.people.fault("Donnez le code de la région (« region »).", "people", rank)


def _structures(source: BundleSource, context: Context) -> Iterator[Fault]:
    seen: set[str] = set()
    codes = {structure.entry.code for structure in source.structures}
    for structure in source.structures:
        entry = structure.entry
        yield from _named_after(structure, entry.code, "structures")
        if entry.code in seen:
            yield structure.fault(f"La structure « {entry.code} » est écrite deux fois.", "code")
        seen.add(entry.code)
        yield from _zone(structure, entry.zone)
        try:
            geography().commune(entry.commune)
        except UnknownCommune:
            yield structure.fault(f"La commune « {entry.commune} » n’existe pas.", "commune")
        yield from _charter(structure)
        if entry.parent and entry.parent not in codes:
            yield structure.fault(f"La structure « {entry.parent} » n’est pas dans le lot.", "parent")
        for rank, person in enumerate(entry.people):
            for place, theme in enumerate(person.themes):
                if theme not in context.themes:
                    yield structure.fault(
                        f"Le thème « {theme} » n’existe pas.", "people", rank, "themes", place
                    )


def _charter(structure: Source[StructureFile]) -> Iterator[Fault]:
    charter = structure.entry.charter
    if charter is None:
        return
    if charter.status == "in_force" and charter.signed_on is None:
        yield structure.fault("Une charte en vigueur a une date de signature (« signed_on »).", "charter")
    if charter.signed_on and charter.ends_on and charter.ends_on < charter.signed_on:
        yield structure.fault("La charte finit avant d’avoir été signée.", "charter", "ends_on")


def _named_after(source: Source, code: str, folder: str) -> Iterator[Fault]:  # type: ignore[type-arg]
    expected = f"{folder}/{code}.yaml"
    if source.file != expected:
        yield source.fault(f"Le fichier s’appelle comme son code : « {expected} ».", "code")


def _offers(source: BundleSource, context: Context) -> Iterator[Fault]:
    structures = {structure.entry.code: structure.entry for structure in source.structures}
    templates = {template.entry.code for template in source.templates}
    for offer in source.offers:
        entry = offer.entry
        yield from _named_after(offer, entry.code, "offers")
        structure = structures.get(entry.structure)
        if structure is None:
            yield offer.fault(f"La structure « {entry.structure} » n’est pas dans le lot.", "structure")
        else:
            yield from _offer_in_structure(offer, structure)
        yield from _offer_terms(offer)
        if entry.template and entry.template not in templates:
            yield offer.fault(f"Le modèle « {entry.template} » n’est pas dans le lot.", "template")
        for rank, site in enumerate(entry.sites):
            if site not in structures:
                yield offer.fault(f"La structure « {site} » n’est pas dans le lot.", "sites", rank)
        theme = context.themes.get(entry.theme)
        if theme is None:
            yield offer.fault(f"Le thème « {entry.theme} » n’existe pas.", "theme")
            continue
        if entry.category not in {category.code for category in theme.categories}:
            yield offer.fault(
                f"« {entry.category} » n’est pas une catégorie du thème « {theme.code} ».", "category"
            )
        yield from _criteria(offer, entry.criteria, context.asked.get(entry.theme))
        if entry.next:
            yield from _criteria(offer, entry.next.criteria, context.asked.get(entry.theme))
            if entry.next.status == "scheduled" and entry.next.publish_on is None:
                yield offer.fault("Une publication programmée a un jour (« publish_on »).", "next")


def _offer_in_structure(offer: Source[OfferFile], structure: StructureFile) -> Iterator[Fault]:
    entry = offer.entry
    if entry.zone is not None:
        yield from _zone(offer, entry.zone)
        if not entry.zone:
            yield offer.fault(
                "Une zone vide ne sert personne : retirez « zone » pour reprendre celle de la structure.",
                "zone",
            )
        elif not _is_inside(entry.zone, structure.zone):
            yield offer.fault("La zone de l’offre dépasse la zone de compétence de la structure.", "zone")
    if entry.follow_up_by and entry.follow_up_by not in {person.email for person in structure.people}:
        message = f"« {entry.follow_up_by} » ne fait pas partie des personnes de la structure."
        yield offer.fault(message, "follow_up_by")


def _is_inside(zone: list[str], competence: list[str]) -> bool:
    try:
        return Zone.parse(zone).is_inside(Zone.parse(competence))
    except (UnknownArea, ValueError):
        return True  # the unknown area has its own fault


def _offer_terms(offer: Source[OfferFile]) -> Iterator[Fault]:
    """What blocks a publication (product.md 5.5), and dates out of order."""
    entry = offer.entry
    if entry.status == "published":
        if not entry.free:
            yield offer.fault("Une offre qui n’est pas gratuite ne peut pas être publiée.", "free")
        if not entry.summary:
            yield offer.fault("Une offre publiée a un texte court (« summary »).", "summary")
        if not entry.contact_emails:
            yield offer.fault("Une offre publiée a au moins un e-mail de contact.", "contact_emails")
    if entry.valid_from and entry.valid_until and entry.valid_until < entry.valid_from:
        yield offer.fault("La date de fin vient avant la date de début.", "valid_until")


def _criteria(
    offer: Source[Any], criteria: Mapping[str, Any], definition: Definition | None
) -> Iterator[Fault]:
    if definition is None:
        return
    for question, value in criteria.items():
        given = value if isinstance(value, str) else value.model_dump(by_alias=True, exclude_none=True)
        for message in criterion_from(question, given).faults(definition):
            yield offer.fault(
                message[0].upper() + message[1:], "criteria", question, *_answer(given, message)
            )


def _answer(given: Any, message: str) -> tuple[str | int, ...]:
    """The place of the one answer that the message names, when it names one."""
    answers = given.get("only", []) if isinstance(given, dict) else []
    named = (rank for rank, code in enumerate(answers) if message.startswith(f"«\u00a0{code}\u00a0»"))
    return next((("only", rank) for rank in named), ())
