import { graphql } from "../api/graphql";
import { useAsk } from "../api/hooks";
import { useText } from "../text";
import { useLater } from "../ui/later";
import { Asked } from "../ui/messages/notices";
import { Card } from "../ui/page";
import css from "../ui/ui.module.css";
import { Money } from "../ui/values/values";

const EXAMPLE = graphql(`
  query PolicyExample(
    $policy: CustomerGroupPolicyEnum
    $priceListsFirst: Boolean
    $minimumMarginPercent: Decimal
    $hasMinimumMargin: Boolean
  ) {
    customerGroupPolicyExample(
      policy: $policy
      priceListsFirst: $priceListsFirst
      minimumMarginPercent: $minimumMarginPercent
      hasMinimumMargin: $hasMinimumMargin
    ) {
      about
      rules
      listPrice {
        amount
        currency
      }
      chosen {
        price {
          amount
          currency
        }
        reason
      }
    }
  }
`);

type Policy =
  | "BEST_PRICE"
  | "PRIORITY"
  | "NEWEST_GROUP"
  | "PRIMARY_GROUP"
  | "STACK"
  | "ADD";

/** What settings that are not saved yet would make of the prices of an example shop. */
export function PolicyExample(props: {
  policy: Policy;
  priceListsFirst: boolean;
  minimumMarginPercent: string;
}) {
  const t = useText();
  const margin = useLater(props.minimumMarginPercent).trim();
  // While it is being typed it may be no number yet.
  const isNumber = /^\d+(\.\d+)?$/.test(margin);
  const asked = useAsk(
    EXAMPLE,
    {
      policy: props.policy,
      priceListsFirst: props.priceListsFirst,
      minimumMarginPercent: isNumber ? margin : null,
      hasMinimumMargin: isNumber,
    },
    { keep: true, aside: true },
  );
  return (
    <Card title={t("settings.example")}>
      <div className={css.quiet}>{t("settings.example.text")}</div>
      <Asked of={asked}>
        {({ customerGroupPolicyExample }) => (
          <ul className={css.entries} aria-live="polite">
            {customerGroupPolicyExample?.map(({ about, rules, listPrice, chosen }) => (
              <li key={about}>
                <div className={css.between}>
                  <strong>{about}</strong>
                  <span className={css.prices}>
                    <s className={css.struck}>
                      <Money amount={listPrice.amount} currency={listPrice.currency} />
                    </s>{" "}
                    <strong>
                      <Money
                        amount={chosen.price.amount}
                        currency={chosen.price.currency}
                      />
                    </strong>
                  </span>
                </div>
                <div className={css.quiet}>{rules.join("\u00a0· ")}</div>
                <div>{chosen.reason}</div>
              </li>
            ))}
          </ul>
        )}
      </Asked>
    </Card>
  );
}
