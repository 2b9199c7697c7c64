import { useState } from "react";
import { useAsk } from "../../api/hooks";
import { useIdOfPage } from "../../app/address";
import { useMay } from "../../app/session";
import { Customer, CustomerLink } from "../../membership/customer";
import { By } from "../../membership/history/ledger-words";
import { useText } from "../../text";
import { Asked, NotFound } from "../../ui/messages/notices";
import { Card, Facts, Page } from "../../ui/page";
import css from "../../ui/ui.module.css";
import { Moment, Money } from "../../ui/values/values";
import { OrderLink } from "../order-words";
import { ONE_QUOTE } from "./quote-documents";
import { Actions, OnTerms, StateOf } from "./quote-parts";
import { nameOfLine, type Quote, type WholeQuote } from "./quote-values";
import { SendDialog } from "./send-dialog";
import { WithdrawDialog } from "./withdraw-dialog";

/** One quote: what is offered, what was said, and who did what when. */
export default function QuotePage() {
  const asked = useAsk(ONE_QUOTE, { id: useIdOfPage() });
  return (
    <Asked whole of={asked}>
      {({ customerGroupQuote: quote }) =>
        quote ? <Content quote={quote} /> : <NotFound whole />
      }
    </Asked>
  );
}

function Content({ quote }: { quote: WholeQuote }) {
  const t = useText();
  const mayOpen = useMay("MANAGE_USERS");
  const [sent, setSent] = useState<Quote | null>(null);
  const [withdrawn, setWithdrawn] = useState<Quote | null>(null);
  const { orderId, number } = quote;
  return (
    <Page
      title={t("quotes.one", { number: `#${number}` })}
      beside={<StateOf quote={quote} />}
      back={{ to: "/quotes", label: t("quotes.title") }}
      actions={<Actions quote={quote} onSend={setSent} onWithdraw={setWithdrawn} />}
    >
      <div className={css.columns}>
        <div className={css.pile}>
          <Card title={t("quotes.lines")}>
            <Lines quote={quote} />
          </Card>
          <Card title={t("quotes.record")}>
            <Record of={quote.changes ?? []} />
          </Card>
        </div>
        <Card title={t("quotes.about")}>
          <Facts
            facts={[
              [
                t("items.customer"),
                mayOpen ? (
                  <CustomerLink key="of" person={quote.customer} />
                ) : (
                  <Customer key="of" person={quote.customer} />
                ),
              ],
              [
                t(quote.status === "ACCEPTED" ? "items.order" : "quotes.draft"),
                orderId && (
                  <OrderLink
                    key="order"
                    id={orderId}
                    number={number}
                    draft={quote.status !== "ACCEPTED"}
                  />
                ),
              ],
              [t("quotes.until"), <Moment key="until" at={quote.validUntil} />],
              [
                t("quotes.paid"),
                quote.status === "ACCEPTED" ? (
                  <OnTerms key="paid" quote={quote} />
                ) : (
                  "–"
                ),
              ],
              [t("quotes.note"), <bdi key="note">{quote.note || "–"}</bdi>],
              [t("quotes.message"), <bdi key="message">{quote.message || "–"}</bdi>],
            ]}
          />
        </Card>
      </div>
      {sent && <SendDialog quote={sent} onClose={() => setSent(null)} />}
      {withdrawn && (
        <WithdrawDialog quote={withdrawn} onClose={() => setWithdrawn(null)} />
      )}
    </Page>
  );
}

function Lines({ quote }: { quote: WholeQuote }) {
  const t = useText();
  return (
    <div className={css.tableBox}>
      <table className={css.table} aria-label={t("quotes.lines")} aria-busy={false}>
        <thead>
          <tr>
            <th scope="col">{t("quotes.product")}</th>
            <th scope="col" className={css.number}>
              {t("quotes.quantity")}
            </th>
            <th scope="col" className={css.number}>
              {t("quotes.unit")}
            </th>
            <th scope="col" className={css.number}>
              {t("items.total")}
            </th>
          </tr>
        </thead>
        <tbody>
          {quote.lines.map((line, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other name
            <tr key={place}>
              <td>
                <bdi>{nameOfLine(line)}</bdi>
                <div className={css.quiet}>{line.sku}</div>
              </td>
              <td className={css.number}>{line.quantity}</td>
              <td className={css.number}>
                {line.unitPrice && <Money {...line.unitPrice.gross} />}
              </td>
              <td className={css.number}>
                {line.totalPrice && <Money {...line.totalPrice.gross} />}
              </td>
            </tr>
          ))}
          {(["shippingPrice", "total"] as const).map((name) => (
            <tr key={name}>
              <th scope="row" colSpan={3}>
                {t(name === "total" ? "items.total" : "quotes.shipping")}
              </th>
              <td className={css.number}>
                {quote[name] ? <Money {...quote[name].gross} /> : "–"}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Record(props: { of: NonNullable<Quote["changes"]> }) {
  const t = useText();
  return (
    <div className={css.tableBox}>
      <table className={css.table} aria-label={t("quotes.record")} aria-busy={false}>
        <thead>
          <tr>
            <th scope="col">{t("history.at")}</th>
            <th scope="col">{t("history.change")}</th>
            <th scope="col">{t("history.by")}</th>
          </tr>
        </thead>
        <tbody>
          {props.of.map((entry, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: it is only ever added to
            <tr key={place}>
              <td>
                <Moment at={entry.at} />
              </td>
              <td>
                {t(`quotes.state.${entry.status}`)}
                {entry.text && (
                  <div className={`${css.quiet} ${css.reason}`}>
                    <bdi>{entry.text}</bdi>
                  </div>
                )}
              </td>
              <td>
                <By entry={entry} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
