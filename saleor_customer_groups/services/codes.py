"""Codes: the stable names of rows, made from their names where nobody gives one."""

from django.db.models import Model
from django.utils.text import slugify


def free_code(name: str, *models: type[Model], otherwise: str) -> str:
    """Return a code made from a name that no row of some models has.

    :param otherwise: what to make it from where the name has no letters for it.
    """
    wanted = slugify(name)[:200] or otherwise
    taken = {
        code
        for model in models
        for code in model._default_manager.filter(code__startswith=wanted).values_list(
            "code", flat=True
        )
    }
    code, number = wanted, 2
    while code in taken:
        code, number = f"{wanted}-{number}", number + 1
    return code
