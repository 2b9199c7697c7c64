"""Price lists as files: import and export them."""

from functools import partial
from io import StringIO
from typing import Any

import graphene
from django.db import transaction
from django.utils import timezone

from .... import tasks
from ....models import PriceList, PriceListImport
from ....port.graphql import saleor
from ....services.rules.price_lists import (
    price_list_file_rows,
    price_list_files,
    price_list_imports,
)
from ...base.arguments.uploads import read_upload
from ...base.errors import CustomerGroupMutation
from ...base.ids import filter_ids, get_price_list
from ...base.languages.words import Words, list_of_texts
from ...base.rights import MANAGE_DISCOUNTS, Restricted, actor, needs
from .price_list_types import (
    CustomerGroupPriceList,
    CustomerGroupPriceListBadRow,
    CustomerGroupPriceListImportJob,
)


class CustomerGroupPriceListFileForm(graphene.ObjectType):
    """The format of a file of prices, as it was recognized."""

    separator = graphene.String(
        required=True,
        description='What separates its cells, such as "semicolons".',
    )
    columns = graphene.List(
        graphene.NonNull(graphene.String),
        required=True,
        description="The names of its columns that are read.",
    )
    has_decimal_commas = graphene.Boolean(
        required=True, description="Whether a comma begins the decimals of a price."
    )


class CustomerGroupPriceListImport(CustomerGroupMutation):
    """Put the rows of a CSV file into a price list."""

    permission = MANAGE_DISCOUNTS
    price_list = graphene.Field(CustomerGroupPriceList, description="The price list.")
    added = graphene.Int(description="How many entries are new.")
    changed = graphene.Int(description="How many have another price.")
    unchanged = graphene.Int(description="How many stay as they are.")
    removed = graphene.Int(description="How many are taken out.")
    bad_rows = graphene.List(
        graphene.NonNull(CustomerGroupPriceListBadRow),
        description="The invalid rows. If there are any, nothing is changed.",
    )
    warnings = Words(
        list_of_texts,
        required=False,
        description=(
            "What was accepted although it is probably a mistake, such as prices many"
            " times the listing price."
        ),
    )
    form = graphene.Field(
        CustomerGroupPriceListFileForm,
        description="The format of the file, as it was recognized.",
    )
    job = graphene.Field(
        CustomerGroupPriceListImportJob,
        description=(
            "For a file of more than 20,000 rows, which is imported in the background:"
            " ask it for everything else. Null for a smaller one."
        ),
    )

    class Meta:
        description = (
            "Put the rows of a CSV file into a price list: all of them, or none. The"
            " columns are sku, currency, min_quantity and unit_price; variant, the id,"
            " may stand for the SKU. There are at most 200,000 rows and 20 MB. Give"
            " either the file or its text." + needs(MANAGE_DISCOUNTS)
        )

    class Arguments:
        id = graphene.ID(required=True, description="The id of the list.")
        file = graphene.Argument(
            lambda: saleor().Upload,
            description="The file, in a GraphQL multipart request.",
        )
        csv = graphene.String(description="The text of the file.")
        replace = graphene.Boolean(
            default_value=False, description="Take out what the file does not name."
        )
        allow_empty = graphene.Boolean(
            default_value=False,
            description="Let `replace` with a file without rows take everything out.",
        )
        dry_run = graphene.Boolean(
            default_value=False,
            description="Change nothing, and answer what would change.",
        )

    @classmethod
    def change(
        cls,
        info: Any,
        *,
        id: str,
        replace: bool,
        dry_run: bool,
        allow_empty: bool | None = False,
        file: Any = None,
        csv: str | None = None,
    ) -> Any:
        """Import the file, or have it imported in the background."""
        price_list = get_price_list(id)
        content, field = read_upload(info, file, csv)
        form, rows = price_list_file_rows.read_file(content, field=field)
        if len(rows) > price_list_imports.IMMEDIATE_ROWS:
            noted = price_list_imports.enqueue_import(
                price_list=price_list,
                content=content,
                rows=len(rows),
                replace_all=replace,
                dry_run=dry_run,
                actor=actor(info),
                now=timezone.now(),
            )
            transaction.on_commit(partial(tasks.import_price_list.delay, noted.pk))
            # Without a broker the import has run by now.
            noted.refresh_from_db()
            return cls(price_list=price_list, form=form, job=noted)
        done = price_list_files.import_rows(
            price_list=price_list,
            rows=rows,
            replace_all=replace,
            allow_empty=bool(allow_empty),
            dry_run=dry_run,
            now=timezone.now(),
        )
        return cls(
            price_list=price_list,
            form=form,
            added=done.added,
            changed=done.changed,
            unchanged=done.unchanged,
            removed=done.removed,
            bad_rows=done.bad_rows,
            warnings=done.warnings,
        )


class PriceListFileQueries(graphene.ObjectType):
    """What can be asked about price lists as files."""

    customer_group_price_list_export = Restricted(
        graphene.String,
        permission=MANAGE_DISCOUNTS,
        description="A price list as CSV, which can be imported again.",
        id=graphene.ID(required=True, description="The id of the list."),
    )
    customer_group_price_list_import_job = Restricted(
        CustomerGroupPriceListImportJob,
        permission=MANAGE_DISCOUNTS,
        description="Look up the import of a large file, to see how far it has come.",
        id=graphene.ID(required=True, description="The id of the import."),
    )

    @staticmethod
    def resolve_customer_group_price_list_export(
        _root: Any, _info: Any, *, id: str
    ) -> str | None:
        """Write the list."""
        pks = filter_ids([id], "CustomerGroupPriceList")
        price_list = PriceList.objects.filter(pk__in=pks).first()
        if price_list is None:
            return None
        file = StringIO()
        price_list_files.export_entries(price_list=price_list, file=file)
        return file.getvalue()

    @staticmethod
    def resolve_customer_group_price_list_import_job(
        _root: Any, _info: Any, *, id: str
    ) -> PriceListImport | None:
        """Find the import."""
        pks = filter_ids([id], "CustomerGroupPriceListImportJob")
        rows = PriceListImport.objects.filter(pk__in=pks)
        return rows.defer("content").first()


class PriceListFileMutations(graphene.ObjectType):
    """What can be done with price lists as files."""

    customer_group_price_list_import = CustomerGroupPriceListImport.Field()
