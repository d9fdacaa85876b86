"""The addresses of the web that a text quotes. Pure."""

from __future__ import annotations

import re

from boussole.offers.content import OfferContent

_LINK = re.compile(r"https?://[^\s<>()\[\]«»\"]+[^\s<>()\[\]«»\".,;:!?…]")


def links_of(content: OfferContent) -> list[str]:
    """In the order read, each once; 500 characters at most (the column)."""
    texts = f"{content.summary}\n{content.description}"
    return [url for url in dict.fromkeys(_LINK.findall(texts)) if len(url) <= 500]


def without_links(text: str) -> str:
    """The same text for who reads only its words."""
    return _LINK.sub(" ", text)
