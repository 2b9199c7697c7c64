"""How the built files reach a browser."""

import gzip
from hashlib import sha256
from pathlib import Path

import pytest

from tests.dashboard.conftest import FONT, SCRIPT, SCRIPT_PATH, STYLE

from .asking import get

FOREVER = "public, max-age=31536000, immutable"
HASH = sha256(SCRIPT.encode()).hexdigest()[:32]


@pytest.mark.usefixtures("_on")
@pytest.mark.parametrize(
    ("path", "content_type", "content"),
    [
        (SCRIPT_PATH, "text/javascript; charset=utf-8", SCRIPT.encode()),
        ("assets/index-3c4d.css", "text/css; charset=utf-8", STYLE.encode()),
        ("assets/inter-5e6f.woff2", "font/woff2", FONT),
    ],
)
def test_files_are_kept_by_browsers_for_good(
    path: str, content_type: str, content: bytes
) -> None:
    response = get(path)

    assert response.status_code == 200
    assert response.content == content
    assert response["Content-Type"] == content_type
    assert response["Cache-Control"] == FOREVER
    assert response["ETag"] == f'"{sha256(content).hexdigest()[:32]}"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "Content-Encoding" not in response


@pytest.mark.usefixtures("_on")
def test_a_changed_file_is_seen_at_once(built: Path) -> None:
    before = get(SCRIPT_PATH)

    (built / SCRIPT_PATH).write_text("changed")

    assert before.content == SCRIPT.encode()
    assert get(SCRIPT_PATH).content == b"changed"


@pytest.mark.usefixtures("_on")
@pytest.mark.parametrize(
    ("accepted", "is_compressed"),
    [
        ("gzip", True),
        ("br, GZIP;q=0.5", True),
        ("gzip; q=1.0, *", True),
        ("gzip;q=0", False),
        ("gzip;q=0.00, br", False),
        ("br, deflate", False),
        ("xgzip", False),
        ("", False),
    ],
)
def test_files_are_compressed_for_whoever_takes_it(
    accepted: str, is_compressed: bool
) -> None:
    response = get(SCRIPT_PATH, HTTP_ACCEPT_ENCODING=accepted)

    assert response["Vary"] == "Accept-Encoding"
    assert response.get("Content-Encoding") == ("gzip" if is_compressed else None)
    assert response["ETag"] == (f'"{HASH}-gzip"' if is_compressed else f'"{HASH}"')
    unpack = gzip.decompress if is_compressed else bytes
    assert unpack(response.content) == SCRIPT.encode()
    assert int(response["Content-Length"]) == len(response.content)


@pytest.mark.usefixtures("_on")
def test_fonts_are_not_compressed_again() -> None:
    response = get("assets/inter-5e6f.woff2", HTTP_ACCEPT_ENCODING="gzip")

    assert response.content == FONT
    assert "Content-Encoding" not in response
    assert "Vary" not in response


@pytest.mark.usefixtures("_on")
@pytest.mark.parametrize(
    ("known", "status"),
    [(f'"{HASH}"', 304), (f'"other", W/"{HASH}"', 304), ("*", 304), ('"other"', 200)],
)
def test_a_file_that_the_browser_has_is_not_sent_again(known: str, status: int) -> None:
    response = get(SCRIPT_PATH, HTTP_IF_NONE_MATCH=known)

    assert response.status_code == status
    assert response.content == (b"" if status == 304 else SCRIPT.encode())
    assert response["ETag"] == f'"{HASH}"'
    assert response["Cache-Control"] == FOREVER


@pytest.mark.usefixtures("_on")
@pytest.mark.parametrize(
    "path",
    [
        "assets/",
        "assets/missing-1a2b.js",
        "assets/index-1a2b.js.map",
        "assets/.hidden.js",
        "assets/../index.html",
        "assets/../../secret.js",
        "assets/%2e%2e/%2e%2e/secret.js",
        "assets/..%2f..%2fsecret.js",
        "assets/..%5c..%5csecret.js",
        "assets//etc/passwd.js",
        "assets/index-1a2b.js%00.css",
        "assets/index-1a2b.js/",
        "assets/sub/index-1a2b.js",
    ],
)
def test_nothing_but_the_files_of_the_build_is_found(path: str) -> None:
    response = get(path)

    assert response.status_code == 404
    assert response.content == b""
    assert response["Cache-Control"] == "no-store"
