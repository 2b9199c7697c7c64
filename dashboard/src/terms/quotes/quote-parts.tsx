import { Button } from "@saleor/macaw-ui";
import { useText } from "../../text";
import { State, type Tone } from "../../ui/messages/notices";
import css from "../../ui/ui.module.css";
import { DueOn } from "../order-words";
import { maySend, mayWithdraw, type Quote } from "./quote-values";

const TONES: Partial<Record<Quote["status"], Tone>> = {
  REQUESTED: "warning",
  SENT: "plain",
  ACCEPTED: "good",
  DECLINED: "bad",
};

export interface Acts {
  onSend: (quote: Quote) => void;
  onWithdraw: (quote: Quote) => void;
}

/** How far a quote has come. */
export function StateOf({ quote }: { quote: Pick<Quote, "status"> }) {
  const t = useText();
  const { status } = quote;
  return <State tone={TONES[status]}>{t(`quotes.state.${status}`)}</State>;
}

/** How an accepted quote is paid. */
export function OnTerms({ quote }: { quote: Pick<Quote, "terms"> }) {
  const t = useText();
  const { terms } = quote;
  if (!terms) return <>{t("quotes.paid.online")}</>;
  return (
    <>
      {terms.state === "OPEN"
        ? t("quotes.paid.terms")
        : t("quotes.paid.termsState", { state: t(`items.state.${terms.state}`) })}{" "}
      {terms.dueOn && <DueOn of={terms} />}
    </>
  );
}

/** What staff can do with a quote. */
export function Actions(props: Acts & { quote: Quote }) {
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
