"""What was loaded does when two structures turn out to be one: the next load finds the one that stays."""

from boussole.partners.merging import moves_as_they_are

moves_as_they_are("interop.SourceRecord.structure", "interop.ImportedLine.structure")
