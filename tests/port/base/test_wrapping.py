"""Each function of Saleor that is wrapped is left alone where it is not as expected."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.checks import run_checks

from saleor_customer_groups import port
from saleor_customer_groups.port.base import wrapping
from saleor_customer_groups.port.base.wrapping import Wrapper
from saleor_customer_groups.used_names import used_names

if port.GENERATION == 3:
    from saleor_customer_groups.port.saleor3.wrappers import WRAPPERS
else:
    from saleor_customer_groups.port.saleor2.wrappers import WRAPPERS

WANTED = [each for each in WRAPPERS if wrapping.is_wanted(each)]
each_wrapper = pytest.mark.parametrize("wrapper", WANTED, ids=lambda it: it.name)


@pytest.fixture(autouse=True)
def _as_installed(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    wrapping.install(WRAPPERS)
    yield
    monkeypatch.undo()
    wrapping.install(WRAPPERS)


def around(wrapper: Wrapper) -> list[Wrapper]:
    """Return all that are put around the same function of Saleor."""
    return [each for each in WANTED if each.name == wrapper.name]


def said_of(wrapper: Wrapper) -> list[str]:
    number = f"saleor_customer_groups.W{wrapper.number:03}"
    return [each.msg for each in run_checks() if each.id == number]


def test_all_are_as_known_and_have_numbers_of_their_own() -> None:
    assert wrapping.not_as_known(WRAPPERS) == []
    assert len({each.number for each in WRAPPERS}) == len(WRAPPERS)
    for each in WANTED:
        assert each.number in getattr(wrapping._target(each), wrapping._WRAPPED)


def test_what_is_wrapped_is_looked_up_when_it_is_called() -> None:
    """Imported by its name before it is wrapped, it would stay Saleor's own."""
    wrapped = {(each.module, each.path) for each in WRAPPERS}

    # Saleor's own is wanted here, and unwrapped.
    own = "saleor.checkout.base_calculations"
    # Asked of the class when it is called, as Saleor does.
    of_class = "saleor.graphql.checkout.types"
    assert used_names(port.GENERATION) & wrapped <= {
        (own, "base_checkout_undiscounted_delivery_price"),
        (of_class, "Checkout.resolve_total_price"),
        (of_class, "CheckoutLine.resolve_total_price"),
        (of_class, "CheckoutLine.resolve_unit_price"),
    }


@each_wrapper
def test_none_is_wrapped_twice(wrapper: Wrapper) -> None:
    before = wrapping._target(wrapper)

    wrapping.install(WRAPPERS)

    assert wrapping._target(wrapper) is before


@each_wrapper
def test_with_other_parameters_it_is_left_alone_and_named(
    wrapper: Wrapper, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    owner, name = wrapping._place(wrapper)
    native = vars(owner)[name]

    def other(something: Any) -> None:
        raise AssertionError("Saleor does not call this here")

    is_bound = isinstance(native, staticmethod | classmethod)
    replacement = type(native)(other) if is_bound else other
    monkeypatch.setattr(owner, name, replacement)

    wrapping.install(WRAPPERS)

    assert vars(owner)[name] is replacement
    assert wrapping.not_as_known(WRAPPERS) == around(wrapper)
    is_no = f"it is no {wrapper.kind.__name__}"
    why = "it takes something" if wrapper.kind is object else is_no
    assert [each.getMessage() for each in caplog.records] == [
        f"{wrapper.name} of Saleor is not as expected ({why}): {each.loss}"
        for each in around(wrapper)
    ]
    assert said_of(wrapper) == [
        f"{wrapper.name} of Saleor is not as expected: {wrapper.loss}."
    ]


@pytest.mark.parametrize(
    "wrapper", [each for each in WANTED if not each.field], ids=lambda it: it.name
)
def test_where_it_is_gone_it_is_named(
    wrapper: Wrapper, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(*wrapping._place(wrapper))

    wrapping.install(WRAPPERS)

    assert wrapping.not_as_known(WRAPPERS) == [
        each for each in around(wrapper) if not (each.is_optional or each.field)
    ]


@pytest.mark.parametrize(
    "wrapper", [each for each in WANTED if each.field], ids=lambda it: it.name
)
def test_a_field_that_is_gone_is_named(
    wrapper: Wrapper, monkeypatch: pytest.MonkeyPatch
) -> None:
    owner, _ = wrapping._place(wrapper)
    monkeypatch.delitem(owner._meta.fields, wrapper.field)

    wrapping.install(WRAPPERS)

    assert wrapping.not_as_known(WRAPPERS) == [
        each for each in around(wrapper) if each.field
    ]
    assert said_of(wrapper) == [
        f"{wrapper.name} of Saleor is not as expected: {wrapper.loss}."
    ]
