"""French typography, checked: apostrophes, quotation marks, no-break spaces. Few rules, few false alarms.

`python -m tests.typography FILE…` puts the no-break spaces and the apostrophes where they are missing, in templates
and in the French strings of Python files.
"""

import ast
import io
import re
import sys
import tokenize
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

THIN = "\u00a0\u202f"
RULES = (
    ("straight apostrophe (use ’)", re.compile(r"[A-Za-zÀ-ÿœ]'[A-Za-zÀ-ÿœ\x00]")),
    ("straight quotation marks (use « »)", re.compile(r'(?<!\w)"[^"\x00]{2,}"(?!\w)')),
    ("three dots (use …)", re.compile(r"\.\.\.")),
    # A sign that ends a word: « ?etat=1 » and « 14:05 » are not sentences.
    (
        "no-break space missing before ; ! ? »",
        re.compile(rf"[^\s{THIN}!?.…(«] ?[;!?»](?=[\s<).,]|$)| [;!?»](?=[\s<).,]|$)"),
    ),
    ("no-break space missing before :", re.compile(rf"[^\s{THIN}\d:]:(?=\s|$)| :(?=\s|$)")),
    ("no-break space missing after «", re.compile(rf"«(?![{THIN}])")),
)
VOICED = {"aria-label", "alt", "title", "placeholder", "content"}
SILENT = {"script", "style", "code", "pre", "kbd"}


def problems_in_text(text: str) -> list[str]:
    """What is wrong in a text that people read, with the words around it."""
    return [
        f"{rule}: …{text[max(0, found.start() - 20) : found.end() + 12].strip()}…".replace("\n", " ")
        for rule, pattern in RULES
        for found in pattern.finditer(text)
    ]


def problems_in_html(html: str) -> list[str]:
    """The same for a page: its texts, and the attributes that screen readers or tooltips say."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return [problem for text in reader.texts() for problem in problems_in_text(text)]


def problems_in_template(source: str) -> list[str]:
    """The same for a Django template: what it says by itself, and the sentences given to its tags."""
    source = re.sub(r"(</?h){{.*?}}", r"\g<1>2", source)  # <h{{ level }}> is a title all the same
    source = re.sub(r"{#.*?#}|{%\s*comment.*?endcomment\s*%}", "", source, flags=re.DOTALL)
    spoken = [
        sentence
        for tag in re.findall(r"{%(.*?)%}", source, flags=re.DOTALL)
        for sentence in re.findall(r'"([^"]*)"', tag)
        if re.search(r"[ ’']", sentence)
    ]
    # A value stands for a word; a tag for nothing, or for the end of a sentence that has another. \x00 is neither a
    # letter nor a space.
    source = re.sub(r"{% *el(se|if)\b.*?%}", "\n", source, flags=re.DOTALL)
    html = re.sub(r"{{.*?}}", "\x00", re.sub(r"{%.*?%}", "", source, flags=re.DOTALL), flags=re.DOTALL)
    return problems_in_html(html) + [problem for sentence in spoken for problem in problems_in_text(sentence)]


class _Reader(HTMLParser):
    """Gathers the texts of a page, joined across inline elements."""

    INLINE = {"a", "abbr", "b", "em", "i", "small", "span", "strong", "time"}

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = [""]
        self.silent = 0

    def texts(self) -> list[str]:
        return [piece for piece in self.pieces if piece.strip()]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        voiced = [
            value
            for name, value in attrs
            if name in VOICED and value and not (tag == "meta" and "=" in value)
        ]
        if tag in SILENT:
            self.silent += 1
        if tag not in self.INLINE or voiced:
            self.pieces += [*voiced, ""]

    def handle_endtag(self, tag: str) -> None:
        if tag in SILENT and self.silent:
            self.silent -= 1
        if tag not in self.INLINE:
            self.pieces.append("")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.pieces[-1] += data


def french_sentences(source: str) -> Iterator[tuple[int, str]]:
    """The strings of a Python file that look like French prose, with their line; docstrings left out."""
    tree = ast.parse(source)
    silent = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            silent |= {id(part) for part in node.values}
            text = "".join(
                str(part.value) if isinstance(part, ast.Constant) else "\x00" for part in node.values
            )
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in silent:
            text = node.value
        else:
            continue
        if looks_french(text):
            yield node.lineno, text


def looks_french(text: str) -> bool:
    """A sign that English does not have, or the French space before « : » and its like; markup has its own check."""
    french = re.search(r"[àâçéèêëîïôùûœÀÉÈÊ’«»]|\S [:;!?](?:[\s<).,\"]|$)", text)
    return " " in text and french is not None and not text.lstrip().startswith("<")


def corrected(text: str) -> str:
    """The same text with its apostrophes and no-break spaces."""
    text = re.sub(r"(?<=[A-Za-zÀ-ÿœ])'(?=[A-Za-zÀ-ÿœ])", "’", text)
    text = re.sub(
        r"(?<=[^\s\"']) (?=[;!?»](?:[\s<).,\"]|$)|:(?:[\s<\"]|$))", "\u00a0", text, flags=re.MULTILINE
    )
    return re.sub(r"« (?=\S)", "«\u00a0", text)


def corrected_python(source: str) -> str:
    """The same module with its French strings corrected; code, comments and docstrings untouched."""
    lines = source.splitlines(keepends=True)
    for token in reversed(_prose(source)):
        (first, start), (last, end) = token.start, token.end
        if first == last:
            line = lines[first - 1]
            lines[first - 1] = line[:start] + _quoted(token.string) + line[end:]
    return "".join(lines)


def _prose(source: str) -> list[tokenize.TokenInfo]:
    """The French strings of a module that are not alone on their line of code."""
    found = []
    opening = True
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.STRING and not opening and looks_french(token.string):
            found.append(token)
        if token.type not in (tokenize.COMMENT, tokenize.NL):
            opening = token.type in (tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENCODING)
    return found


def _quoted(literal: str) -> str:
    """A literal whose quotes stay what they are."""
    if literal.endswith("'") and "'" in literal[2:-1]:
        return literal
    return corrected(literal)


if __name__ == "__main__":
    for name in sys.argv[1:]:
        file = Path(name)
        text = file.read_text()
        file.write_text(corrected_python(text) if file.suffix == ".py" else corrected(text))
