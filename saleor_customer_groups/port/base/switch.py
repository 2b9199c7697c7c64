"""Whether saving the plugin's row switched it, or only changed a setting."""

from typing import Any

_WAS_ACTIVE = "_customer_groups_was_active"


def remember_switch(instance: Any, *, using: str) -> None:
    """Remember whether a row that is about to be saved was switched on."""
    stored = type(instance).objects.using(using).filter(pk=instance.pk)
    instance.__dict__[_WAS_ACTIVE] = stored.values_list("active", flat=True).first()


def is_switched(instance: Any) -> bool:
    """Tell whether saving a row has switched the plugin on or off."""
    return bool(instance.active) is not bool(instance.__dict__.get(_WAS_ACTIVE))
