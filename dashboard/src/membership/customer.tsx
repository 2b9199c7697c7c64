import { graphql, type ResultOf } from "../api/graphql";
import { PageLink } from "../app/own-pages";
import { useText } from "../text";
import css from "../ui/ui.module.css";
import { Day, Money } from "../ui/values/values";

export const PURCHASES = graphql(`
  fragment Purchases on CustomerGroupPurchases @_unmask {
    currency
    yearAmount {
      amount
      currency
    }
    totalAmount {
      amount
      currency
    }
  }
`);

export interface Person {
  email: string;
  firstName: string;
  lastName: string;
}

/** The name of a customer, or their address where they have not given one. */
export function nameOf(person: Person): string {
  return `${person.firstName} ${person.lastName}`.trim() || person.email;
}

export function Customer(props: { person: Person | null; to?: string }) {
  if (!props.person) return <>–</>;
  const name = nameOf(props.person);
  const shown = <bdi>{name}</bdi>;
  return (
    <div className={css.nameCell}>
      {props.to ? <PageLink to={props.to}>{shown}</PageLink> : shown}
      {name !== props.person.email && (
        <div className={css.quiet}>
          <Email address={props.person.email} />
        </div>
      )}
    </div>
  );
}

/** A customer whose name opens the page of what they may owe and do owe. */
export function CustomerLink(props: { person: (Person & { id: string }) | null }) {
  const { person } = props;
  const to = person ? `/customers/${encodeURIComponent(person.id)}` : undefined;
  return <Customer person={person} to={to} />;
}

/** An address that breaks before its @, where it does not fit into a line. */
function Email(props: { address: string }) {
  const at = Math.max(props.address.lastIndexOf("@"), 0);
  return (
    <>
      {props.address.slice(0, at)}
      <wbr />
      {props.address.slice(at)}
    </>
  );
}

/** What a customer has bought in a year, in the currency of most of their orders. */
export function YearsPurchases(props: {
  purchases: readonly ResultOf<typeof PURCHASES>[];
}) {
  const [first] = props.purchases;
  if (!first) return <>–</>;
  return <Money {...first.yearAmount} />;
}

/** What all orders of a customer in a currency come to. */
export function TotalPurchases(props: {
  of: readonly ResultOf<typeof PURCHASES>[];
  currency: string | null;
}) {
  const found = props.of.find(({ currency }) => currency === props.currency);
  if (!found) return <>–</>;
  return <Money {...found.totalAmount} />;
}

/** When somebody ordered last, and a hint where that is long ago. */
export function LastOrder(props: { at: string | null; inactiveMonths: number | null }) {
  const t = useText();
  if (!props.at) return <>{t("members.noOrders")}</>;
  const months = props.inactiveMonths ?? 0;
  return (
    <span>
      <Day at={props.at} />
      {months >= 12 && (
        <span className={css.quiet}>
          <br />
          {t("members.inactive", { months })}
        </span>
      )}
    </span>
  );
}
