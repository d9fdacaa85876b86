"""How an entry is written in a file."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from boussole.interop.schema.offers import OfferFile
from boussole.interop.schema.questionnaires import ThemeEntry
from boussole.interop.schema.territory import TerritoryFile

# Written even when they hold their default: a reader must see them.
ALWAYS_WRITTEN = {"sensitive": ThemeEntry, "timezone": TerritoryFile, "free": OfferFile, "place": OfferFile}
_NEVER_SILENT = {"default_promised_days", "pictogram"}


def written(entry: Any) -> Any:
    """The content of a file as it is exported: in order, without what is empty or says the default."""
    if isinstance(entry, BaseModel):
        found = {}
        for name, field in type(entry).model_fields.items():
            value = getattr(entry, name)
            shown = ALWAYS_WRITTEN.get(name) is type(entry) or field.is_required()
            if shown or (value not in (None, [], {}) and (value != field.default or name in _NEVER_SILENT)):
                found[field.alias or name] = written(value)
        return found
    if isinstance(entry, list):
        return [written(item) for item in entry]
    if isinstance(entry, dict):
        return {key: written(item) for key, item in entry.items()}
    return entry
