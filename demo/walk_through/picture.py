"""What a console has printed, as a picture for the README."""

import re
from pathlib import Path

from rich.console import Console

CHARACTER_WIDTH = 12.2  # as rich draws them
INDENTED_TEXT = re.compile(
    r'(?P<start><text [^>]*x=")(?P<x>[\d.]+)(?P<middle>" y="[\d.]+" textLength=")'
    r'(?P<length>[\d.]+)(?P<end>"[^>]*>)(?P<spaces>(?:&#160;)+)'
)
FETCHED_FONT = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)


def save_picture(console: Console, file: Path) -> None:
    """Save what was printed as an SVG that looks the same everywhere.

    Rich names fonts that would be fetched from elsewhere, and indents text with spaces,
    which not every viewer keeps.
    """
    picture = console.export_svg(title="make demo", unique_id="walk-through")
    picture = FETCHED_FONT.sub("", picture)
    picture = INDENTED_TEXT.sub(_move, picture)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(picture)


def _move(text: re.Match[str]) -> str:
    """Move a text to the right in place of the spaces that it begins with."""
    indent = text["spaces"].count("&#160;") * CHARACTER_WIDTH
    x, length = float(text["x"]) + indent, float(text["length"]) - indent
    return f"{text['start']}{x:g}{text['middle']}{length:g}{text['end']}"
