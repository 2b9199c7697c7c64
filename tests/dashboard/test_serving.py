"""How the page that is every page reaches a browser."""

import re
from pathlib import Path

import pytest
from django.test import Client

from saleor_customer_groups.dashboard import built_files
from tests.dashboard.conftest import SCRIPT_PATH
from tests.owner import Shop
from tests.port.pages import ANCESTORS, BASE, FRAME_OPTIONS
from tests.port.plugin import configure

from .asking import get, policy_of


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
    assert response["Referrer-Policy"] == "no-referrer"
    assert response.get("X-Frame-Options") == FRAME_OPTIONS
    assert not response.cookies


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
