"""What a territory decides: its layers over the national questionnaires, its writing rules, its templates."""

from __future__ import annotations

from django.db.models import Max

from boussole.interop import schema
from boussole.interop.contents import content_of
from boussole.interop.faults import BundleRefused
from boussole.interop.loading.loader import Loader
from boussole.interop.reading import Source
from boussole.offers.content import document_of
from boussole.offers.models import EditorialLine, Offer, OfferTemplate
from boussole.partners.models import CharterText
from boussole.questionnaires.actions.publishing import record_published
from boussole.questionnaires.adaptation import adapted
from boussole.questionnaires.models import Questionnaire
from boussole.territories.models import Territory


def load_editorial(loader: Loader, territory: Territory | None) -> None:
    """The rules of the territory; those of the country when the bundle opens none."""
    if loader.source.editorial is None:
        return
    entry = loader.source.editorial.entry
    document = {name: value for name, value in entry.model_dump().items() if value is not None}
    existing = EditorialLine.objects.filter(territory=territory).first()
    moment = existing.written_at if existing and existing.document == document else loader.now
    loader.write(EditorialLine, {"territory": territory}, {"document": document, "written_at": moment})


def load_charter_text(loader: Loader, territory: Territory | None) -> None:
    """The charter's words at this level, published as its next version when they differ from those in use.

    Nobody is asked to sign again: only a person says that the substance has changed.
    """
    source = loader.source.charter
    if source is None:
        return
    title, body = source.entry.title, source.entry.body
    of_level = CharterText.objects.of(territory)
    current = of_level.published().first()
    if current and (current.title, current.body) == (title, body):
        return
    if current:
        current.move_to(CharterText.Status.REPLACED)
    row = CharterText.objects.create(
        territory=territory,
        number=(of_level.aggregate(last=Max("number"))["last"] or 0) + 1,
        title=title,
        body=body,
        status=CharterText.Status.PUBLISHED,
        written_at=loader.now,
        published_at=loader.now,
    )
    loader.loaded.count(row, is_new=True)


def load_adaptation(loader: Loader, source: Source[schema.AdaptationFile], territory: Territory) -> None:
    """One layer, published over the national version that it names.

    :raises BundleRefused: when that version is not there, or when this number says something else already
    """
    entry = source.entry
    theme, layer = loader.themes[entry.theme], schema.written(entry.layer)
    national = Questionnaire.objects.of(theme, None).published_ever().filter(version=entry.based_on).first()
    if national is None:
        message = f"La version {entry.based_on} du questionnaire national « {theme.name} » n’est pas là."
        raise BundleRefused([source.fault(message, "based_on")])
    document = {**adapted(national.document, layer), "version": entry.version}
    same = Questionnaire.objects.of(theme, territory).published_ever().filter(version=entry.version).first()
    if same and (same.layer, same.document) == (layer, document):
        return
    if same:
        message = f"La version {entry.version} est déjà publiée avec un autre contenu."
        raise BundleRefused([source.fault(message, "version")])
    row = record_published(theme, territory, document, by=None, now=loader.now)
    row.based_on, row.layer = national, layer
    row.save(update_fields=["based_on", "layer"])
    loader.loaded.count(row, is_new=True)
    loader.mark_stale(*Offer.objects.filter(theme=theme).select_related("structure"))


def load_template(loader: Loader, entry: schema.TemplateFile, territory: Territory | None) -> None:
    """One template. Its copies do not move: a bundle gives each offer as it is."""
    document = document_of(content_of(entry.theme, entry.content))
    values = {
        "title": entry.content.title or entry.code,
        "theme": loader.themes[entry.theme],
        "territory": None if entry.network else territory,
        "network": entry.network or "",
        "document": document,
        "number": entry.number,
        "is_archived": entry.archived,
    }
    known = OfferTemplate.objects.filter(code=entry.code).first()
    values["written_at"] = known.written_at if known else loader.now
    template, _ = loader.write(OfferTemplate, {"code": entry.code}, values)
    loader.templates[entry.code] = template
