"""Price lists over GraphQL."""

from decimal import Decimal
from typing import Any

import pytest
from graphene import Node

from saleor_customer_groups.models import PriceList, PriceListEntry
from saleor_customer_groups.services.rules.price_lists import price_list_imports
from tests.owner import Shop
from tests.storefront import Refused, Storefront

FIELDS = "id name code tiersCount entriesCount groups { name }"
CREATE = f"""mutation($input: CustomerGroupPriceListCreateInput!) {{
  customerGroupPriceListCreate(input: $input) {{
    priceList {{ {FIELDS} }} errors {{ field code message }}
  }}
}}"""
UPDATE = f"""mutation($id: ID!, $input: CustomerGroupPriceListInput!) {{
  customerGroupPriceListUpdate(id: $id, input: $input) {{
    priceList {{ {FIELDS} }} errors {{ field code message }}
  }}
}}"""
DELETE = """mutation($id: ID!) {
  customerGroupPriceListDelete(id: $id) {
    priceList { id } errors { field code message }
  }
}"""
PUT = """mutation($id: ID!, $entries: [CustomerGroupPriceListEntryInput!]!) {
  customerGroupPriceListEntriesPut(id: $id, entries: $entries) {
    added changed errors { field code message }
  }
}"""
REMOVE = """mutation($id: ID!, $entries: [ID!]!) {
  customerGroupPriceListEntriesRemove(id: $id, entries: $entries) {
    removed errors { field code message }
  }
}"""
IMPORT = """mutation(
  $id: ID!, $file: Upload, $csv: String, $replace: Boolean, $dryRun: Boolean,
  $allowEmpty: Boolean
) {
  customerGroupPriceListImport(
    id: $id, file: $file, csv: $csv, replace: $replace, dryRun: $dryRun,
    allowEmpty: $allowEmpty
  ) {
    added changed unchanged removed badRows { line message }
    job { id state dryRun replace rows rowsDone startedBy }
    errors { field code message }
  }
}"""
JOB = """query($id: ID!) {
  customerGroupPriceListImportJob(id: $id) {
    state rows rowsDone added changed unchanged removed
    badRows { line message } badRowsCount problem startedAt finishedAt
  }
}"""
JOBS = """query($id: ID!) {
  customerGroupPriceList(id: $id) {
    importJobs(first: 5) { totalCount edges { node { id } } }
  }
}"""
HEADER = "sku,currency,min_quantity,unit_price\n"
READ = """query($id: ID!) {
  customerGroupPriceList(id: $id) {
    code entriesCount groups { name }
    entries(first: 10) {
      totalCount
      edges { node { id variantId minQuantity unitPrice { amount currency } } }
    }
  }
}"""
LIST = """{ customerGroupPriceLists(first: 5, search: "con") {
  totalCount edges { node { name } }
} }"""
EXPORT = "query($id: ID!) { customerGroupPriceListExport(id: $id) }"


@pytest.fixture
def owner(shop: Shop) -> Storefront:
    return shop.owner()


@pytest.fixture
def contract(shop: Shop, owner: Storefront) -> str:
    """The id of a price list for the group Trade."""
    trade = Node.to_global_id("CustomerGroup", shop.group("Trade").pk)
    payload = owner.change(CREATE, input={"name": "Contract", "groups": [trade]})
    assert payload["priceList"]["code"] == "contract"
    assert payload["priceList"]["groups"] == [{"name": "Trade"}]
    return payload["priceList"]["id"]


def variant_id(variant: Any) -> str:
    return Node.to_global_id("ProductVariant", variant.pk)


def test_a_list_is_filled_read_and_emptied(
    shop: Shop, owner: Storefront, contract: str
) -> None:
    entries = [
        {"variant": variant_id(shop.latte), "currency": "USD", "unitPrice": "8.50"},
        {
            "variant": variant_id(shop.latte),
            "currency": "USD",
            "minQuantity": 10,
            "unitPrice": "7.00",
        },
    ]

    put = owner.change(PUT, id=contract, entries=entries)
    read = owner.ask(READ, id=contract)["customerGroupPriceList"]
    nodes = [edge["node"] for edge in read["entries"]["edges"]]
    removed = owner.change(REMOVE, id=contract, entries=[nodes[0]["id"]])

    assert (put["added"], put["changed"]) == (2, 0)
    assert read["entriesCount"] == read["entries"]["totalCount"] == 2
    assert [
        (node["variantId"], node["minQuantity"], node["unitPrice"]) for node in nodes
    ] == [
        (variant_id(shop.latte), 1, {"amount": 8.5, "currency": "USD"}),
        (variant_id(shop.latte), 10, {"amount": 7.0, "currency": "USD"}),
    ]
    assert removed["removed"] == 1
    assert PriceListEntry.objects.get().min_quantity == 10


def test_a_list_is_changed_found_and_deleted(owner: Storefront, contract: str) -> None:
    given = {"name": "Contracts 2027", "tiersCount": "PRODUCT"}
    changed = owner.change(UPDATE, id=contract, input=given)
    found = owner.ask(LIST)["customerGroupPriceLists"]
    owner.change(DELETE, id=contract)

    assert changed["priceList"]["name"] == "Contracts 2027"
    assert changed["priceList"]["tiersCount"] == "PRODUCT"
    assert found == {"totalCount": 1, "edges": [{"node": {"name": "Contracts 2027"}}]}
    assert not PriceList.objects.exists()


def test_a_text_is_imported_and_exported(owner: Storefront, contract: str) -> None:
    csv = HEADER + "latte,USD,1,8.50\n"

    dry = owner.change(IMPORT, id=contract, csv=csv, dryRun=True)
    after_dry_run = PriceListEntry.objects.count()
    done = owner.change(IMPORT, id=contract, csv=csv)
    bad = owner.change(IMPORT, id=contract, csv=csv + "moon,USD,1,1\n")
    exported = owner.ask(EXPORT, id=contract)["customerGroupPriceListExport"]

    assert (dry["added"], after_dry_run, done["added"]) == (1, 0, 1)
    assert bad["badRows"] == [
        {"line": 3, "message": "There is no variant with the SKU moon."}
    ]
    assert exported == csv


def test_a_file_without_rows_empties_a_list_only_where_that_is_said(
    owner: Storefront, contract: str
) -> None:
    owner.change(IMPORT, id=contract, csv=HEADER + "latte,USD,1,8.50\n")
    given = {"id": contract, "csv": f"\n{HEADER}", "replace": True}
    before = list(PriceListEntry.objects.values())

    refused = owner.ask(IMPORT, **given)["customerGroupPriceListImport"]
    dry = owner.change(IMPORT, **given, allowEmpty=True, dryRun=True)
    unchanged = list(PriceListEntry.objects.values()) == before
    done = owner.change(IMPORT, **given, allowEmpty=True)

    assert [(each["field"], each["code"]) for each in refused["errors"]] == [
        ("file", "REQUIRED")
    ]
    assert unchanged
    assert (dry["removed"], done["removed"]) == (1, 1)
    assert not PriceListEntry.objects.exists()


def test_a_file_is_uploaded(owner: Storefront, contract: str) -> None:
    file = (HEADER + "latte,USD,1,8.500\n").encode()

    done = owner.upload(IMPORT, file=file, id=contract)

    assert (done["added"], done["badRows"], done["job"]) == (1, [], None)
    assert PriceListEntry.objects.get().unit_price_amount == Decimal("8.5")


@pytest.mark.parametrize(
    ("given", "field", "code"),
    [
        ({}, "file", "REQUIRED"),
        ({"csv": HEADER, "file": "0"}, "file", "REQUIRED"),
        ({"file": "0"}, "file", "REQUIRED"),
        ({"csv": "sku;price"}, "csv", "INVALID"),
    ],
)
def test_what_is_no_file_is_a_typed_error(
    owner: Storefront, contract: str, given: dict[str, Any], field: str, code: str
) -> None:
    with pytest.raises(Refused) as refused:
        owner.change(IMPORT, id=contract, **given)

    assert [(each["field"], each["code"]) for each in refused.value.errors] == [
        (field, code)
    ]


def test_a_large_file_is_imported_in_the_background(
    owner: Storefront,
    contract: str,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Any,
) -> None:
    monkeypatch.setattr(price_list_imports, "IMMEDIATE_ROWS", 1)
    good = HEADER + "latte,USD,1,8.50\nlatte,USD,5,8.00\n"

    with django_capture_on_commit_callbacks() as work:
        noted = owner.upload(IMPORT, file=good.encode(), id=contract)
    waiting = owner.ask(JOB, id=noted["job"]["id"])["customerGroupPriceListImportJob"]
    before = PriceListEntry.objects.count()
    work[0]()
    done = owner.ask(JOB, id=noted["job"]["id"])["customerGroupPriceListImportJob"]
    with django_capture_on_commit_callbacks(execute=True):
        bad = owner.change(IMPORT, id=contract, csv=good + "moon,USD,1,1\n")
    failed = owner.ask(JOB, id=bad["job"]["id"])["customerGroupPriceListImportJob"]
    jobs = owner.ask(JOBS, id=contract)["customerGroupPriceList"]["importJobs"]

    assert noted["added"] is None
    assert {**noted["job"], "id": None} == {
        "id": None,
        "state": "PENDING",
        "dryRun": False,
        "replace": False,
        "rows": 2,
        "rowsDone": 0,
        "startedBy": "owner@example.com",
    }
    assert (waiting["state"], waiting["startedAt"], before) == ("PENDING", None, 0)
    assert (done["state"], done["rowsDone"], done["added"]) == ("DONE", 2, 2)
    assert done["finishedAt"]
    assert done["problem"] is None
    assert (failed["state"], failed["badRowsCount"]) == ("FAILED", 1)
    assert failed["badRows"] == [
        {"line": 4, "message": "There is no variant with the SKU moon."}
    ]
    assert [edge["node"]["id"] for edge in jobs["edges"]] == [
        bad["job"]["id"],
        noted["job"]["id"],
    ]
    assert PriceListEntry.objects.count() == 2


@pytest.mark.parametrize(
    ("entry", "field", "code"),
    [
        ({"unitPrice": "-1"}, "entries.0", "INVALID"),
        ({"currency": "XYZ"}, "entries.0", "INVALID"),
        ({"minQuantity": 0}, "entries.0", "INVALID"),
        (
            {"variant": variant_id(type("V", (), {"pk": 10**6}))},
            "entries.0.variant",
            "NOT_FOUND",
        ),
        ({"variant": "nonsense"}, "entries.0.variant", "GRAPHQL_ERROR"),
    ],
)
def test_a_bad_entry_is_a_typed_error_with_its_place(
    shop: Shop,
    owner: Storefront,
    contract: str,
    entry: dict[str, Any],
    field: str,
    code: str,
) -> None:
    good = {"variant": variant_id(shop.latte), "currency": "USD", "unitPrice": "8.50"}

    with pytest.raises(Refused) as refused:
        owner.change(PUT, id=contract, entries=[{**good, **entry}])

    assert [(each["field"], each["code"]) for each in refused.value.errors] == [
        (field, code)
    ]
    assert not PriceListEntry.objects.exists()


def test_nobody_without_the_right_comes_near_a_list(
    shop: Shop, owner: Storefront, contract: str
) -> None:
    strangers = [Storefront(), Storefront().register("ann@example.com")]
    group = Node.to_global_id("CustomerGroup", shop.default_group().pk)
    csv = HEADER + "latte,USD,1,8.50\n"
    entry = {"variant": variant_id(shop.latte), "currency": "USD", "unitPrice": "1"}
    asked: list[tuple[str, dict[str, Any]]] = [
        (CREATE, {"input": {"name": "Mine", "groups": [group]}}),
        (UPDATE, {"id": contract, "input": {"name": "Mine"}}),
        (DELETE, {"id": contract}),
        (PUT, {"id": contract, "entries": [entry]}),
        (REMOVE, {"id": contract, "entries": []}),
        (IMPORT, {"id": contract, "csv": csv}),
        (READ, {"id": contract}),
        (LIST, {}),
        (EXPORT, {"id": contract}),
        (JOB, {"id": Node.to_global_id("CustomerGroupPriceListImportJob", 1)}),
    ]
    for stranger in strangers:
        for document, variables in asked:
            with pytest.raises(Refused):
                stranger.ask(document, **variables)

    assert PriceList.objects.get().name == "Contract"
    assert not PriceListEntry.objects.exists()


def test_the_answer_of_a_dry_run_names_the_lists_that_would_go_with_a_group(
    shop: Shop, owner: Storefront, contract: str
) -> None:
    document = """mutation($id: ID!) {
      customerGroupDelete(id: $id, dryRun: true) {
        priceLists { id name } errors { field code message }
      }
    }"""
    trade = PriceList.objects.get().groups.get()

    payload = owner.change(document, id=Node.to_global_id("CustomerGroup", trade.pk))

    assert payload["priceLists"] == [{"id": contract, "name": "Contract"}]
    assert PriceList.objects.get().groups.get() == trade
