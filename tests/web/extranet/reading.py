"""Reading a page as a person does: its text, without its markup."""

import re
from html import unescape


def words(html: str, of: str = "") -> str:
    """The text of a page, or of its first element whose class is `of`, on one line."""
    if of:
        html = _element(html, of)
    html = html.replace("<wbr>", "")  # a place to break, not a blank
    html = re.sub(r"<(script|style|svg)\b.*?</\1>", " ", html, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).replace("\u00a0", " ").split())


def _element(html: str, name: str) -> str:
    start = re.search(rf'<(\w+)[^>]*class="[^"]*\b{name}\b[^"]*"', html)
    if start is None:
        return ""
    depth = 0
    for tag in re.finditer(rf"</?{start[1]}\b", html[start.start() :]):
        depth += -1 if tag[0].startswith("</") else 1
        if depth == 0:
            return html[start.start() : start.start() + tag.end()]
    return html[start.start() :]
