import { FormattedDate, FormattedNumber, FormattedTime } from "react-intl";
import css from "../ui.module.css";

/** An amount with its currency, as the locale writes it. */
export function Money(props: {
  amount: number | string | null | undefined;
  currency: string;
}) {
  if (props.amount == null) return <>–</>;
  return (
    <FormattedNumber
      value={Number(props.amount)}
      style="currency"
      currency={props.currency}
    />
  );
}

export function Count(props: { value: number | null | undefined }) {
  return props.value == null ? <>–</> : <FormattedNumber value={props.value} />;
}

/** How a percentage is written: always with as many decimals, so that those below one
 * another look alike. */
export function percentFormat(digits: number) {
  return {
    style: "percent",
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  } as const;
}

/** A percentage from 0 to 100. */
export function Percent(props: { value: number; digits?: number; signed?: boolean }) {
  return (
    <FormattedNumber
      value={props.value / 100}
      {...percentFormat(props.digits ?? 1)}
      signDisplay={props.signed ? "exceptZero" : "auto"}
    />
  );
}

export function Day(props: { at: string | null | undefined }) {
  if (!props.at) return <>–</>;
  return (
    <span className={css.moment}>
      <FormattedDate value={props.at} dateStyle="medium" />
    </span>
  );
}

export function Moment(props: { at: string | null | undefined }) {
  if (!props.at) return <>–</>;
  return (
    <time dateTime={props.at}>
      <Day at={props.at} />{" "}
      <span className={css.moment}>
        <FormattedTime value={props.at} />
      </span>
    </time>
  );
}

/** The name of a group with its colour; the colour alone says nothing. */
export function GroupBadge(props: { group: { name: string; colour?: string | null } }) {
  const { name, colour } = props.group;
  return (
    <span className={css.badge} title={name}>
      {colour && <span className={css.dot} style={{ backgroundColor: colour }} />}
      <bdi>{name}</bdi>
    </span>
  );
}
