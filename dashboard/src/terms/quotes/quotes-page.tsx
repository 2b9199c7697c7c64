import { useState } from "react";
import { useAsk } from "../../api/hooks";
import { pageOf, useView } from "../../app/address";
import { useText } from "../../text";
import { Empty } from "../../ui/messages/notices";
import { Page } from "../../ui/page";
import { FilterSelect } from "../../ui/table/filters";
import { Table } from "../../ui/table/table";
import { QUOTES } from "./quote-documents";
import { filterOf, type Quote, STATES } from "./quote-values";
import { useQuoteColumns } from "./quotes-columns";
import { SendDialog } from "./send-dialog";
import { WithdrawDialog } from "./withdraw-dialog";

/** The quotes of all customers, the latest first. */
export default function QuotesPage() {
  const t = useText();
  const { view, change } = useView();
  const [sent, setSent] = useState<Quote | null>(null);
  const [withdrawn, setWithdrawn] = useState<Quote | null>(null);
  const asked = useAsk(
    QUOTES,
    { ...pageOf(view), filter: filterOf(view) },
    { keep: true },
  );
  return (
    <Page title={t("quotes.title")}>
      <Table
        name="quotes"
        label={t("quotes.title")}
        columns={useQuoteColumns({ onSend: setSent, onWithdraw: setWithdrawn })}
        list={asked.data?.customerGroupQuotes}
        query={asked}
        idOf={({ id }) => id}
        nameOf={({ number }) => `#${number}`}
        view={view}
        change={change}
        searchable={false}
        filters={
          <FilterSelect
            {...{ view, change }}
            name="state"
            label={t("quotes.state")}
            options={STATES.map((value) => ({
              value,
              label: t(`quotes.state.${value}`),
            }))}
          />
        }
        empty={<Empty title={t("quotes.empty")}>{t("quotes.empty.text")}</Empty>}
      />
      {sent && <SendDialog quote={sent} onClose={() => setSent(null)} />}
      {withdrawn && (
        <WithdrawDialog quote={withdrawn} onClose={() => setWithdrawn(null)} />
      )}
    </Page>
  );
}
