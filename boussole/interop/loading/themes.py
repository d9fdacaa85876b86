"""Themes, their categories and their questionnaires."""

from __future__ import annotations

from boussole.interop import yaml_files
from boussole.interop.faults import BundleRefused, Fault
from boussole.interop.loading.loader import Loader
from boussole.interop.schema import ThemeEntry
from boussole.offers.models import Offer
from boussole.questionnaires.actions import record_published
from boussole.questionnaires.models import Category, Questionnaire, Theme


def load_themes(loader: Loader) -> None:
    """The themes of the bundle, and the national ones that it uses and that the database does not have yet."""
    own = loader.source.theme_entries
    missing = loader.bundle.themes_used() - set(own) - set(Theme.objects.values_list("code", flat=True))
    for rank, entry in enumerate(loader.bundle.context.themes.values()):
        if entry.code in own or entry.code in missing:
            _load_theme(loader, entry, rank)
    loader.themes = {theme.code: theme for theme in Theme.objects.all()}
    rows = Category.objects.select_related("theme")
    loader.categories = {(category.theme.code, category.code): category for category in rows}
    for code in [*own, *sorted(missing)]:
        _load_questionnaire(loader, code)


def _load_theme(loader: Loader, entry: ThemeEntry, rank: int) -> None:
    values = {
        "name": entry.name,
        "invitation": entry.invitation,
        "description": entry.description or "",
        "pictogram": entry.pictogram,
        "is_sensitive": entry.sensitive,
        "position": rank,
    }
    theme, _ = loader.write(Theme, {"code": entry.code}, values)
    for place, category in enumerate(entry.categories):
        key = {"theme": theme, "code": category.code}
        loader.write(Category, key, {"name": category.name, "position": place})


def _load_questionnaire(loader: Loader, theme: str) -> None:
    """Publish this version in place of the former one.

    :raises BundleRefused: when it was published already with another content
    """
    definition = loader.bundle.context.definitions[theme]
    document = yaml_files.plain(definition.source)
    same = Questionnaire.objects.filter(theme__code=theme, territory=None, version=definition.version).first()
    if same and same.document == document:
        return
    if same and same.status in Questionnaire.PUBLISHED_EVER:
        message = f"La version {definition.version} est déjà publiée avec un autre contenu."
        raise BundleRefused([Fault(f"questionnaires/{theme}.yaml", 2, message)])
    row = record_published(loader.themes[theme], None, document, by=None, now=loader.now)
    loader.loaded.count(row, is_new=True)
    # New answers change what « seulement… » leaves out.
    loader.mark_stale(*Offer.objects.filter(theme=loader.themes[theme]).select_related("structure"))
