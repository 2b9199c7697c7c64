"""Who, when and why, as tests give it to the services."""

from typing import Any

from saleor_customer_groups.services.base.occasions import Occasion

from .conftest import NOW


def with_occasion(**how: Any) -> dict[str, Any]:
    """Return a service's arguments; actor, now and reason become an occasion."""
    told = {name: how.pop(name) for name in ("actor", "now", "reason") if name in how}
    return {"occasion": Occasion.manual(**{"now": NOW, **told}), **how}
