"""Changes of the plugin's settings other than on Saleor's own page of plugins."""

from collections.abc import Mapping
from typing import Any

from ... import port
from ...engine.base.messages import Message
from .configuration import issues_in
from .refusals import Code, as_sentence, refuse, refuse_all


def change_settings(
    values: Mapping[str, Any], *, is_switched_on: bool | None = None
) -> None:
    """Change some of the settings where Saleor keeps them, all or none.

    :param values: name of the setting -> value, None for its default.
    :param is_switched_on: whether the plugin is to be switched on; None leaves it as it
        is.
    :raises django.core.exceptions.ValidationError: a value is refused, with the name of
        its setting.
    """
    refuse_all(
        refuse(name, Code.INVALID, as_sentence(message))
        for name, message in issues_in(values)
    )
    stored = {name: _stored(value) for name, value in values.items()}
    if not port.save_settings(stored, active=is_switched_on):
        raise refuse(
            "is_switched_on",
            Code.NOT_FOUND,
            Message("Saleor does not know the plugin: name it in the setting PLUGINS."),
        )


def _stored(value: Any) -> bool | str:
    # Saleor 3 does not change a setting that is given as None.
    if value is None:
        return ""
    return value if isinstance(value, bool) else str(value)
