"""A second reading of portal.md, section 2. It has nothing of the engine.

It walks up from each group of its own, one permission at a time.
"""

PERMISSIONS = (
    "can_log_in",
    "can_see_prices",
    "can_order",
    "can_request_quotes",
    "can_see_invoices",
)


def own_groups(groups, customer):
    active = [group for group in groups if group["is_active"]]
    if customer is None:
        return [group for group in active if group["for_guests"]][:1]
    mine = [group for group in active if group["code"] in customer]
    return mine or [group for group in active if group["is_default"]][:1]


def says(groups, group, permission):
    """Return what a group says, walking up while it says nothing and inherits."""
    seen = []
    while group and group["code"] not in seen:
        seen.append(group["code"])
        if group["is_active"] and group[permission] != "open":
            return group[permission]
        above = group["parent"] if group["inherits_portal"] else None
        group = next((each for each in groups if each["code"] == above), None)
    return "yes"


def allowed(groups, customer):
    """Return what somebody may do, by permission.

    ``customer`` are the codes of their groups, None for a guest.
    """
    mine = own_groups(groups, customer)
    found = {
        permission: not mine
        or "yes" in [says(groups, group, permission) for group in mine]
        for permission in PERMISSIONS
    }
    if customer is None:
        found["can_log_in"] = True
    if not found["can_see_prices"]:
        found["can_order"] = False
    return found
