"""Write a territory, or the national content, as a bundle: what was imported comes back identical."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar

from django.db.models import Prefetch, Q, QuerySet

from boussole.accounts.models import Mandate
from boussole.accounts.policies import around
from boussole.interop import schema, yaml_files
from boussole.interop.contents import criterion, entry_of
from boussole.interop.models import ImportedBundle
from boussole.offers.criteria import CriterionKind
from boussole.offers.models import Criterion, EditorialLine, Offer, OfferTemplate, OfferVersion
from boussole.partners.models import CharterAgreement, CharterText, Referent, Structure, foremost
from boussole.questionnaires.models import Questionnaire, Theme
from boussole.territories.models import Territory

Held = TypeVar("Held", Referent, Mandate)


def export(territory: Territory | None, folder: Path) -> int:
    """Write the bundle of a territory (None: the national content) and return how many files it has."""
    count = 0
    for name, entry in _files(territory):
        yaml_files.write(folder / name, entry if isinstance(entry, dict) else schema.written(entry))
        count += 1
    return count


def _files(territory: Territory | None) -> Iterator[tuple[str, schema.Entry | dict[str, Any]]]:
    record = ImportedBundle.objects.filter(territory=territory).first()
    name = record.name if record else (territory.name if territory else "Contenu national")
    description = (record.description or None) if record else None
    yield "bundle.yaml", schema.BundleFile(format=1, name=name, description=description)
    if territory is None or (record and record.holds_themes):
        yield from _theme_files()
    for line in EditorialLine.objects.filter(territory=territory):
        yield "editorial.yaml", _editorial_file(line)
    for text in CharterText.objects.of(territory).published():
        yield "charter.yaml", schema.CharterTextFile(title=text.title, body=text.body)
    if territory is not None:
        yield "territory.yaml", _territory_file(territory)
        yield from _adaptation_files(territory)
        structures = _structures(territory)
        for structure in structures:
            yield f"structures/{structure.code}.yaml", _structure_file(structure)
        offers = Offer.objects.filter(structure__in=structures)
        yield from _template_files(territory, offers)
        at_work = Prefetch("versions", queryset=OfferVersion.objects.at_work(), to_attr="found_at_work")
        rows = offers.select_related("structure", "theme", "category", "followed_by", "template")
        for offer in rows.prefetch_related("criteria", "periods", "sites", at_work).order_by("code"):
            yield f"offers/{offer.code}.yaml", _offer_file(offer)
        people = list(_network_people(territory))
        if people:
            yield "people.yaml", schema.PeopleFile(people=people)


def _theme_files() -> Iterator[tuple[str, schema.Entry | dict[str, Any]]]:
    themes = list(Theme.objects.prefetch_related("categories").order_by("position"))
    entries = [
        schema.ThemeEntry(
            code=theme.code,
            name=theme.name,
            invitation=theme.invitation,
            description=theme.description or None,
            pictogram=theme.pictogram,
            sensitive=theme.is_sensitive,
            categories=[schema.CategoryEntry(code=c.code, name=c.name) for c in theme.categories.all()],
        )
        for theme in themes
    ]
    yield "themes.yaml", schema.ThemesFile(themes=entries)
    published = Questionnaire.objects.filter(territory=None, status=Questionnaire.Status.PUBLISHED)
    for questionnaire in published.select_related("theme"):
        entry = schema.QuestionnaireFile.model_validate(questionnaire.document)
        yield f"questionnaires/{questionnaire.theme.code}.yaml", entry


def _structures(territory: Territory) -> list[Structure]:
    """Those that serve the territory, and the bodies that they are sites of."""
    serving = Structure.objects.filter(
        areas__overlap=around(tuple(territory.areas)), merged_into__isnull=True
    )
    found = {structure.pk: structure for structure in serving.select_related("parent")}
    waiting = [structure.parent_id for structure in found.values() if structure.parent_id not in found]
    while keys := [key for key in waiting if key]:
        parents = {row.pk: row for row in Structure.objects.filter(pk__in=keys).select_related("parent")}
        found |= parents
        waiting = [row.parent_id for row in parents.values() if row.parent_id not in found]
    return sorted(found.values(), key=lambda structure: structure.code)


def _editorial_file(line: EditorialLine) -> schema.EditorialFile:
    words = {
        name: dict(sorted(value.items())) if isinstance(value, dict) else value
        for name, value in line.document.items()
    }
    return schema.EditorialFile.model_validate(words)


def _adaptation_files(territory: Territory) -> Iterator[tuple[str, schema.Entry]]:
    own = Questionnaire.objects.filter(territory=territory, status=Questionnaire.Status.PUBLISHED)
    for version in own.exclude(based_on=None).select_related("theme", "based_on").order_by("theme__position"):
        layer = {
            name: dict(sorted(value.items())) if isinstance(value, dict) else value
            for name, value in (version.layer or {}).items()
        }
        yield (
            f"adaptations/{version.theme.code}.yaml",
            schema.AdaptationFile(
                theme=version.theme.code,
                version=version.version,
                based_on=version.based_on.version if version.based_on else 1,
                layer=schema.LayerEntry.model_validate(layer),
            ),
        )


def _template_files(territory: Territory, offers: QuerySet[Offer]) -> Iterator[tuple[str, schema.Entry]]:
    """Those of the territory, and those of networks that its offers follow."""
    wanted = Q(territory=territory) | Q(copies__in=offers)
    for template in OfferTemplate.objects.filter(wanted).distinct().select_related("theme").order_by("code"):
        yield (
            f"templates/{template.code}.yaml",
            schema.TemplateFile(
                code=template.code,
                theme=template.theme.code,
                network=template.network or None,
                number=template.number,
                archived=template.is_archived,
                content=schema.ContentEntry(**entry_of(template.content)),
            ),
        )


def _territory_file(territory: Territory) -> schema.TerritoryFile:
    director = None
    if territory.director_name:
        director = schema.Director(
            name=territory.director_name,
            function=territory.director_function or None,
            email=territory.director_email or None,
        )
    return schema.TerritoryFile(
        code=territory.code,
        name=territory.name,
        zone=territory.areas,
        timezone=territory.timezone,
        carrier=schema.Carrier(
            name=territory.carrier_name,
            address=territory.carrier_address or None,
            postcode=territory.carrier_postcode or None,
            city=territory.carrier_city or None,
            phone=territory.carrier_phone or None,
            email=territory.carrier_email or None,
            opening_hours=territory.carrier_opening_hours or None,
            website=territory.carrier_website or None,
        ),
        director=director,
        data_protection_contact=territory.data_protection_contact or None,
        welcome=territory.welcome or None,
        open=territory.is_open,
        confirmation_months=territory.confirmation_months,
        themes=[
            schema.OpenedTheme(
                code=opened.theme.code,
                opened_on=opened.opened_on,
                closed_on=opened.closed_on,
                invitation=opened.invitation or None,
                description=opened.description or None,
            )
            for opened in territory.themes.select_related("theme").order_by("position")
        ],
    )


def _structure_file(structure: Structure) -> schema.StructureFile:
    charter = foremost(structure.charters.filter(status__in=CharterAgreement.ALIVE))
    return schema.StructureFile(
        code=structure.code,
        name=structure.name,
        kind=structure.kind,
        status=structure.status.lower(),  # type: ignore[arg-type]  # the model's choices
        parent=structure.parent.code if structure.parent else None,
        commune=structure.commune,
        zone=structure.areas,
        default_promised_days=structure.default_promised_days,
        themes=_codes_held(structure.themes),
        charter=_charter(charter) if charter else None,
        people=[_person(referent) for referent in _who_stay(structure.referents.all())],
        **{name: getattr(structure, name) or None for name in schema.STRUCTURE_TEXTS},
    )


def _charter(charter: CharterAgreement) -> schema.CharterEntry:
    in_force = charter.status == CharterAgreement.Status.IN_FORCE
    return schema.CharterEntry(
        status="in_force" if in_force else "signing",
        signed_on=charter.signed_on,
        tolerated_until=charter.tolerated_until,
        ends_on=charter.ends_on,
    )


def _who_stay(rows: QuerySet[Held]) -> QuerySet[Held]:
    """Those who are there to stay: a file says no last day, and brings nobody back."""
    lasting = rows.filter(is_pending=False, ends_on__isnull=True, user__is_active=True)
    return lasting.select_related("user").order_by("pk")


def _person(referent: Referent) -> schema.PersonEntry:
    return schema.PersonEntry(
        email=referent.user.email,
        first_name=referent.user.first_name,
        last_name=referent.user.last_name,
        role="manager" if referent.role == Referent.Role.MANAGER else "referent",
        job_title=referent.user.job_title or None,
        phone=referent.user.phone or None,
        themes=_codes_held(referent.themes),
    )


def _codes_held(held: Any) -> list[str]:
    """The themes of a person or a structure, in the order in which they were given."""
    links = held.through.objects.filter(**{held.source_field_name: held.instance})
    return list(links.order_by("pk").values_list("theme__code", flat=True))


def _network_people(territory: Territory) -> Iterator[schema.NetworkPerson]:
    mandates = Mandate.objects.filter(territory=territory) | Mandate.objects.filter(
        role=Mandate.Role.NATIONAL
    )
    for mandate in _who_stay(mandates).select_related("territory"):
        yield schema.NetworkPerson(
            email=mandate.user.email,
            first_name=mandate.user.first_name,
            last_name=mandate.user.last_name,
            role=mandate.role.lower(),  # type: ignore[arg-type]  # the model's choices
            territory=mandate.territory.code if mandate.territory else None,
            region=mandate.region or None,
            job_title=mandate.user.job_title or None,
            phone=mandate.user.phone or None,
        )


def _offer_file(offer: Offer) -> schema.OfferFile:
    return schema.OfferFile(
        code=offer.code,
        structure=offer.structure.code,
        theme=offer.theme.code,
        category=offer.category.code,
        title=offer.title,
        summary=offer.summary or None,
        description=offer.description or None,
        place=offer.place.lower(),  # type: ignore[arg-type]
        address=offer.address or None,
        opening_hours=offer.opening_hours or None,
        zone=offer.areas,
        sites=sorted(site.code for site in offer.sites.all()),
        criteria={row.question: _criterion(row) for row in offer.criteria.all()},
        promised_days=offer.promised_days,
        contact_emails=offer.contact_emails,
        phone=offer.phone or None,
        capacity=offer.capacity,
        when_full=offer.when_full.lower(),  # type: ignore[arg-type]
        periods=[schema.PeriodEntry(from_=each.starts_on, to=each.ends_on) for each in offer.periods.all()],
        valid_from=offer.valid_from,
        valid_until=offer.valid_until,
        confirm_by=offer.confirm_by,
        follow_up_by=offer.followed_by.email if offer.followed_by else None,
        free=offer.is_free,
        status=offer.status.lower(),  # type: ignore[arg-type]
        template=offer.template.code if offer.template else None,
        follows_template=offer.follows_template,
        next=_next_version(offer),
    )


def _next_version(offer: Offer) -> schema.NextVersion | None:
    """What is being written or reviewed beside the row; a first draft is what the row says already."""
    version = next(iter(offer.found_at_work), None)  # type: ignore[attr-defined]
    if version is None or (
        offer.status == Offer.Status.DRAFT and version.status == OfferVersion.Status.DRAFT
    ):
        return None
    return schema.NextVersion(
        **entry_of(version.content), status=version.status.lower(), publish_on=version.publish_on
    )


def _criterion(row: Criterion) -> Any:
    if row.kind == CriterionKind.ALL:
        return "all"
    if row.kind == CriterionKind.ONLY:
        return schema.CriterionEntry(only=row.accepted)
    return criterion(row.value)
