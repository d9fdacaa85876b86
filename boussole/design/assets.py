"""Builds what browsers load: one style sheet for everybody, one more for professionals, one script.

The DSFR is read where its package is installed and cut down to the classes that our templates name; none of its
files enters the repository. The result goes to `static/design/built/`, which git ignores, and is remade when an
input changed: a fingerprint beside it tells.
"""

import base64
import hashlib
import importlib.util
import os
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

from boussole.design import stylesheets
from boussole.design.stylesheets import Node, Rule

DESIGN = Path(__file__).parent
SOURCES = DESIGN / "static_src"
BUILT = DESIGN / "static" / "design" / "built"
FINGERPRINT = BUILT / "fingerprint.txt"

DSFR_COMPONENTS = ("link", "button", "form", "input", "select", "radio", "checkbox", "alert")
PUBLIC_SHEETS = ("tokens", "base", "shell", "forms", "messages", "journey", "visit", "print")
PRO_SHEETS = ("pro", "account", "desk", "offers", "questionnaires")
STATE_SHEETS = ("etat",)
STATE_FONT = "Marianne"
STATE_WEIGHTS = {"Regular": 400, "Medium": 500, "Bold": 700}

_CLASS = re.compile(r"fr-[a-z0-9_-]+")
_ADDRESS = re.compile(r"url\((\.\.[^)]+)\)")


class NoDesignSystem(Exception):
    """The django-dsfr package is not installed."""


def dsfr_folder() -> Path:
    """Where the installed django-dsfr keeps its files.

    :raises NoDesignSystem: when the package is missing
    """
    package = importlib.util.find_spec("dsfr")
    if package is None or not package.submodule_search_locations:
        raise NoDesignSystem("Install the requirements: the django-dsfr package brings the style sheets.")
    return Path(package.submodule_search_locations[0]) / "static" / "dsfr" / "dist"


def ensure_built() -> bool:
    """Build when something is missing or stale; tell whether it was needed."""
    fingerprint = _fingerprint()
    if FINGERPRINT.is_file() and FINGERPRINT.read_text() == fingerprint:
        return False
    build()
    return True


def build() -> dict[str, int]:
    """Write every built file; return their sizes in bytes, by name."""
    files = {
        "public.css": _dsfr() + _own(PUBLIC_SHEETS),
        "pro.css": _own(PRO_SHEETS),
        "etat.css": _state_fonts() + _own(STATE_SHEETS),
        "boussole.js": _script(),
    }
    for name, text in files.items():
        _write(BUILT / name, text.encode())
    for weight in STATE_WEIGHTS:
        font = f"{STATE_FONT}-{weight}.woff2"
        _write(BUILT / font, (dsfr_folder() / "fonts" / font).read_bytes())
    _write(FINGERPRINT, _fingerprint().encode())
    return {name: len(text.encode()) for name, text in files.items()}


def used_classes() -> set[str]:
    """The classes of the DSFR that our templates and tags name: they must be written whole."""
    package = DESIGN.parent
    texts = (file.read_text() for pattern in ("**/*.html", "**/*.py") for file in package.glob(pattern))
    return {name for text in texts for name in _CLASS.findall(text)}


def _dsfr() -> str:
    """The part of the DSFR that we use, in our colours and font."""
    nodes = stylesheets.parse("".join(sheet.read_text() for sheet in _dsfr_sheets()))
    nodes = stylesheets.without_gone_browsers(nodes)
    nodes = stylesheets.changed(nodes, _without_scripts_and_fonts)
    nodes = stylesheets.only_classes(nodes, used_classes())
    nodes = stylesheets.with_system_dark(nodes)
    nodes = stylesheets.only_read_properties(nodes)
    css = stylesheets.write(nodes).replace("Marianne,arial,sans-serif", "var(--font)")
    return _ADDRESS.sub(_inlined, css)


def _dsfr_sheets() -> Iterator[Path]:
    folder = dsfr_folder()
    yield folder / "core" / "core.main.min.css"
    yield folder / "scheme" / "scheme.min.css"
    for name in DSFR_COMPONENTS:
        yield folder / "component" / name / f"{name}.main.min.css"


def _without_scripts_and_fonts(rule: Rule) -> Rule | None:
    """No rule for the DSFR's own script, which we do not load, nor for fonts that young people would download."""
    unwanted = (
        rule.selector == "@font-face" or "data-fr-scrolling" in rule.selector or rule.selector == ":root body"
    )
    return None if unwanted else rule


def _inlined(address: re.Match[str]) -> str:
    """The few icons left are smaller inside the sheet than as requests."""
    drawing = dsfr_folder() / address[1].replace("../", "")
    return f'url("data:image/svg+xml;base64,{base64.b64encode(drawing.read_bytes()).decode()}")'


def _own(names: tuple[str, ...]) -> str:
    nodes: tuple[Node, ...] = ()
    for name in names:
        nodes += stylesheets.parse((SOURCES / "css" / f"{name}.css").read_text())
    return stylesheets.write(nodes)


def _state_fonts() -> str:
    return "".join(
        f"@font-face{{font-family:{STATE_FONT};font-weight:{weight};font-display:swap;"
        f'src:url({STATE_FONT}-{name}.woff2) format("woff2")}}'
        for name, weight in STATE_WEIGHTS.items()
    )


def _script() -> str:
    """Our scripts one after the other, without indentation nor whole-line comments."""
    lines = (line.strip() for file in _scripts() for line in file.read_text().splitlines())
    return "\n".join(line for line in lines if line and not line.startswith(("//", "/*", "*")))


def _scripts() -> list[Path]:
    return sorted((SOURCES / "js").glob("*.js"))


def _fingerprint() -> str:
    """Changes when an input does: our sources, the classes used, the version of the DSFR, this code."""
    digest = hashlib.sha256(repr(sorted(used_classes())).encode())
    own = [*sorted(SOURCES.rglob("*.*")), Path(__file__), Path(stylesheets.__file__)]
    for file in [*own, dsfr_folder().parent / "dsfr_version"]:
        digest.update(file.name.encode() + file.read_bytes() if file.is_file() else b"")
    return digest.hexdigest()


def _write(file: Path, content: bytes) -> None:
    """Whole or not at all: another thread may be reading, or building too."""
    file.parent.mkdir(parents=True, exist_ok=True)
    # A dot in front: collectstatic passes by the drafts of others.
    handle, draft = tempfile.mkstemp(prefix=".draft-", dir=file.parent)
    with open(handle, "wb") as writing:
        writing.write(content)
    os.chmod(draft, 0o644)
    os.replace(draft, file)
