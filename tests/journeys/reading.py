"""Reading a page as people do: an ordinary space and a no-break one are the same."""

import re


def beginning(words: str) -> re.Pattern[str]:
    """Whatever begins with these words."""
    return re.compile(r"^\s*" + r"\s+".join(re.escape(word) for word in words.split()))


def missing_from(text: str, *sentences: str) -> list[str]:
    """Those that the text does not say; capitals are a matter of looks."""
    said = _plain(text)
    return [sentence for sentence in sentences if _plain(sentence) not in said]


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()
