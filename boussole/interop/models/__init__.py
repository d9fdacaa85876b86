"""What came from files: bundles and spreadsheets."""

from boussole.interop.models.bundle import ImportedBundle
from boussole.interop.models.spreadsheet import ImportedLine, ImportRun

__all__ = ["ImportRun", "ImportedBundle", "ImportedLine"]
