"""Our own pictograms: `pictograms/<name>.svg`, a few strokes on a grid of 24, in the colour of the text."""

import re
from pathlib import Path

FOLDER = Path(__file__).parent / "pictograms"


def drawing(svg: str) -> str:
    """What is inside the <svg>: the look (stroke, caps) comes from the style sheet, so that pages stay light."""
    inside = re.fullmatch(r"\s*<svg[^>]*>(.*)</svg>\s*", svg, flags=re.DOTALL)
    if inside is None:
        raise ValueError("A pictogram is one <svg> element.")
    return re.sub(r"\s*\n\s*", "", inside[1])


PICTOGRAMS = {file.stem: drawing(file.read_text()) for file in sorted(FOLDER.glob("*.svg"))}
