"""Whether saving the plugin's row has switched it, or changed a setting alone."""

from typing import Any

_WAS_ACTIVE = "_customer_groups_was_active"


def remember_switch(instance: Any, *, using: str) -> None:
    """Note whether a row that is about to be saved was switched on."""
    stored = type(instance).objects.using(using).filter(pk=instance.pk)
    instance.__dict__[_WAS_ACTIVE] = stored.values_list("active", flat=True).first()


def is_switched(instance: Any) -> bool:
    """Tell whether a row that was saved is switched on and was not, or off and was."""
    return bool(instance.active) is not bool(instance.__dict__.get(_WAS_ACTIVE))
