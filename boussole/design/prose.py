"""Long texts with a little formatting, as safe HTML: paragraphs, lists, bold, links. Pure, and nothing more.

Everything is escaped first: what a person typed never becomes a tag, whatever it looks like. Then four things are
recognised, written as anybody would write them in a message: a blank line, « - » before a line, two stars around
words, and `[words](https://address)` or an address alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

_ITEM = re.compile(r"^\s*[-•*]\s+(?=\S)")
# Never past the next two stars: six thousand characters of « **a » would be read two thousand times.
_BOLD = re.compile(r"\*\*(?=\S)((?:(?!\*\*).)+)(?<=\S)\*\*")
# After escaping: no quote, no bracket, no blank can be left in an address.
_ADDRESS = r"https?://[^\s<>\"'()\[\]*]+[^\s<>\"'()\[\]*.,;:!?…»]"
_LINK = re.compile(rf"\[([^\[\]\n]+)\]\(({_ADDRESS})\)|({_ADDRESS})")


def prose(text: str) -> SafeString:
    """« **Viens** avec :\\n- ton CV » as a paragraph and a list."""
    blocks = re.split(r"\n\s*\n", text.replace("\r\n", "\n").strip())
    return mark_safe("\n".join(html for block in blocks if block.strip() for html in _block(block)))  # noqa: S308


def _block(block: str) -> Iterator[str]:
    for is_list, lines in groupby(block.split("\n"), key=lambda line: bool(_ITEM.match(line))):
        if is_list:
            items = "".join(f"<li>{_inline(_ITEM.sub('', line))}</li>" for line in lines)
            yield f"<ul>{items}</ul>"
        elif words := "<br>".join(_inline(line) for line in lines if line.strip()):
            yield f"<p>{words}</p>"


def _inline(line: str) -> str:
    return _BOLD.sub(_bold, _LINK.sub(_link, escape(line.strip())))


def _bold(found: re.Match[str]) -> str:
    """Whole links, or none: stars that stand half inside of one are left as they are."""
    holds_links_whole = found[1].count("<a ") == found[1].count("</a>")
    return f"<strong>{found[1]}</strong>" if holds_links_whole else found[0]


def _link(found: re.Match[str]) -> str:
    words, address = found[1] or found[3], found[2] or found[3]
    return f'<a href="{address}" rel="noopener noreferrer nofollow">{words}</a>'
