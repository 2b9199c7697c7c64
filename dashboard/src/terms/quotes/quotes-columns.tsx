import { PageLink } from "../../app/own-pages";
import { useMay } from "../../app/session";
import { Customer, CustomerLink } from "../../membership/customer";
import { useText } from "../../text";
import type { Column } from "../../ui/table/columns";
import css from "../../ui/ui.module.css";
import { Moment, Money } from "../../ui/values/values";
import { Actions, type Acts, OnTerms, StateOf } from "./quote-parts";
import { type Quote, saidBy } from "./quote-values";

/** What is shown of a quote. */
export function useQuoteColumns(acts: Acts): Column<Quote>[] {
  const t = useText();
  const mayOpen = useMay("MANAGE_USERS");
  return [
    {
      name: "number",
      title: t("quotes.number"),
      fixed: true,
      cell: ({ id, number }) => (
        <PageLink to={`/quotes/${encodeURIComponent(id)}`}>
          <bdi>{`#${number}`}</bdi>
        </PageLink>
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
      cell: (quote) => (
        <>
          <StateOf quote={quote} />
          {quote.terms && (
            <div className={css.quiet}>
              <OnTerms quote={quote} />
            </div>
          )}
        </>
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
