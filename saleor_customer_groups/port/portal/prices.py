"""How prices are hidden, wherever Saleor shows, filters or sorts by them."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from promise import Promise

from ..visibility.callers import current_request
from .callers import limits_access

# What products can be sorted by that tells their prices, in both Saleors.
_SORTED_BY_PRICE = {"PRICE", "MINIMAL_PRICE"}

Answer = Callable[..., Any]


class PriceHiding:
    """What hides prices, as a generation of Saleor needs it.

    :param shows_prices: tells of a request whether who has sent it sees prices.
    :param shows_prices_in: takes ``info`` and a checkout or a line of one; tells
        whether its prices are shown, or returns a promise of that.
    :param refusal: makes the error for those to whom prices are hidden.
    """

    def __init__(
        self,
        *,
        shows_prices: Callable[[Any], bool],
        shows_prices_in: Callable[[Any, Any], Any],
        refusal: Callable[[], Exception],
    ) -> None:
        self._shows_prices = shows_prices
        self._shows_prices_in = shows_prices_in
        self._refusal = refusal

    def null(self, field: str, native: Answer | None) -> Answer:
        """Have a field of the catalogue answered with null.

        :param field: its name in Python.
        :param native: what answers it, None if Saleor has nothing for that.
        """
        answer = native or _attribute(field)

        @wraps(answer)
        def resolve(root: Any, info: Any, *args: Any, **named: Any) -> Any:
            if limits_access() and not self._shows_prices(info.context):
                return None
            return answer(root, info, *args, **named)

        return resolve

    def refused(self, field: str, native: Answer | None) -> Answer:
        """Refuse a field of a checkout or of a line of one.

        :param field: its name in Python.
        :param native: what answers it, None if Saleor has nothing for that.
        """
        answer = native or _attribute(field)

        @wraps(answer)
        def resolve(root: Any, info: Any, *args: Any, **named: Any) -> Any:
            if not limits_access():
                return answer(root, info, *args, **named)

            def answered(is_shown: Any) -> Any:
                if not is_shown:
                    raise self._refusal()
                return answer(root, info, *args, **named)

            is_shown = self._shows_prices_in(info, root)
            if isinstance(is_shown, Promise):
                return is_shown.then(answered)
            return answered(is_shown)

        return resolve

    def filtering(self, native: Answer) -> Answer:
        """Refuse a filter by price."""

        @wraps(native)
        def filtered(*args: Any, **named: Any) -> Any:
            self._refuse_caller()
            return native(*args, **named)

        return filtered

    def sorting(self, native: Answer) -> Answer:
        """Refuse to sort products by price."""

        @wraps(native)
        def sort_queryset(queryset: Any, sort_by: Any, *args: Any, **named: Any) -> Any:
            if _tells_prices(sort_by):
                self._refuse_caller()
            return native(queryset, sort_by, *args, **named)

        return sort_queryset

    def _refuse_caller(self) -> None:
        request = current_request()
        if request is not None and limits_access() and not self._shows_prices(request):
            raise self._refusal()


def _attribute(field: str) -> Answer:
    """Return what answers with a field where Saleor has no resolver of its own."""
    return lambda root, info: getattr(getattr(root, "node", root), field)


def _tells_prices(sort_by: Any) -> bool:
    order = sort_by._meta.sort_enum
    if order._meta.name != "ProductOrderField" or sort_by.field is None:
        return False
    return order.get(sort_by.field).name in _SORTED_BY_PRICE
