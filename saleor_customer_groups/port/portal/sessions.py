"""Who may log in, asked of users whom Saleor has found already."""

from typing import Any

from .callers import access_of, limits_access


def may_log_in(user: Any) -> bool:
    """Tell whether somebody may log in; members of staff always may.

    :param user: of Saleor.
    """
    return user.is_staff or not limits_access() or access_of(user).can_log_in
