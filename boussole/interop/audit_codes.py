"""What the trace knows of imports and exports."""

from boussole.audit.vocabulary import register

register("interop.bundle_imported", "interop.bundle_exported")
