"""Load a checked bundle into the database: all of it or nothing, and twice the same as once."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from boussole.audit import trail
from boussole.interop.bundles import CheckedBundle
from boussole.interop.loading.loader import Kept, Loaded, Loader, Progress
from boussole.interop.loading.network import load_people, load_territory
from boussole.interop.loading.offers import load_offer
from boussole.interop.loading.structures import kept_here, load_parent, load_structure
from boussole.interop.loading.themes import load_themes
from boussole.interop.loading.wording import load_adaptation, load_charter_text, load_editorial, load_template
from boussole.interop.models import ImportedBundle
from boussole.offers import reach
from boussole.territories.models import Territory

__all__ = ["Kept", "Loaded", "load", "would_keep"]


def would_keep(bundle: CheckedBundle) -> list[Kept]:
    """What loading this bundle would leave as people wrote it here; nothing is written."""
    return [kept for structure in bundle.source.structures for kept in kept_here(structure.entry)]


@transaction.atomic
def load(bundle: CheckedBundle, *, now: datetime, progress: Progress = lambda line: None) -> Loaded:
    """Write the bundle; rows that already say the same are left alone.

    :raises BundleRefused: when it contradicts the database (a published questionnaire changed in place)
    """
    loader = Loader(bundle, now, progress)
    _run(loader)
    trail.record(
        "interop.bundle_imported", by=None, on=loader.record, at=now, rows=sum(loader.loaded.created.values())
    )
    return loader.loaded


def _run(loader: Loader) -> None:
    """From what others need to what needs them."""
    loader.progress("thèmes et questionnaires")
    load_themes(loader)
    territory = loader.territory = load_territory(loader)
    load_people(loader)
    load_editorial(loader, territory)
    load_charter_text(loader, territory)
    if territory is not None:
        for adaptation in loader.source.adaptations:
            load_adaptation(loader, adaptation, territory)
    loader.progress(f"{len(loader.source.structures)} structures")
    for structure in loader.source.structures:
        load_structure(loader, structure.entry)
    for structure in loader.source.structures:
        load_parent(loader, structure.entry)
    for template in loader.source.templates:
        load_template(loader, template.entry, territory)
    loader.progress(f"{len(loader.source.offers)} offres")
    for offer in loader.source.offers:
        load_offer(loader, offer.entry)
    reach.refresh(list(loader.stale_offers.values()))
    _keep_name(loader, territory)


def _keep_name(loader: Loader, territory: Territory | None) -> None:
    """Under which name it came, so that an export gives the same bundle back."""
    if loader.source.bundle is None:
        return
    values: dict[str, Any] = {
        "name": loader.source.bundle.entry.name,
        "description": loader.source.bundle.entry.description or "",
        "holds_themes": loader.source.themes is not None,
    }
    existing = ImportedBundle.objects.filter(territory=territory).first()
    if existing is None or any(getattr(existing, name) != value for name, value in values.items()):
        values["imported_at"] = loader.now
    loader.record, _ = loader.write(ImportedBundle, {"territory": territory}, values)
