import { useState } from "react";
import { useAsk, useChange } from "../../api/hooks";
import { pageOf, useView } from "../../app/address";
import { useText } from "../../text";
import { ConfirmDialog } from "../../ui/dialogs";
import { Empty, Notice, useFaultText } from "../../ui/messages/notices";
import { useToast } from "../../ui/messages/toasts";
import { Page } from "../../ui/page";
import { FilterSelect } from "../../ui/table/filters";
import { Table } from "../../ui/table/table";
import css from "../../ui/ui.module.css";
import { QUOTES, WITHDRAW_QUOTE } from "./quote-documents";
import { filterOf, type Quote, STATES } from "./quote-values";
import { useQuoteColumns } from "./quotes-columns";
import { SendDialog } from "./send-dialog";

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

function WithdrawDialog(props: { quote: Quote; onClose: () => void }) {
  const t = useText();
  const toast = useToast();
  const textOf = useFaultText();
  const withdraw = useChange(WITHDRAW_QUOTE);
  const number = `#${props.quote.number}`;
  return (
    <ConfirmDialog
      open
      title={t("quotes.withdraw.one", { number })}
      confirmLabel={t("quotes.withdraw")}
      busy={withdraw.isPending}
      onClose={props.onClose}
      onConfirm={() =>
        withdraw.mutate(
          { id: props.quote.id },
          {
            onSuccess: () => {
              toast(t("quotes.withdrawn", { number }));
              props.onClose();
            },
          },
        )
      }
    >
      {withdraw.error && <Notice tone="bad">{textOf(withdraw.error)}</Notice>}
      <p className={css.text}>{t("quotes.withdraw.text")}</p>
    </ConfirmDialog>
  );
}
