import { graphql, type ResultOf } from "../api/graphql";
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

export function Customer(props: { person: Person | null }) {
  if (!props.person) return <>–</>;
  const name = nameOf(props.person);
  return (
    <span>
      <bdi>{name}</bdi>
      {name !== props.person.email && (
        <span className={css.quiet}>
          <br />
          {props.person.email}
        </span>
      )}
    </span>
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
