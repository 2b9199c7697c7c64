import { useEffect, useId, useState } from "react";
import { useText } from "../../text";
import { useFaultText } from "../../ui/notices";
import { variantName } from "../../ui/pickers/catalogue";
import { useToast } from "../../ui/toasts";
import css from "../../ui/ui.module.css";
import { readDecimal } from "../decimals";
import { useTyping } from "../kinds";
import { typedAmount } from "./amounts";
import type { Entry } from "./entries";
import type { useEntryChanges } from "./entry-changes";
import own from "./lists.module.css";

/** The price of an entry, changed where it stands: by Enter, or by going elsewhere. */
export function PriceCell(props: {
  entry: Entry;
  put: ReturnType<typeof useEntryChanges>["put"];
}) {
  const t = useText();
  const toast = useToast();
  const textOf = useFaultText();
  const id = useId();
  const { locale } = useTyping();
  const { variantId, variant, minQuantity, unitPrice } = props.entry;
  const { amount, currency } = unitPrice;
  const stored = typedAmount(amount, currency, locale);
  const [typed, setTyped] = useState(stored);
  const [problem, setProblem] = useState("");
  useEffect(() => setTyped(stored), [stored]);
  const save = async () => {
    const price = readDecimal(typed, locale);
    if (price === readDecimal(stored, locale)) return;
    setProblem("");
    try {
      const { warnings } = await props.put({
        variant: variantId,
        currency,
        minQuantity,
        unitPrice: price,
      });
      if (warnings?.length) setProblem(warnings.join(" "));
      toast(t("saved"));
    } catch (error) {
      setProblem(textOf(error as Error));
    }
  };
  return (
    <div>
      <span className={css.row}>
        <input
          className={`${css.native} ${own.amount}`}
          inputMode="decimal"
          aria-label={t("entries.priceOf", {
            name: variantName(variant),
            count: minQuantity,
          })}
          aria-invalid={Boolean(problem)}
          aria-describedby={problem ? id : undefined}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          onBlur={() => void save()}
          onKeyDown={(event) => {
            if (event.key === "Enter") void save();
            if (event.key === "Escape") {
              setTyped(stored);
              setProblem("");
            }
          }}
        />
        {currency}
      </span>
      {problem && (
        <div id={id} className={css.fieldError} role="alert">
          {problem}
        </div>
      )}
    </div>
  );
}
