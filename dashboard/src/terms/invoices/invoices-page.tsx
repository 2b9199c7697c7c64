import type { ResultOf } from "../../api/graphql";
import { useAsk } from "../../api/hooks";
import { pageOf, useView } from "../../app/address";
import { useMay } from "../../app/session";
import { CustomerLink } from "../../membership/customer";
import { useText } from "../../text";
import { Empty } from "../../ui/messages/notices";
import { Page } from "../../ui/page";
import type { Column } from "../../ui/table/columns";
import { Table } from "../../ui/table/table";
import css from "../../ui/ui.module.css";
import { Money } from "../../ui/values/values";
import { CalendarDay, OrderLink } from "../order-words";
import { DownloadButton } from "./download-button";
import { INVOICES } from "./invoice-documents";

type Invoice = NonNullable<
  ResultOf<typeof INVOICES>["customerGroupInvoices"]
>["edges"][number]["node"];

/** The invoices of the shop, the latest first. */
export default function InvoicesPage() {
  const t = useText();
  const { view, change } = useView();
  const withCustomers = useMay("MANAGE_USERS");
  const asked = useAsk(
    INVOICES,
    { ...pageOf(view), filter: { search: view.search || null }, withCustomers },
    { keep: true },
  );
  return (
    <Page title={t("invoices.title")}>
      <Table
        name="invoices"
        label={t("invoices.title")}
        columns={useColumns(withCustomers)}
        list={asked.data?.customerGroupInvoices}
        query={asked}
        idOf={({ id }) => id}
        nameOf={({ number }) => number}
        view={view}
        change={change}
        empty={<Empty title={t("invoices.empty")}>{t("invoices.empty.text")}</Empty>}
      />
    </Page>
  );
}

function useColumns(withCustomers: boolean): Column<Invoice>[] {
  const t = useText();
  const customer: Column<Invoice> = {
    name: "customer",
    title: t("items.customer"),
    cell: ({ customer }) => <CustomerLink person={customer ?? null} />,
  };
  return [
    {
      name: "number",
      title: t("invoices.number"),
      fixed: true,
      cell: ({ number }) => <bdi>{number}</bdi>,
    },
    {
      name: "order",
      title: t("items.order"),
      cell: ({ orderId, orderNumber, purchaseOrderNumber }) => (
        <>
          <OrderLink id={orderId} number={orderNumber} />
          {purchaseOrderNumber && (
            <div className={css.quiet}>
              <bdi>{purchaseOrderNumber}</bdi>
            </div>
          )}
        </>
      ),
    },
    ...(withCustomers ? [customer] : []),
    {
      name: "issued",
      title: t("invoices.issuedOn"),
      cell: ({ issuedOn }) => <CalendarDay day={issuedOn} />,
    },
    {
      name: "due",
      title: t("items.due"),
      cell: ({ dueOn }) => <CalendarDay day={dueOn} />,
    },
    {
      name: "total",
      title: t("items.total"),
      number: true,
      cell: ({ total }) => <Money {...total} />,
    },
    {
      name: "actions",
      title: t("items.actions"),
      titleHidden: true,
      fixed: true,
      cell: ({ number, url }) => <DownloadButton number={number} url={url} />,
    },
  ];
}
