import { FormattedNumber } from "react-intl";

/** By how much an amount changes, with its sign. */
export function SignedMoney(props: { amount: number; currency: string }) {
  return (
    <FormattedNumber
      value={props.amount}
      style="currency"
      currency={props.currency}
      signDisplay="exceptZero"
    />
  );
}
