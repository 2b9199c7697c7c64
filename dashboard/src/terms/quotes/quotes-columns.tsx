import { Button } from "@saleor/macaw-ui";
import { useMay } from "../../app/session";
import { Customer, CustomerLink } from "../../membership/customer";
import { useText } from "../../text";
import { State, type Tone } from "../../ui/messages/notices";
import type { Column } from "../../ui/table/columns";
import css from "../../ui/ui.module.css";
import { Moment, Money } from "../../ui/values/values";
import { OrderLink } from "../order-words";
import { maySend, mayWithdraw, type Quote, saidBy } from "./quote-values";

const TONES: Partial<Record<Quote["status"], Tone>> = {
  REQUESTED: "warning",
  SENT: "plain",
  ACCEPTED: "good",
  DECLINED: "bad",
};

interface Acts {
  onSend: (quote: Quote) => void;
  onWithdraw: (quote: Quote) => void;
}

/** What is shown of a quote. */
export function useQuoteColumns(acts: Acts): Column<Quote>[] {
  const t = useText();
  const mayOpen = useMay("MANAGE_USERS");
  return [
    {
      name: "number",
      title: t("quotes.number"),
      fixed: true,
      cell: ({ orderId, number, status }) =>
        orderId ? (
          <OrderLink id={orderId} number={number} draft={status !== "ACCEPTED"} />
        ) : (
          <bdi>{`#${number}`}</bdi>
        ),
    },
    {
      name: "customer",
      title: t("items.customer"),
      cell: ({ customer }) =>
        mayOpen ? <CustomerLink person={customer} /> : <Customer person={customer} />,
    },
    {
      name: "said",
      title: t("quotes.said"),
      cell: (quote) => <bdi className={css.text}>{saidBy(quote) || "–"}</bdi>,
    },
    {
      name: "total",
      title: t("items.total"),
      number: true,
      cell: ({ total }) => (total ? <Money {...total.gross} /> : <>–</>),
    },
    {
      name: "until",
      title: t("quotes.until"),
      cell: ({ validUntil }) => <Moment at={validUntil} />,
    },
    {
      name: "updated",
      title: t("quotes.updated"),
      optional: true,
      cell: ({ updatedAt }) => <Moment at={updatedAt} />,
    },
    {
      name: "state",
      title: t("quotes.state"),
      cell: ({ status }) => (
        <State tone={TONES[status]}>{t(`quotes.state.${status}`)}</State>
      ),
    },
    {
      name: "actions",
      title: t("items.actions"),
      titleHidden: true,
      fixed: true,
      cell: (quote) => <Actions quote={quote} {...acts} />,
    },
  ];
}

function Actions(props: Acts & { quote: Quote }) {
  const t = useText();
  const { quote } = props;
  const number = `#${quote.number}`;
  const first = quote.status === "REQUESTED";
  return (
    <span className={css.row}>
      {maySend(quote.status) && quote.orderId && (
        <Button
          variant="secondary"
          aria-label={t(first ? "quotes.send.one" : "quotes.send.again.one", {
            number,
          })}
          onClick={() => props.onSend(quote)}
        >
          {t(first ? "quotes.send" : "quotes.send.again")}
        </Button>
      )}
      {mayWithdraw(quote.status) && (
        <Button
          variant="secondary"
          aria-label={t("quotes.withdraw.one", { number })}
          onClick={() => props.onWithdraw(quote)}
        >
          {t("quotes.withdraw")}
        </Button>
      )}
    </span>
  );
}
