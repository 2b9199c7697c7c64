"""Answers requests for the files of the pages, whichever Saleor receives them.

The pages get their data from GraphQL, with the token of the person who looks at them.
"""

import re
from collections.abc import Mapping
from secrets import token_urlsafe
from typing import Any

from django.http import HttpResponse, HttpResponseNotAllowed, HttpResponseNotFound
from django.utils.cache import get_conditional_response
from django.utils.html import escape, format_html
from django.utils.translation.trans_real import parse_accept_lang_header

from ..port.contract.pages import Place
from . import built_files
from .headers import secure

_GZIP = re.compile(r"gzip(\s*;\s*q=(?!0(\.0*)?$)[\d.]+)?")
_FOREVER = "public, max-age=31536000, immutable"

_NOTICE = """<!doctype html>
<html lang="{language}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Customer groups</title>
<link rel="icon" href="data:,">
<style nonce="{nonce}">
  body {{ margin: 24px; font: 13px/20px Inter, system-ui, sans-serif;
    color: #252727; background: #fff }}
  h1 {{ font-size: 18px; line-height: 24px; font-weight: 500 }}
</style>
<h1>{title}</h1>
<p>{text}</p>
</html>
"""
# By language; the first is the default. Plugin and menus have the names that they have
# in the Dashboard.
_SWITCHED_OFF = {
    "en": (
        "Customer groups are switched off",
        "Switch them on in the Dashboard under Extensions → Installed → Customer"
        " groups: settings (up to Saleor 3.21: Configuration → Plugins), then load this"
        " again.",
    ),
    "de": (
        "Kundengruppen sind ausgeschaltet",
        "Schalten Sie sie im Dashboard ein, unter Extensions → Installed → Customer"
        " groups: settings (bis Saleor 3.21: Konfiguration → Plugins), und laden Sie"
        " diese Seite dann neu.",
    ),
}
_NOT_BUILT = {
    "en": (
        "The pages are not built",
        "This is a checkout of the source. Run: make pages",
    ),
}


def answer(request: Any, path: str, place: Place) -> Any:
    """Answer a request for a page or one of its files.

    :param path: below the base of the place, without a slash before it.
    """
    nonce = token_urlsafe(16)
    is_read = request.method in ("GET", "HEAD")
    response = (
        _answer_to_reading(request, path, place, nonce)
        if is_read
        else HttpResponseNotAllowed(["GET", "HEAD"])
    )
    response.setdefault("Cache-Control", "no-store")
    if request.method == "HEAD":
        response["Content-Length"] = str(len(response.content))
        response.content = b""
    return secure(response, place, nonce=nonce)


def _answer_to_reading(request: Any, path: str, place: Place, nonce: str) -> Any:
    is_switched_on = place.plugin is not None and place.plugin.active
    if path.startswith("assets/"):
        asset = built_files.asset(path) if is_switched_on else None
        return HttpResponseNotFound() if asset is None else _asset(request, asset)
    if not is_switched_on:
        return _notice(request, _SWITCHED_OFF, nonce, status=200)
    html = built_files.index()
    if html is None:
        return _notice(request, _NOT_BUILT, nonce, status=503)
    return HttpResponse(
        html.replace("__NONCE__", nonce).replace("__BASE__", escape(place.base))
    )


def _asset(request: Any, asset: built_files.Asset) -> Any:
    accepted = request.headers.get("Accept-Encoding", "").lower().split(",")
    takes_gzip = any(_GZIP.fullmatch(each.strip()) for each in accepted)
    is_gzipped = takes_gzip and asset.gzipped is not None
    response = HttpResponse(
        asset.gzipped if is_gzipped else asset.content, content_type=asset.content_type
    )
    response["Cache-Control"] = _FOREVER
    response["ETag"] = f'"{asset.hash}{"-gzip" if is_gzipped else ""}"'
    if asset.gzipped is not None:
        response["Vary"] = "Accept-Encoding"
    if is_gzipped:
        response["Content-Encoding"] = "gzip"
    return get_conditional_response(request, etag=response["ETag"], response=response)


def _notice(
    request: Any, words: Mapping[str, tuple[str, str]], nonce: str, *, status: int
) -> Any:
    """Return a page that says something, in the language that the browser wants."""
    wanted = parse_accept_lang_header(request.headers.get("Accept-Language", ""))
    languages = (each.partition("-")[0] for each, _ in wanted)
    language = next((each for each in languages if each in words), next(iter(words)))
    title, text = words[language]
    return HttpResponse(
        format_html(_NOTICE, nonce=nonce, language=language, title=title, text=text),
        status=status,
    )
