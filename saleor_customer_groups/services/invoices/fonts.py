"""The library that writes PDF, and its fonts: an extra of the package.

FiraGO has the letters of Latin, Greek, Cyrillic, Arabic, Hebrew, Devanagari, Thai,
Georgian and Armenian; Noto Sans CJK has those of Chinese, Japanese and Korean, and is
only read where a text needs them.
"""

import logging
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from tempfile import mkdtemp
from typing import Any
from unicodedata import bidirectional, category

_MODULES = ("fpdf", "pymupdf_fonts", "uharfbuzz", "noto_cjk_sans_jp_regular")
NAME = "text"
_FALLBACK = "cjk"


def is_installed() -> bool:
    """Tell whether invoices can be written."""
    return all(find_spec(name) for name in _MODULES)


def add_fonts(pdf: Any, text: str) -> None:
    """Have a document know its fonts.

    :param pdf: an ``fpdf.FPDF``.
    :param text: all that is to stand in it.
    """
    # It tells of each table of each font.
    logging.getLogger("fontTools").setLevel(logging.WARNING)
    regular, bold = _files()
    pdf.add_font(NAME, "", regular)
    pdf.add_font(NAME, "B", bold)
    known = pdf.fonts[NAME].cmap
    if any(ord(sign) not in known for sign in set(text)):
        from noto_cjk_sans_jp_regular import FONT_PATH

        pdf.add_font(_FALLBACK, "", str(FONT_PATH))
        pdf.set_fallback_fonts([_FALLBACK], exact_match=False)
    if any(_is_shaped(sign) for sign in set(text)):
        pdf.set_text_shaping(use_shaping_engine=True)


def _is_shaped(sign: str) -> bool:
    """Tell whether a sign is joined with those beside it, or runs from right to left.

    All others are written three times as quickly without looking for that.
    """
    return category(sign).startswith("M") or bidirectional(sign) in ("R", "AL")


@cache
def _files() -> tuple[Path, Path]:
    """Return the files of the font, regular and bold, which its package has packed."""
    from pymupdf_fonts import myfont

    folder = Path(mkdtemp(prefix="customer-groups-fonts-"))
    files = folder / "regular.ttf", folder / "bold.ttf"
    for file, name in zip(files, ("figo", "figbo"), strict=True):
        file.write_bytes(myfont(name))
    return files
