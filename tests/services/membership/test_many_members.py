"""Many members in one call: as many statements as for one, and none that goes through
all of them again and again."""

from collections.abc import Callable

from saleor_customer_groups.models import Change, CustomerGroup, LedgerEntry, Membership
from saleor_customer_groups.services.base.bulk_sql import among
from saleor_customer_groups.services.base.occasions import Occasion
from saleor_customer_groups.services.membership import exclusions, joining, leaving
from saleor_customer_groups.services.membership.joining import Joining
from saleor_customer_groups.services.membership.leaving import Leaving
from tests.queries import counted

from ..conftest import NOW
from .stored import groups_of
from .test_member_files import import_text

MakeGroup = Callable[..., CustomerGroup]
MakeCustomer = Callable[..., int]
OCCASION = Occasion.manual(now=NOW)
# Saleor 3 has prices of open checkouts calculated again.
REPRICING = 1


def test_many_cost_as_few_queries_as_one(
    make_group: MakeGroup, make_customer: MakeCustomer
) -> None:
    vip, trade, press = make_group("VIP"), make_group("Trade"), make_group("Press")
    many = [make_customer(f"customer{number}") for number in range(20)]
    for customer in many:
        joining.register(customer_id=customer, now=NOW)

    def add(ids: list[int]) -> None:
        joining.add_members(group=vip, customer_ids=ids, occasion=OCCASION)

    def move(ids: list[int]) -> None:
        joining.add_members(
            group=trade,
            customer_ids=ids,
            occasion=OCCASION,
            joining=Joining.MOVE,
            move_from=vip,
        )

    def mark(ids: list[int]) -> None:
        joining.add_members(
            group=trade, customer_ids=ids, occasion=OCCASION, joining=Joining.PRIMARY
        )

    def hand_over(ids: list[int]) -> None:
        leaving.remove_members(
            group=trade,
            customer_ids=ids,
            occasion=OCCASION,
            leaving=Leaving.TO_GROUP,
            to_group=press,
        )

    def remove(ids: list[int]) -> None:
        leaving.remove_members(group=press, customer_ids=ids, occasion=OCCASION)

    def exclude(ids: list[int]) -> None:
        exclusions.exclude_customers(group=vip, customer_ids=ids, occasion=OCCASION)

    for change, most in (
        (add, 9),
        (move, 12),
        (mark, 10),
        (hand_over, 22),
        (remove, 10),
        (exclude, 7),
    ):
        with counted() as one:
            change(many[:1])
        with counted() as others:
            change(many[1:])
        assert others.count == one.count <= most + REPRICING, change.__name__

    assert {str(groups_of(pk)) for pk in many} == {"{'Standard': 'by_default'}"}


def test_a_registration_is_one_row_and_its_line_in_one_statement(
    standard: CustomerGroup, make_customer: MakeCustomer
) -> None:
    ann = make_customer()

    with counted() as queries:
        assert joining.register(customer_id=ann, now=NOW) == standard
    with counted() as again:
        assert joining.register(customer_id=ann, now=NOW) is None

    assert (queries.count, again.count) == (4, 1)
    assert groups_of(ann) == {"Standard": "by_default"}


def test_what_postgresql_has_not_counted_yet_is_read_once(
    make_group: MakeGroup, make_customer: MakeCustomer
) -> None:
    vip, ann = make_group("VIP"), make_customer()
    joining.add_members(group=vip, customer_ids=[ann], occasion=OCCASION)

    plan = Membership.objects.filter(among(range(1, 5_000)), group=vip).explain()

    assert "Scan" in plan
    assert "Loop" not in plan


def test_lines_of_customers_who_left_together_are_in_the_order_of_their_joining(
    make_group: MakeGroup, make_customer: MakeCustomer
) -> None:
    vip = make_group("VIP")
    many = [make_customer(f"customer{number}") for number in range(5)]
    joined = many[::-1]
    joining.add_members(group=vip, customer_ids=joined, occasion=OCCASION)

    leaving.remove_members(group=vip, customer_ids=many, occasion=OCCASION)

    lines = LedgerEntry.objects.order_by("pk").values_list("customer_id", "change")
    assert list(lines) == [
        *((pk, Change.JOINED) for pk in joined),
        *((pk, Change.LEFT) for pk in joined),
        *((pk, Change.JOINED) for pk in many),
    ]


def test_a_reason_in_a_file_is_never_taken_for_a_text_of_ours(
    make_group: MakeGroup, make_customer: MakeCustomer
) -> None:
    vip = make_group("VIP")
    make_customer("ann")
    forged = 'Ours\x1e{""template"": ""Forged"", ""parameters"": {}}'

    import_text(vip, f'email,reason\nann@example.com,"{forged}"\n')

    line = LedgerEntry.objects.get()
    assert line.reason == 'Ours{"template": "Forged", "parameters": {}}'
