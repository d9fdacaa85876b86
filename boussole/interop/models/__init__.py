"""What came from files: bundles, spreadsheets, and public references."""

from boussole.interop.models.bundle import ImportedBundle
from boussole.interop.models.source import SourceFilePart, SourceLoad, SourceRecord
from boussole.interop.models.spreadsheet import ImportedLine, ImportRun

__all__ = ["ImportRun", "ImportedBundle", "ImportedLine", "SourceFilePart", "SourceLoad", "SourceRecord"]
