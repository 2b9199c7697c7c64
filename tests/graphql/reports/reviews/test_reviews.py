"""Reviews, as staff ask for them."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone

from saleor_customer_groups.conditions.zone import shop_zone
from saleor_customer_groups.models import CustomerGroup, LevelProgramme, Membership
from saleor_customer_groups.services.evaluation.order_figures import rebuild_figures
from tests.api import (
    MANAGE_DISCOUNTS,
    MANAGE_ORDERS,
    MANAGE_USERS,
    STRANGER,
    Caller,
    make_customer,
    make_staff,
)
from tests.graphql.ids import id_of
from tests.port import past
from tests.queries import counted

DAY = timedelta(days=1)
PAGE = "pageInfo { hasNextPage endCursor } totalCount edges"
WHO = "customerId name orders: ordersCount lastOrderAt"
REVENUE = "revenue { amount currency } memberSince"
LISTS = {
    "Inactive": f"""query($id: ID!, $days: Int, $first: Int = 9, $after: String,
        $currency: String) {{
      customerGroupReviewInactive(groupId: $id, days: $days, first: $first,
          after: $after, currency: $currency) {{
        {PAGE} {{ node {{ {WHO} {REVENUE} }} }} }} }}""",
    "Lapsing": f"""query($id: ID!, $days: Int, $first: Int = 9, $after: String) {{
      customerGroupReviewLapsing(groupId: $id, days: $days, first: $first,
          after: $after) {{
        {PAGE} {{ node {{ {WHO} {REVENUE} endsOn leavesOn isKept }} }} }} }}""",
    "NearLevel": f"""query($programme: ID, $percent: Decimal, $amount: Decimal,
        $first: Int = 9, $after: String) {{
      customerGroupReviewNearLevel(programmeId: $programme, percent: $percent,
          amount: $amount, first: $first, after: $after) {{
        {PAGE} {{ node {{ {WHO} group {{ name }} programme {{ name }} value missing
          missingPercent currency }} }} }} }}""",
    "InGrace": f"""query($id: ID, $first: Int = 9, $after: String) {{
      customerGroupReviewInGrace(groupId: $id, first: $first, after: $after) {{
        {PAGE} {{ node {{ {WHO} group {{ name }} unqualifiedSince leavesAt
          }} }} }} }}""",
    "Overlap": f"""query($first: Int = 9, $after: String) {{
      customerGroupReviewOverlap(first: $first, after: $after) {{
        {PAGE} {{ node {{ first {{ name }} second {{ name }} shared smaller percent
          isProbablyOne }} }} }} }}""",
    "Waiting": f"""query($id: ID, $first: Int = 9, $after: String) {{
      customerGroupReviewWaiting(groupId: $id, first: $first, after: $after) {{
        {PAGE} {{ node {{ {WHO} group {{ name }} registeredAt }} }} }} }}""",
}
EXPORT = """query($review: CustomerGroupReviewEnum!, $id: ID, $days: Int,
    $bom: Boolean, $amount: Decimal) {
  customerGroupReviewExport(review: $review, groupId: $id, days: $days, withBom: $bom,
    amount: $amount)
}"""
EMAILS = """query($id: ID!) { customerGroupReviewInactive(groupId: $id, first: 9) {
  edges { node { email } } } }"""
SPENT = {
    "field": "net_revenue",
    "operator": "gte",
    "value": "20",
    "currency": "USD",
    "period": {"kind": "rolling_days", "days": 100},
}


@pytest.fixture
def analyst(db: None) -> Caller:
    """Staff who may manage orders, and nothing else."""
    return make_staff(MANAGE_ORDERS, name="analyst")


class Reviewed:
    """A shop with somebody to look at in each review."""

    def __init__(
        self, make_group: Callable[..., CustomerGroup], programme: LevelProgramme
    ) -> None:
        self.now = timezone.now()
        self.programme = programme
        self.big = make_group(
            "Big", kind="hybrid", conditions=SPENT, capacity=2, grace_days=10
        )
        self.twin = make_group("Twin")
        # Ann lapses 20 days from now; for Bob it is 8 days too late; Cid finds no
        # place, and misses 2.50 to Silver; Dan has never bought.
        self.ann = self.customer("=ann", "30", days_ago=80)
        self.bob = self.customer("bob", "40", days_ago=108)
        self.cid = self.customer("cid", "22.50", days_ago=1)
        self.dan = self.customer("dan")
        self.join(self.ann, self.big, by_rule=True)
        self.join(
            self.bob, self.big, by_rule=True, unqualified_since=self.now - 8 * DAY
        )
        for each in (self.ann, self.bob, self.dan):
            self.join(each, self.twin, by_hand=True)
        rebuild_figures()

    def customer(self, name: str, *totals: str, days_ago: int = 0) -> int:
        pk = make_customer(name).pk
        users = get_user_model().objects.filter(pk=pk)
        users.update(first_name=name, last_name="Smith")
        for total in totals:
            past.place(pk, at=self.now - days_ago * DAY, total=total)
        return pk

    def join(self, pk: int, group: CustomerGroup, **values: Any) -> None:
        Membership.objects.create(
            customer_id=pk, group=group, since=self.now - 200 * DAY, **values
        )


@pytest.fixture
def reviewed(
    make_group: Callable[..., CustomerGroup],
    make_programme: Callable[..., LevelProgramme],
) -> Reviewed:
    return Reviewed(make_group, make_programme("Loyalty", Bronze="0", Silver="25"))


def rows(caller: Caller, name: str, **given: Any) -> list[dict[str, Any]]:
    found = caller.ask(LISTS[name], **given)
    assert found["totalCount"] == len(found["edges"])
    return [edge["node"] for edge in found["edges"]]


def test_who_has_ordered_nothing(analyst: Caller, reviewed: Reviewed) -> None:
    twin = id_of(reviewed.twin)

    found = rows(analyst, "Inactive", id=twin, days=100)

    assert [(each["name"], each["orders"], each["revenue"]) for each in found] == [
        ("bob Smith", 1, {"amount": 40.0, "currency": "USD"}),
        ("dan Smith", 0, {"amount": 0.0, "currency": "USD"}),
    ]
    assert found[1]["lastOrderAt"] is None
    assert found[0]["memberSince"]
    # A year, unless another time is given.
    assert [each["name"] for each in rows(analyst, "Inactive", id=twin)] == [
        "dan Smith"
    ]
    (first, *_) = rows(analyst, "Inactive", id=twin, days=80, currency="EUR")
    assert first["revenue"] == {"amount": 0.0, "currency": "EUR"}


def test_for_whom_conditions_will_no_longer_hold(
    analyst: Caller, reviewed: Reviewed
) -> None:
    big = id_of(reviewed.big)
    # An order 80 days ago counts for 100 days.
    last = (reviewed.now + 20 * DAY).astimezone(shop_zone()).date()

    assert rows(analyst, "Lapsing", id=big, days=19) == []
    (found,) = rows(analyst, "Lapsing", id=big, days=21)

    assert (found["name"], found["revenue"]["amount"]) == ("=ann Smith", 30.0)
    assert (found["endsOn"], found["leavesOn"], found["isKept"]) == (
        str(last),
        str(last + 10 * DAY),
        False,
    )


def test_who_is_close_to_the_next_level(analyst: Caller, reviewed: Reviewed) -> None:
    programme = id_of(reviewed.programme)

    (found,) = rows(analyst, "NearLevel", programme=programme)

    assert found["name"] == "cid Smith"
    assert (found["group"], found["programme"]) == (
        {"name": "Silver"},
        {"name": "Loyalty"},
    )
    assert (
        Decimal(str(found["value"])),
        Decimal(str(found["missing"])),
        found["missingPercent"],
        found["currency"],
    ) == (Decimal("22.5"), Decimal("2.5"), 10.0, "USD")
    assert rows(analyst, "NearLevel", percent="9.99") == []
    assert rows(analyst, "NearLevel", amount="2.49") == []
    assert len(rows(analyst, "NearLevel", amount="2.5")) == 1


def test_who_is_in_grace(analyst: Caller, reviewed: Reviewed) -> None:
    (found,) = rows(analyst, "InGrace")

    assert (found["name"], found["group"]) == ("bob Smith", {"name": "Big"})
    assert found["leavesAt"][:19] == (reviewed.now + 2 * DAY).isoformat()[:19]
    assert rows(analyst, "InGrace", id=id_of(reviewed.twin)) == []


def test_which_groups_overlap(analyst: Caller, reviewed: Reviewed) -> None:
    assert rows(analyst, "Overlap") == [
        {
            "first": {"name": "Big"},
            "second": {"name": "Twin"},
            "shared": 2,
            "smaller": 2,
            "percent": 100.0,
            "isProbablyOne": True,
        }
    ]


def test_who_finds_no_place(analyst: Caller, reviewed: Reviewed) -> None:
    assert [
        (each["name"], each["group"]["name"]) for each in rows(analyst, "Waiting")
    ] == [("cid Smith", "Big")]
    CustomerGroup.objects.filter(pk=reviewed.big.pk).update(capacity=3)
    assert rows(analyst, "Waiting", id=id_of(reviewed.big)) == []


def test_a_list_is_read_page_by_page(analyst: Caller, reviewed: Reviewed) -> None:
    found, after = [], None
    for _ in range(2):
        page = analyst.ask(
            LISTS["Inactive"], id=id_of(reviewed.twin), days=100, first=1, after=after
        )
        assert page["totalCount"] == 2
        found += [edge["node"]["name"] for edge in page["edges"]]
        after = page["pageInfo"]["endCursor"]

    assert found == ["bob Smith", "dan Smith"]
    assert page["pageInfo"]["hasNextPage"] is False


def test_lists_as_files(analyst: Caller, reviewed: Reviewed) -> None:
    both = make_staff(MANAGE_ORDERS, MANAGE_USERS, name="both")

    def lines(name: str, caller: Caller = both, **given: Any) -> list[str]:
        return caller.ask(EXPORT, review=name, **given).splitlines()

    last = (reviewed.now + 20 * DAY).astimezone(shop_zone()).date()
    big, twin = id_of(reviewed.big), id_of(reviewed.twin)
    head, first = lines("LAPSING", id=big, days=30)
    assert head == (
        "email,name,revenue,currency,last_order_at,member_since,ends_on,leaves_on,"
        "is_kept"
    )
    assert first.startswith("'=ann@example.com,'=ann Smith,30.00,USD,")
    assert first.endswith(f",{last},{last + 10 * DAY},no")
    _, without, never = lines("INACTIVE", analyst, id=twin, days=100)
    assert without.startswith(",bob Smith,40.00,USD,")
    assert never.startswith(",dan Smith,0.00,USD,,")
    assert lines("NEAR_LEVEL", bom=True, amount="3") == [
        "\ufeffemail,name,level,value,missing,missing_percent,currency",
        "cid@example.com,cid Smith,Silver,22.50,2.50,10.0000,USD",
    ]
    assert lines("IN_GRACE")[1].startswith("bob@example.com,bob Smith,Big,")
    assert lines("OVERLAP") == [
        "first,second,shared,smaller,percent,is_probably_one",
        "Big,Twin,2,2,100.00,yes",
    ]
    assert lines("WAITING")[1].startswith("cid@example.com,cid Smith,Big,")


def test_addresses_are_for_who_may_manage_users_too(
    analyst: Caller, reviewed: Reviewed
) -> None:
    both = make_staff(MANAGE_ORDERS, MANAGE_USERS, name="both")

    refused = analyst.post(EMAILS, id=id_of(reviewed.twin))
    assert set(refused.codes) == {"PermissionDenied"}
    (edge,) = both.ask(EMAILS, id=id_of(reviewed.twin))["edges"]
    assert edge["node"] == {"email": "dan@example.com"}


@pytest.mark.parametrize(
    ("name", "given", "message"),
    [
        ("Inactive", {"days": 0}, "days: Give a number of days from 1 to 3650."),
        ("Lapsing", {"days": 367}, "days: Give a number of days from 1 to 366."),
        ("Inactive", {"currency": "x"}, "currency: "),
        ("NearLevel", {"percent": "0"}, "percent: Give a number of percent above 0"),
        ("NearLevel", {"amount": "-1"}, "amount: Give an amount above 0, up to"),
        ("Overlap", {"after": "eA=="}, "Received cursor is invalid."),
    ],
)
def test_what_a_list_cannot_be_asked_with(
    analyst: Caller, gold: CustomerGroup, name: str, given: dict[str, Any], message: str
) -> None:
    needed = {"id": id_of(gold)} if name in ("Inactive", "Lapsing") else {}

    (error,) = analyst.post(LISTS[name], **needed, **given).errors

    assert error["message"].startswith(message)


def test_a_group_that_there_is_not_has_no_list(analyst: Caller, db: None) -> None:
    gone = "Q3VzdG9tZXJHcm91cDo5OTk="

    for name in ("Inactive", "Lapsing", "InGrace", "Waiting"):
        assert analyst.ask(LISTS[name], id=gone) is None
    assert analyst.ask(EXPORT, review="IN_GRACE", id=gone) is None
    (error,) = analyst.post(EXPORT, review="LAPSING").errors
    assert error["message"] == "groupId: Name the group to look at."


def test_others_may_not_ask(gold: CustomerGroup) -> None:
    for caller in (
        STRANGER,
        make_customer("eve"),
        make_staff(MANAGE_USERS, MANAGE_DISCOUNTS),
    ):
        for name, document in LISTS.items():
            needed = {"id": id_of(gold)} if "$id" in document else {}
            answer = caller.post(document, **needed)
            assert answer.codes == ["PermissionDenied"], name


def test_queries_do_not_grow_with_customers(
    analyst: Caller, reviewed: Reviewed
) -> None:
    rows(analyst, "Overlap")  # who asks is looked up once
    counts: dict[str, list[int]] = {name: [] for name in LISTS}
    for number in (1, 15):
        for place in range(number):
            lapsing = reviewed.customer(f"l{number}-{place}", "30", days_ago=90)
            reviewed.join(lapsing, reviewed.big, by_rule=True)
            grace = reviewed.customer(f"g{number}-{place}")
            reviewed.join(
                grace, reviewed.big, by_rule=True, unqualified_since=reviewed.now
            )
            reviewed.join(grace, reviewed.twin, by_hand=True)
            reviewed.customer(f"w{number}-{place}", "22.50", days_ago=1)
        rebuild_figures()
        for name, document in LISTS.items():
            needed = {"id": id_of(reviewed.big)} if "$id" in document else {}
            with counted() as queries:
                analyst.ask(document, first=50, **needed)
            counts[name].append(queries.count)

    assert all(one == many for one, many in counts.values()), counts
