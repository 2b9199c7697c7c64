import { Button } from "@saleor/macaw-ui";
import { useState } from "react";
import { useAsk } from "../../api/hooks";
import { pageOf, useView, type View } from "../../app/address";
import { useMay } from "../../app/session";
import { useText } from "../../text";
import { ExportButton } from "../../ui/export-button";
import { Empty } from "../../ui/messages/notices";
import { Page } from "../../ui/page";
import { FilterSelect } from "../../ui/table/filters";
import { Table } from "../../ui/table/table";
import { IssueDialog } from "../invoices/issue-dialog";
import { Aging } from "./aging";
import { ChangesDialog } from "./changes-dialog";
import { AGING, EXPORT_ITEMS, OPEN_ITEMS } from "./item-documents";
import { filterOf, OFFLINE, type OpenItem, STATES } from "./item-values";
import { useItemColumns } from "./items-columns";
import { PaymentsDialog } from "./payments-dialog";
import { PaymentsFile } from "./payments-file";
import { RejectDialog } from "./reject-dialog";

/** Orders that are not paid online: what is open, since when, and what waits. */
export default function ItemsPage() {
  const t = useText();
  const { view, change } = useView();
  const withCustomers = useMay("MANAGE_USERS");
  const [paid, setPaid] = useState<OpenItem[] | null>(null);
  const [rejected, setRejected] = useState<OpenItem | null>(null);
  const [looked, setLooked] = useState<OpenItem | null>(null);
  const [invoiced, setInvoiced] = useState<OpenItem | null>(null);
  const filter = filterOf(view);
  const items = useAsk(
    OPEN_ITEMS,
    { ...pageOf(view), filter, withCustomers },
    { keep: true },
  );
  const list = items.data?.customerGroupOpenItems;
  const columns = useItemColumns({
    withCustomers,
    onPaid: (item) => setPaid([item]),
    onReject: setRejected,
    onChanges: setLooked,
    onInvoice: setInvoiced,
  });
  return (
    <Page
      title={t("items.title")}
      actions={
        <>
          <PaymentsFile />
          <ExportButton
            document={EXPORT_ITEMS}
            variables={{ filter }}
            name="open-items"
          />
        </>
      }
    >
      <Aging />
      <Table
        name="open-items"
        label={t("items.title")}
        columns={columns}
        list={list}
        query={items}
        idOf={({ id }) => id}
        nameOf={({ number }) => `#${number}`}
        view={view}
        change={change}
        filters={<Filters view={view} change={change} />}
        bulk={(ids, clear) => {
          const chosen = (list?.edges ?? [])
            .map(({ node }) => node)
            .filter(({ id, state }) => ids.includes(id) && state === "OPEN");
          return (
            <>
              <Button
                variant="secondary"
                disabled={chosen.length === 0}
                onClick={() => setPaid(chosen)}
              >
                {t("items.pay.several", { count: chosen.length })}
              </Button>
              <Button variant="tertiary" onClick={clear}>
                {t("cancel")}
              </Button>
            </>
          );
        }}
        empty={<Empty title={t("account.noItems")}>{t("items.empty")}</Empty>}
      />
      {paid && <PaymentsDialog items={paid} onClose={() => setPaid(null)} />}
      {looked && <ChangesDialog item={looked} onClose={() => setLooked(null)} />}
      {invoiced && <IssueDialog order={invoiced} onClose={() => setInvoiced(null)} />}
      {rejected && <RejectDialog item={rejected} onClose={() => setRejected(null)} />}
    </Page>
  );
}

function Filters(props: {
  view: View;
  change: (changed: Record<string, string | null>) => void;
}) {
  const t = useText();
  const aging = useAsk(AGING, {}, { aside: true });
  const groups = new Map(
    aging.data?.groups?.map((row) => [row.groupCode ?? "", row.groupName]),
  );
  return (
    <>
      <FilterSelect
        {...props}
        name="state"
        label={t("items.state")}
        none={t("items.state.any")}
        options={STATES.map((value) => ({ value, label: t(`items.state.${value}`) }))}
      />
      <FilterSelect
        {...props}
        name="overdue"
        label={t("items.overdue")}
        options={[
          { value: "yes", label: t("items.overdue.yes") },
          { value: "no", label: t("items.overdue.no") },
        ]}
      />
      <FilterSelect
        {...props}
        name="group"
        label={t("items.group")}
        options={[...groups]
          .filter(([code]) => code)
          .map(([value, label]) => ({ value, label }))}
      />
      <FilterSelect
        {...props}
        name="option"
        label={t("items.option")}
        options={OFFLINE.map((value) => ({
          value,
          label: t(`terms.option.${value}`),
        }))}
      />
    </>
  );
}
