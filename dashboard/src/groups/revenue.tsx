import css from "../ui/ui.module.css";
import { Money } from "../ui/values/values";

/** What orders come to, in each currency of the shop. */
export function Revenue(props: {
  revenue: readonly { currency: string; amount: { amount: number } }[];
}) {
  if (props.revenue.length === 0) return <>–</>;
  return (
    <span className={css.amounts}>
      {props.revenue.map(({ currency, amount }) => (
        <span key={currency}>
          <Money amount={amount.amount} currency={currency} />
        </span>
      ))}
    </span>
  );
}
