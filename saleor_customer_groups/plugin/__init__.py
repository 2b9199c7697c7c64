"""The plugin as Saleor finds it: one without effect where Saleor is not known."""

from typing import Any

from .. import compatibility

CustomerGroupsPlugin: Any = None

with compatibility.staying_out():
    from .hooks import CustomerGroupsPlugin

if compatibility.problem():
    CustomerGroupsPlugin = compatibility.plugin_without_effect()
