"""A voucher is looked at once in a request."""

from tests.owner import Shop
from tests.queries import counted


def test_a_voucher_costs_as_many_queries_however_many_fields_wait_for_it(
    shop: Shop,
) -> None:
    vip = shop.group("VIP")
    shop.rule(vip, "percent_off", "20")
    shop.catalogue.voucher("TEN", "10")
    ann = shop.member(vip, "ann@example.com")
    checkout = ann.use_voucher(ann.open_checkout({shop.espresso: 1}), "TEN")

    def queries(fields: str) -> int:
        document = "query($token: UUID!) { checkout(token: $token) { %s } }"
        with counted() as found:
            ann.ask(document % fields, token=checkout.token)
        return found.count

    few, many = (
        queries(fields)
        for fields in ("voucherCode", "voucherCode discountName discount { amount }")
    )

    assert many == few
