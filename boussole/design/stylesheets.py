"""Reading, cutting and joining style sheets, just enough to keep of the DSFR what our pages use.

A sheet is read into a tree of rules. Three cuts follow: selectors whose `fr-…` class no template names,
custom properties that nothing reads, and support for browsers that are gone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field, replace

DARK_THEME = ":root[data-fr-theme=dark]"
DARK_QUERY = "@media (prefers-color-scheme:dark)"
GONE_QUERY = "-ms-high-contrast"  # Internet Explorer; `forced-colors` rules are written by us

HOLD_DECLARATIONS = ("@font-face", "@page", "@property")  # any other at-rule holds rules

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_STRING_OR_MARK = re.compile(r"""("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|url\([^)'"]*\))|([{};])""", re.DOTALL)
_TOP_LEVEL_COMMA = re.compile(r",(?![^(\[]*[)\]])")
_FR_CLASS = re.compile(r"\.(fr-[\w-]+(?:\\[@:][\w-]+)?)")
_FR_PREFIX = re.compile(r"""\[class[*^~$|]?=["']? ?(fr-[\w-]+)""")
_READS = re.compile(r"var\(\s*(--[\w-]+)")


@dataclass(frozen=True)
class Rule:
    """`selector { declarations }`, or an at-rule such as `@font-face { … }`."""

    selector: str
    declarations: tuple[str, ...]


@dataclass(frozen=True)
class Group:
    """`@media … { rules }`, or any at-rule that holds rules."""

    condition: str
    nodes: tuple[Node, ...] = field(default=())


Node = Rule | Group


def parse(css: str) -> tuple[Node, ...]:
    """The rules of a sheet, in their order. Comments, `@charset` and `@import` are left out."""
    pieces = _pieces(_COMMENT.sub("", css))
    return tuple(_nodes(pieces))


def _pieces(css: str) -> Iterator[str]:
    """The text between braces and semicolons, and those marks; marks inside strings are text."""
    text = ""
    start = 0
    for found in _STRING_OR_MARK.finditer(css):
        text += css[start : found.start()]
        start = found.end()
        if found[1]:
            text += found[1]
            continue
        yield text.strip()
        yield found[2]
        text = ""


def _nodes(pieces: Iterator[str]) -> Iterator[Node]:
    """Nodes up to the closing brace; a block is a rule when its first mark is not an opening brace."""
    for text in pieces:
        mark = next(pieces)
        if mark == "}":
            return
        if mark == "{":
            yield _block(_spaced(text), pieces)


def _block(head: str, pieces: Iterator[str]) -> Node:
    if head.startswith("@") and not head.startswith(HOLD_DECLARATIONS):
        return Group(head, tuple(_nodes(pieces)))
    declarations = []
    for text in pieces:
        if text:
            declarations.append(re.sub(r"\s*:\s*", ":", _spaced(text), count=1))
        if next(pieces) == "}":
            break
    return Rule(head, tuple(declarations))


def _spaced(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def write(nodes: Collection[Node]) -> str:
    """The sheet again, without a useless character. Neighbours under one condition are joined."""
    written: list[str] = []
    previous = ""
    for node in nodes:
        if isinstance(node, Rule):
            written.append(f"{node.selector}{{{';'.join(node.declarations)}}}")
            previous = ""
        elif node.condition == previous:
            written[-1] = f"{written[-1][:-1]}{write(node.nodes)}}}"
        else:
            written.append(f"{node.condition}{{{write(node.nodes)}}}")
            previous = node.condition
    return "".join(written)


def each_rule(nodes: Collection[Node]) -> Iterator[Rule]:
    """Every rule, those of the groups included."""
    for node in nodes:
        if isinstance(node, Rule):
            yield node
        else:
            yield from each_rule(node.nodes)


def changed(nodes: Collection[Node], change: Callable[[Rule], Rule | None]) -> tuple[Node, ...]:
    """The same sheet with each rule changed, or dropped on None; groups left empty go too."""
    kept: list[Node] = []
    for node in nodes:
        if isinstance(node, Rule):
            rule = change(node)
            if rule is not None and rule.declarations:
                kept.append(rule)
        elif inside := changed(node.nodes, change):
            kept.append(replace(node, nodes=inside))
    return tuple(kept)


def without_gone_browsers(nodes: Collection[Node]) -> tuple[Node, ...]:
    """The sheet without the conditions that no living browser meets."""
    return tuple(node for node in nodes if isinstance(node, Rule) or GONE_QUERY not in node.condition)


def with_system_dark(nodes: Collection[Node]) -> tuple[Node, ...]:
    """Dark when the system is, instead of when a script says so."""

    def dark(node: Node) -> Node:
        if isinstance(node, Group):
            return replace(node, nodes=with_system_dark(node.nodes))
        if DARK_THEME not in node.selector:
            return node
        return Group(DARK_QUERY, (replace(node, selector=node.selector.replace(DARK_THEME, ":root")),))

    return tuple(dark(node) for node in nodes)


def only_classes(nodes: Collection[Node], used: Collection[str]) -> tuple[Node, ...]:
    """The sheet for pages whose only `fr-…` classes are `used`."""

    def is_for_us(selector: str) -> bool:
        names = (name.replace("\\", "") for name in _FR_CLASS.findall(selector))
        prefixes = _FR_PREFIX.findall(selector)
        return all(name in used for name in names) and all(_begins_one(prefix, used) for prefix in prefixes)

    def change(rule: Rule) -> Rule | None:
        selectors = [selector for selector in _TOP_LEVEL_COMMA.split(rule.selector) if is_for_us(selector)]
        return replace(rule, selector=",".join(selectors)) if selectors else None

    return changed(nodes, change)


def _begins_one(prefix: str, used: Collection[str]) -> bool:
    return any(name.startswith(prefix) for name in used)


def only_read_properties(nodes: Collection[Node], read_elsewhere: Collection[str] = ()) -> tuple[Node, ...]:
    """The sheet without the custom properties that nothing reads, however long the chain of readers."""
    while True:
        read = set(read_elsewhere).union(
            *(_READS.findall(line) for rule in each_rule(nodes) for line in rule.declarations)
        )

        def change(rule: Rule, read: set[str] = read) -> Rule:
            lines = (
                line
                for line in rule.declarations
                if not line.startswith("--") or line.partition(":")[0] in read
            )
            return replace(rule, declarations=tuple(lines))

        lighter = changed(nodes, change)
        if lighter == tuple(nodes):
            return lighter
        nodes = lighter


def properties_read(nodes: Collection[Node]) -> set[str]:
    """The custom properties that the sheet reads."""
    return {name for rule in each_rule(nodes) for line in rule.declarations for name in _READS.findall(line)}
