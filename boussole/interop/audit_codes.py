"""What the trace knows of imports and exports."""

from boussole.audit.vocabulary import register

register(
    "interop.bundle_imported",
    "interop.bundle_exported",
    "interop.offers_imported",
    "interop.offers_import_undone",
)
register("source.received", "source.loaded", "structure.updated_from_source")
