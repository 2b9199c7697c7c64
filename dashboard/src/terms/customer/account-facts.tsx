import type { ReactNode } from "react";
import { useText } from "../../text";
import { State } from "../../ui/messages/notices";
import { Facts } from "../../ui/page";
import css from "../../ui/ui.module.css";
import { Money } from "../../ui/values/values";
import type { Account } from "./account-values";

type Amount = Account["open"][number];

/** What a customer may owe and does owe. */
export function AccountFacts(props: { account: Account }) {
  const t = useText();
  const { account } = props;
  const { creditLimit, available } = account;
  const own = account.ownCreditLimit !== null;
  return (
    <>
      {account.isBlocked && (
        <p className={css.text}>
          <State tone="bad">{t("account.blocked")}</State> {account.note}
        </p>
      )}
      <Facts
        facts={[
          [
            t("terms.creditLimit"),
            creditLimit ? (
              <span key="limit">
                <Money {...creditLimit} />{" "}
                {own && <span className={css.quiet}>{t("account.ownLimit")}</span>}
              </span>
            ) : (
              t("none")
            ),
          ],
          [t("account.open"), <Amounts key="open" of={account.open} />],
          ...(available
            ? [
                [
                  t("account.available"),
                  <Money key="available" {...available} />,
                ] satisfies [string, ReactNode],
              ]
            : []),
          [t("account.overdue"), <Amounts key="overdue" of={account.overdue} />],
        ]}
      />
    </>
  );
}

/** Amounts in several currencies, which are never added up. */
function Amounts(props: { of: readonly Amount[] }) {
  const t = useText();
  if (props.of.length === 0) return <>{t("account.nothing")}</>;
  return (
    <>
      {props.of.map((amount, index) => (
        <span key={amount.currency}>
          {index > 0 && ", "}
          <Money {...amount} />
        </span>
      ))}
    </>
  );
}
