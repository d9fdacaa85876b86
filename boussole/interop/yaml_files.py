"""YAML 1.2 in its one canonical form, and the line of every value read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from io import StringIO
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.emitter import RoundTripEmitter
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.scalarstring import LiteralScalarString

from boussole.interop.faults import Fault


class _DoubleQuotes(RoundTripEmitter):
    """Plain when YAML allows it, else double quotes: one way to write each text."""

    def choose_scalar_style(self) -> Any:
        style = super().choose_scalar_style()
        return '"' if style == "'" else style


@lru_cache(maxsize=1)
def _yaml() -> YAML:
    yaml = YAML()
    yaml.Emitter = _DoubleQuotes
    yaml.width = 1_000_000
    yaml.allow_unicode = True
    yaml.indent(mapping=2, sequence=2, offset=0)
    return yaml


def read(path: Path, name: str) -> tuple[CommentedMap | None, list[Fault]]:
    """The mapping of a file, or the fault that keeps it from being read."""
    try:
        content = _yaml().load(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError:
        return None, [Fault(name, 1, "Ce fichier n’est pas en UTF-8 : enregistrez-le dans cet encodage.")]
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        return None, [Fault(name, line, f"Ce fichier n’est pas du YAML lisible ({error.problem}).")]
    if not isinstance(content, CommentedMap):
        return None, [Fault(name, 1, "Écrivez des noms et leurs valeurs : un nom, deux points, une valeur.")]
    return content, []


def line_of(content: Any, place: Sequence[str | int]) -> int:
    """The line, from 1, of the value at this place; the nearest known one when it is missing."""
    line = 1
    for step in place:
        if isinstance(content, CommentedMap) and step in content:
            line = content.lc.key(step)[0] + 1
        elif isinstance(content, CommentedSeq) and isinstance(step, int) and step < len(content):
            line = content.lc.item(step)[0] + 1
        else:
            break
        content = content[step]
    return line


def write(path: Path, content: Mapping[str, Any]) -> None:
    """Write a mapping in the canonical form: same content, same bytes."""
    out = StringIO()
    _yaml().dump(_canonical(content), out)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(out.getvalue(), encoding="utf-8")


def _canonical(value: Any) -> Any:
    if isinstance(value, Mapping):
        return CommentedMap({key: _canonical(item) for key, item in value.items()})
    if isinstance(value, list | tuple):
        return CommentedSeq([_canonical(item) for item in value])
    if isinstance(value, str) and "\n" in value:
        return LiteralScalarString(value)
    return value


def plain(value: Any) -> Any:
    """The same content in ordinary dicts, lists and strings, fit for a JSON column."""
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, str):
        return str(value)
    return value
