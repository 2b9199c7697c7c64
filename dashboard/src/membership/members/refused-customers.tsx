import { useState } from "react";
import { useFormContext } from "react-hook-form";
import { Refused, useAsk } from "../../api/hooks";
import { useText } from "../../text";
import { CheckField } from "../../ui/fields";
import { Notice } from "../../ui/messages/notices";
import css from "../../ui/ui.module.css";
import { nameOf } from "../customer";
import { CUSTOMERS } from "../customer-choices";

const SHOWN = 20;

interface RefusedCustomer {
  customer: string;
  message: string;
}

/** The field of a form that says whether who is refused is left out. */
export interface Skipping {
  skipRefused: boolean;
}

/** Keeps who was refused when some customers were changed. */
export function useRefusedCustomers() {
  const [refused, setRefused] = useState<readonly RefusedCustomer[]>([]);
  /** Runs a change; what stands in the list need not stand above the form as well. */
  const attempt = async <Answer,>(change: Promise<Answer>): Promise<Answer> => {
    setRefused([]);
    try {
      return await change;
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      const answer = error.answer as { refused?: readonly RefusedCustomer[] } | null;
      const found = answer?.refused ?? [];
      if (found.length === 0) throw error;
      setRefused(found);
      throw new Refused(error.errors.filter(({ field }) => field !== "customers"));
    }
  };
  return { refused, attempt };
}

/** Who was refused and why, and the choice to leave them out. */
export function RefusedCustomers(props: {
  refused: readonly RefusedCustomer[];
  /** How many customers it was to be done to. */
  count: number;
  /** Whether it can be done to the others alone. */
  canSkip?: boolean;
}) {
  const t = useText();
  const { refused, count, canSkip = true } = props;
  const form = useFormContext<Skipping>();
  const shown = refused.slice(0, SHOWN);
  const ids = shown.map(({ customer }) => customer);
  const asked = useAsk(CUSTOMERS, { ids, first: SHOWN }, { wait: ids.length === 0 });
  if (refused.length === 0) return null;
  const names = new Map(
    asked.data?.customerGroupCandidates?.edges.map(({ node: { customer } }) => [
      customer.id,
      nameOf(customer),
    ]),
  );
  const others = count - refused.length;
  return (
    <Notice tone="bad">
      {t("refused.title", { count: refused.length })}
      <ul className={css.bullets}>
        {shown.map(({ customer, message }) => (
          <li key={customer}>
            <bdi>{names.get(customer) ?? "…"}</bdi>: {message}
          </li>
        ))}
      </ul>
      {refused.length > SHOWN && (
        <div>{t("refused.more", { count: refused.length - SHOWN })}</div>
      )}
      {canSkip && others > 0 && form && (
        <CheckField name="skipRefused" label={t("refused.skip", { count: others })} />
      )}
    </Notice>
  );
}
