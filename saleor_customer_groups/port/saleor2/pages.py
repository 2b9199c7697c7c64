"""The pages of shop owners, which Saleor 2.10 has at a path of their own."""

from typing import Any

from django.urls import re_path

from ..base.pages import answer_page
from ..contract.pages import Place
from .base.active_plugin import any_plugin


def _answer(request: Any, path: str | None = None) -> Any:
    base = request.path.removesuffix(f"/{path or ''}") + "/"
    place = Place(base, any_plugin())
    return answer_page(request, path or "", place)


PATTERN = re_path(r"^customer-groups(?:/(?P<path>.*))?$", _answer)
