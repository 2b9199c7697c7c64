import { useState } from "react";
import { useAsk } from "../../api/hooks";
import { pageOf, sortingOf, useView } from "../../app/address";
import { useText } from "../../text";
import { BusyButton } from "../../ui/busy-button";
import { ExportButton } from "../../ui/export-button";
import { Empty, Fault } from "../../ui/messages/notices";
import { useToast } from "../../ui/messages/toasts";
import { variantName } from "../../ui/pickers/catalogue";
import type { Column } from "../../ui/table/columns";
import { FilterSelect } from "../../ui/table/filters";
import { Table } from "../../ui/table/table";
import css from "../../ui/ui.module.css";
import { Count } from "../../ui/values/values";
import { AddEntry } from "./add-entry";
import { ENTRIES, type Entry, type PriceList } from "./documents";
import { useEntryChanges } from "./entry-changes";
import { EXPORT } from "./imports/documents";
import { ImportButton } from "./imports/import-button";
import { LatestImport } from "./imports/latest-import";
import { PriceCell } from "./price-cell";

const SORTS = {
  product: "PRODUCT_NAME",
  sku: "SKU",
  quantity: "MIN_QUANTITY",
  price: "UNIT_PRICE_AMOUNT",
} as const;

/** The prices of a price list: searched, changed in their place, in and out as a file. */
export function Entries(props: { list: PriceList }) {
  const t = useText();
  const toast = useToast();
  const { id, name } = props.list;
  const { view, change } = useView("product");
  const { currency = null } = view.filters;
  // Also those of no channel; and the chosen one, of which there may be none any more.
  const currencies = [...new Set([...(props.list.currencies ?? []), currency])].filter(
    (each) => each !== null,
  );
  const [fault, setFault] = useState<Error | null>(null);
  const asked = useAsk(
    ENTRIES,
    {
      id,
      ...pageOf(view),
      search: view.search || null,
      currency,
      sortBy: sortingOf(view, SORTS),
    },
    { keep: true },
  );
  const list = asked.data?.customerGroupPriceList;
  const changes = useEntryChanges(id, list?.updatedAt ?? null);
  const remove = async (ids: string[], clear: () => void) => {
    setFault(null);
    try {
      const { removed } = await changes.remove(ids);
      toast(t("entries.removed", { count: removed }));
      clear();
    } catch (error) {
      setFault(error as Error);
    }
  };
  const columns: Column<Entry>[] = [
    {
      name: "product",
      title: t("entries.product"),
      sortable: true,
      fixed: true,
      cell: (entry) => <bdi>{variantName(entry.variant)}</bdi>,
    },
    {
      name: "sku",
      title: t("entries.sku"),
      sortable: true,
      cell: (entry) => <bdi>{entry.variant?.sku}</bdi>,
    },
    {
      name: "quantity",
      title: t("entries.from"),
      sortable: true,
      number: true,
      cell: (entry) => <Count value={entry.minQuantity} />,
    },
    {
      name: "price",
      title: t("entries.price"),
      sortable: true,
      fixed: true,
      cell: (entry) => (
        <PriceCell
          entry={entry}
          put={changes.put}
          reload={async () => {
            const { data } = await asked.refetch();
            const edges = data?.customerGroupPriceList?.entries?.edges ?? [];
            return edges.find(({ node }) => node.id === entry.id)?.node.unitPrice
              .amount;
          }}
        />
      ),
    },
  ];
  return (
    <div className={css.stack}>
      <AddEntry put={changes.put} busy={changes.busy} />
      <div className={css.row}>
        <ImportButton list={props.list} />
        <ExportButton document={EXPORT} variables={{ id }} name={name} />
      </div>
      <LatestImport id={id} />
      {fault && <Fault error={fault} />}
      <Table
        name="price-list-entries"
        label={t("lists.entries")}
        columns={columns}
        list={list?.entries}
        query={asked}
        idOf={(entry) => entry.id}
        nameOf={(entry) => variantName(entry.variant)}
        view={view}
        change={change}
        filters={
          currencies.length > 1 && (
            <FilterSelect
              name="currency"
              label={t("entries.currency")}
              options={currencies.map((value) => ({ value, label: value }))}
              {...{ view, change }}
            />
          )
        }
        bulk={(ids, clear) => (
          <BusyButton
            variant="secondary"
            busy={changes.busy}
            onClick={() => void remove(ids, clear)}
          >
            {t("entries.remove")}
          </BusyButton>
        )}
        empty={<Empty title={t("entries.empty")}>{t("entries.emptyText")}</Empty>}
      />
    </div>
  );
}
