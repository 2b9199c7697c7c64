"""Taxes on catalogue prices, as Saleor 3 calculates them for ``pricing``."""

from collections.abc import Callable, Collection, Sequence
from decimal import Decimal
from typing import Any

from prices import Money, TaxedMoney
from promise import Promise
from saleor.channel.models import Channel
from saleor.core.prices import quantize_price
from saleor.graphql.tax.dataloaders import (
    TaxClassCountryRateByTaxClassIDLoader,
    TaxClassDefaultRateByCountryLoader,
    TaxClassIdByProductIdLoader,
    TaxConfigurationByChannelId,
    TaxConfigurationPerCountryByTaxConfigurationIDLoader,
)
from saleor.tax import TaxCalculationStrategy
from saleor.tax.calculations import calculate_flat_rate_tax
from saleor.tax.utils import get_tax_calculation_strategy, get_tax_rate_for_country

from ...base.databases import reading

Taxes = Callable[[int, Money], TaxedMoney]


def product_taxes(
    info: Any, product_ids: Collection[int], channel: str, country: str | None
) -> Promise:
    """Return a promise of a function that taxes prices as ``pricing`` does."""
    context = info.context
    with reading(context):
        found = Channel.objects.get(slug=channel)
    where = country or found.default_country.code
    pks = list(dict.fromkeys(product_ids))

    def with_configuration(configuration: Any) -> Promise:
        by_country = TaxConfigurationPerCountryByTaxConfigurationIDLoader(context)
        return by_country.load(configuration.pk).then(
            lambda exceptions: with_strategy(configuration, exceptions)
        )

    def with_strategy(configuration: Any, exceptions: Sequence[Any]) -> Any:
        exception = next((e for e in exceptions if e.country.code == where), None)
        strategy = get_tax_calculation_strategy(configuration, exception)
        # What an app would charge is not known before there is a checkout.
        if strategy != TaxCalculationStrategy.FLAT_RATES:
            return lambda _, price: TaxedMoney(price, price)
        includes_tax = configuration.prices_entered_with_tax
        return _load_rates(context, pks, where).then(
            lambda rates: (
                lambda pk, price: calculate_flat_rate_tax(
                    price, rates[pk], includes_tax
                )
            )
        )

    return TaxConfigurationByChannelId(context).load(found.pk).then(with_configuration)


def taxed(price: Money, *, rate: Decimal | None, includes_tax: bool) -> TaxedMoney:
    """Tax a price of a line at the rate of the line.

    :param rate: as lines have it, 0.1 for ten percent; None if there are no taxes.
    :param includes_tax: whether the price is with taxes.
    """
    found = calculate_flat_rate_tax(price, (rate or 0) * 100, includes_tax)
    return quantize_price(found, price.currency)


def _load_rates(context: Any, product_ids: Sequence[int], country: str) -> Promise:
    """Return a promise of the rates of products in a country, in percent."""

    def with_classes(class_ids: Sequence[int | None]) -> Promise:
        distinct = [pk for pk in dict.fromkeys(class_ids) if pk]
        return Promise.all(
            [
                TaxClassDefaultRateByCountryLoader(context).load(country),
                TaxClassCountryRateByTaxClassIDLoader(context).load_many(distinct),
            ]
        ).then(lambda found: rates(class_ids, distinct, *found))

    def rates(
        class_ids: Sequence[int | None],
        distinct: Sequence[int],
        default: Any,
        of_classes: Sequence[Any],
    ) -> dict[int, Decimal]:
        default_rate = default.rate if default else Decimal(0)
        found: dict[int | None, Decimal] = {
            pk: get_tax_rate_for_country(each, default_rate, country)
            for pk, each in zip(distinct, of_classes, strict=True)
        }
        without_class = get_tax_rate_for_country([], default_rate, country)
        return {
            pk: found.get(class_id, without_class)
            for pk, class_id in zip(product_ids, class_ids, strict=True)
        }

    loader = TaxClassIdByProductIdLoader(context)
    return loader.load_many(product_ids).then(with_classes)
