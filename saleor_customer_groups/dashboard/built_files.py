"""The files of the front end, as ``make pages`` builds them."""

import gzip
import re
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

FOLDER = Path(__file__).parent / "built"

_CONTENT_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".woff2": "font/woff2",
}
# Fonts are compressed already.
_COMPRESSED = {".woff2"}
_ASSET = re.compile(r"assets/[A-Za-z0-9_-][A-Za-z0-9._-]*")


@dataclass(frozen=True, slots=True)
class Asset:
    """A file whose name changes with what is in it.

    :param gzipped: the same compressed, None if that saves nothing.
    """

    content_type: str
    content: bytes
    gzipped: bytes | None
    hash: str


def index() -> str | None:
    """Return the HTML of all pages, None if they are not built."""
    try:
        return (FOLDER / "index.html").read_text(encoding="utf-8")
    except FileNotFoundError:
        return None


def asset(path: str) -> Asset | None:
    """Return one of the files below ``assets``, None if there is none.

    :param path: as it was requested.
    """
    file = FOLDER / path
    if not _ASSET.fullmatch(path) or file.suffix not in _CONTENT_TYPES:
        return None
    try:
        changed_at = file.stat().st_mtime_ns
    except OSError:
        return None
    return _read(file, changed_at)


@lru_cache(maxsize=256)
def _read(file: Path, changed_at: int) -> Asset:
    content = file.read_bytes()
    is_compressible = file.suffix not in _COMPRESSED
    return Asset(
        content_type=_CONTENT_TYPES[file.suffix],
        content=content,
        gzipped=gzip.compress(content, mtime=0) if is_compressible else None,
        hash=sha256(content).hexdigest()[:32],
    )
