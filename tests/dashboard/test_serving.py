"""How the built pages reach a browser."""

import gzip
import re
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from saleor_customer_groups import port
from saleor_customer_groups.dashboard import built_files
from tests.dashboard.conftest import FONT, SCRIPT, STYLE
from tests.owner import Shop
from tests.port.pages import ANCESTORS, BASE, FRAME_OPTIONS
from tests.port.plugin import configure
from tests.storefront import Refused, dialect

SCRIPT_PATH = "assets/index-1a2b.js"
FOREVER = "public, max-age=31536000, immutable"
HASH = sha256(SCRIPT.encode()).hexdigest()[:32]


def get(path: str, method: str = "get", **headers: str) -> Any:
    return getattr(Client(), method)(BASE + path, **headers)


def policy_of(response: Any) -> dict[str, str]:
    parts = response["Content-Security-Policy"].split("; ")
    return dict(part.split(" ", 1) for part in parts)


@pytest.fixture
def _on(shop: Shop, built: Path) -> None:
    """Customer groups switched on, and their pages built."""


@pytest.mark.usefixtures("_on")
@pytest.mark.parametrize(
    "path", ["", "groups", "groups/12/members", "popup/why", "groups/", "assets"]
)
def test_every_route_is_answered_with_the_same_page(path: str) -> None:
    response = get(path, HTTP_ACCEPT_ENCODING="gzip")

    nonce = re.search("'nonce-(.+?)'", response["Content-Security-Policy"])
    assert nonce is not None
    assert response.status_code == 200
    assert response.content.decode() == (
        f'<base href="{BASE}"><meta name="csp-nonce" content="{nonce[1]}">'
        '<script type="module" src="./assets/index-1a2b.js"></script>'
    )
    assert response["Content-Type"] == "text/html; charset=utf-8"
    assert response["Cache-Control"] == "no-store"
    assert "ETag" not in response


@pytest.mark.usefixtures("_on")
def test_the_page_is_also_there_without_a_slash_at_the_end_of_its_address() -> None:
    response = Client().get(BASE.removesuffix("/"))

    assert response.status_code == 200
    assert f'<base href="{BASE}">' in response.content.decode()


@pytest.mark.usefixtures("_on")
def test_what_a_browser_may_do_with_the_page_is_as_little_as_it_needs() -> None:
    response, other = get(""), get("")

    policy = policy_of(response)
    styles = policy.pop("style-src")
    assert re.fullmatch(r"'self' 'nonce-[A-Za-z0-9_-]{22}'", styles)
    assert policy_of(other)["style-src"] != styles
    assert policy == {
        "default-src": "'none'",
        "script-src": "'self'",
        "font-src": "'self'",
        "img-src": "'self' data: https:",
        "connect-src": "'self'",
        "base-uri": "'self'",
        "form-action": "'self'",
        "frame-ancestors": ANCESTORS,
    }
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"
    assert response.get("X-Frame-Options") == FRAME_OPTIONS
    assert not response.cookies


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


@pytest.mark.usefixtures("_on")
@pytest.mark.parametrize("path", ["", SCRIPT_PATH])
def test_head_says_what_get_would(path: str) -> None:
    shown, head = get(path), get(path, "head")

    assert head.status_code == 200
    assert head.content == b""
    changing = {"Content-Security-Policy"}
    assert {name: head[name] for name in head.headers if name not in changing} == {
        name: shown[name] for name in shown.headers if name not in changing
    }


@pytest.mark.usefixtures("_on")
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
@pytest.mark.parametrize("path", ["", "groups", SCRIPT_PATH])
def test_nothing_can_be_sent_to_the_pages(path: str, method: str) -> None:
    response = get(path, method)

    assert response.status_code == 405
    assert response["Allow"] == "GET, HEAD"
    assert response.content == b""


def test_while_it_is_switched_off_the_page_says_so_and_no_file_is_given(
    shop: Shop, built: Path
) -> None:
    configure(active=False)

    page, script = get("groups"), get(SCRIPT_PATH)

    assert page.status_code == 200
    text = page.content.decode()
    assert "Customer groups are switched off" in text
    assert "Extensions → Installed → Customer groups: settings" in text
    assert "assets" not in text
    assert page["Cache-Control"] == "no-store"
    assert policy_of(page)["frame-ancestors"] == ANCESTORS
    nonce = re.search('<style nonce="(.+?)">', text)
    assert nonce is not None
    assert policy_of(page)["style-src"] == f"'self' 'nonce-{nonce[1]}'"
    assert (script.status_code, script.content) == (404, b"")


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("de-AT,de;q=0.9,en;q=0.8", "de"),
        ("en-GB,de;q=0.5", "en"),
        ("fr, de;q=0.3", "de"),
        ("fr", "en"),
        ("", "en"),
        ("nonsense;q=x", "en"),
    ],
)
def test_it_says_so_in_the_language_of_the_browser(
    shop: Shop, built: Path, accepted: str, language: str
) -> None:
    configure(active=False)

    text = get("groups", HTTP_ACCEPT_LANGUAGE=accepted).content.decode()

    assert f'<html lang="{language}">' in text
    title = {"de": "Kundengruppen sind ausgeschaltet"}.get(
        language, "Customer groups are switched off"
    )
    assert f"<h1>{title}</h1>" in text


def test_a_checkout_without_a_build_says_how_to_make_one(
    shop: Shop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(built_files, "FOLDER", tmp_path / "missing")

    page, script = get("groups"), get(SCRIPT_PATH)

    assert page.status_code == 503
    assert "make pages" in page.content.decode()
    assert page["Cache-Control"] == "no-store"
    assert script.status_code == 404


@pytest.mark.parametrize(
    ("hosts", "written"),
    [
        (["dashboard.example.com"], "dashboard.example.com:*"),
        ([".example.com"], "example.com:* *.example.com:*"),
        (["a.example.com", "b.example.com"], "a.example.com:* b.example.com:*"),
        (["*"], "*"),
        ([], "'none'"),
        # What is no host would end the policy, or add to it.
        (["a.example.com; script-src *", "b example", "[::1]", ""], "'none'"),
    ],
)
def test_the_hosts_of_storefronts_and_dashboards_may_show_the_pages_in_a_frame(
    shop: Shop, built: Path, settings: Settings, hosts: list[str], written: str
) -> None:
    settings.ALLOWED_CLIENT_HOSTS = hosts

    written = written if port.GENERATION == 3 else "'none'"
    assert policy_of(get(""))["frame-ancestors"] == written


@pytest.mark.parametrize(
    ("address", "origin"),
    [
        ("https://shop.example.com/dashboard/", "https://shop.example.com"),
        (" http://localhost:9000 ", "http://localhost:9000"),
        ("https://Shop.example.com:8443", "https://shop.example.com:8443"),
    ],
)
def test_the_address_of_the_dashboard_is_the_only_one_that_may(
    shop: Shop, built: Path, address: str, origin: str
) -> None:
    values = [{"name": "dashboard_address", "value": address}]
    shop.owner().change(
        dialect.SET_PLUGIN, id="customer_groups", input={"configuration": values}
    )

    expected = origin if port.GENERATION == 3 else "'none'"
    assert policy_of(get(""))["frame-ancestors"] == expected


@pytest.mark.parametrize(
    "address",
    [
        "dashboard.example.com",
        "ftp://dashboard.example.com",
        "https://",
        "https://a.example.com; script-src *",
        "https://a.example.com https://b.example.com",
        "https://me@a.example.com",
        "https://[::1]",
        "https://[",
        "https://a.example.com:99999",
        "javascript:alert(1)",
    ],
)
def test_what_is_no_address_of_a_dashboard_is_refused(shop: Shop, address: str) -> None:
    values = [{"name": "dashboard_address", "value": address}]

    with pytest.raises(Refused) as refused:
        shop.owner().change(
            dialect.SET_PLUGIN, id="customer_groups", input={"configuration": values}
        )

    (error,) = refused.value.errors
    assert error["message"] == (
        "Address of the Dashboard: is not an address such as"
        " https://dashboard.example.com"
    )
