"""Read a bundle's folder: the shape of each file, and where each value stands. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Generic, TypeVar

from pydantic import ValidationError
from ruamel.yaml.comments import CommentedMap

from boussole.interop import schema, yaml_files
from boussole.interop.faults import Fault
from boussole.interop.wording import sentence
from boussole.questionnaires.definition import Definition, definition_from

Entry = TypeVar("Entry", bound=schema.Entry)


@dataclass(frozen=True)
class Source(Generic[Entry]):
    """One file: what it says, and the lines where it says it."""

    file: str
    entry: Entry
    content: CommentedMap

    def fault(self, message: str, *place: str | int) -> Fault:
        """A fault at this place of the file."""
        return Fault(self.file, yaml_files.line_of(self.content, place), message)


@dataclass
class BundleSource:
    """The files of one folder that have the right shape, and the faults of those that have not."""

    folder: Path
    faults: list[Fault] = field(default_factory=list)
    bundle: Source[schema.BundleFile] | None = None
    themes: Source[schema.ThemesFile] | None = None
    territory: Source[schema.TerritoryFile] | None = None
    people: Source[schema.PeopleFile] | None = None
    editorial: Source[schema.EditorialFile] | None = None
    charter: Source[schema.CharterTextFile] | None = None
    adaptations: list[Source[schema.AdaptationFile]] = field(default_factory=list)
    templates: list[Source[schema.TemplateFile]] = field(default_factory=list)
    questionnaires: list[Source[schema.QuestionnaireFile]] = field(default_factory=list)
    structures: list[Source[schema.StructureFile]] = field(default_factory=list)
    offers: list[Source[schema.OfferFile]] = field(default_factory=list)

    @cached_property
    def theme_entries(self) -> dict[str, schema.ThemeEntry]:
        return {theme.code: theme for theme in self.themes.entry.themes} if self.themes else {}

    @cached_property
    def definitions(self) -> dict[str, Definition]:
        """By theme; documents are the plain content of the files."""
        return {
            source.entry.theme: definition_from(yaml_files.plain(source.content))
            for source in self.questionnaires
        }


KNOWN_FILES = {
    "bundle.yaml",
    "themes.yaml",
    "territory.yaml",
    "people.yaml",
    "editorial.yaml",
    "charter.yaml",
}
KNOWN_FOLDERS = {"questionnaires", "adaptations", "templates", "structures", "offers"}


def read_folder(folder: Path) -> BundleSource:
    """Read every file of the folder; faults are collected, never raised one by one."""
    source = BundleSource(folder)
    if not (folder / "bundle.yaml").is_file():
        source.faults.append(
            Fault("bundle.yaml", 1, "Il manque le fichier « bundle.yaml », qui nomme le lot.")
        )
        return source
    source.bundle = _one(source, "bundle.yaml", schema.BundleFile)
    source.themes = _one(source, "themes.yaml", schema.ThemesFile)
    source.territory = _one(source, "territory.yaml", schema.TerritoryFile)
    source.people = _one(source, "people.yaml", schema.PeopleFile)
    source.editorial = _one(source, "editorial.yaml", schema.EditorialFile)
    source.charter = _one(source, "charter.yaml", schema.CharterTextFile)
    source.adaptations = _all(source, "adaptations", schema.AdaptationFile)
    source.templates = _all(source, "templates", schema.TemplateFile)
    source.questionnaires = _all(source, "questionnaires", schema.QuestionnaireFile)
    source.structures = _all(source, "structures", schema.StructureFile)
    source.offers = _all(source, "offers", schema.OfferFile)
    source.faults += _strangers(folder)
    return source


def _strangers(folder: Path) -> list[Fault]:
    """Files that nobody would read: a wrong name must not lose an offer in silence."""
    expected = KNOWN_FILES | KNOWN_FOLDERS
    return [
        Fault(path.name, 1, "Ce fichier ne fait pas partie d’un lot : vérifiez son nom.")
        for path in sorted(folder.iterdir())
        if path.name not in expected and not path.name.startswith(".") and path.suffix in {".yaml", ".yml"}
    ]


def _one(source: BundleSource, name: str, shape: type[Entry]) -> Source[Entry] | None:
    path = source.folder / name
    if not path.is_file():
        return None
    content, faults = yaml_files.read(path, name)
    source.faults += faults
    if content is None:
        return None
    try:
        return Source(name, shape.model_validate(yaml_files.plain(content)), content)
    except ValidationError as errors:
        for error in errors.errors():
            place = _place(error["loc"])
            source.faults.append(Fault(name, yaml_files.line_of(content, place), sentence(error, place)))
        return None


def _all(source: BundleSource, folder: str, shape: type[Entry]) -> list[Source[Entry]]:
    paths = sorted((source.folder / folder).glob("*.yaml"))
    read = [_one(source, f"{folder}/{path.name}", shape) for path in paths]
    return [found for found in read if found is not None]


def _place(location: Sequence[str | int]) -> list[str | int]:
    """Where the value stands in the file: without the names of the alternatives that pydantic tried."""
    return [step for step in location if step not in {"literal['all']", "CriterionEntry"}]
