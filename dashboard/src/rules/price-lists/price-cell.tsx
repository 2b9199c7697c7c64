import { useEffect, useId, useRef, useState } from "react";
import { CHANGED, Refused } from "../../api/hooks";
import { useText } from "../../text";
import { useFaultText } from "../../ui/messages/notices";
import { useToast } from "../../ui/messages/toasts";
import { variantName } from "../../ui/pickers/catalogue";
import css from "../../ui/ui.module.css";
import { useDecimalCheck } from "../../ui/values/decimal-check";
import { readDecimal } from "../../ui/values/decimals";
import { useTyping } from "../kinds";
import { typedAmount } from "./amounts";
import type { Entry } from "./documents";
import type { useEntryChanges } from "./entry-changes";
import own from "./lists.module.css";

/** The price of an entry, changed where it stands: by Enter, or by going elsewhere. */
export function PriceCell(props: {
  entry: Entry;
  put: ReturnType<typeof useEntryChanges>["put"];
  /** Loads the prices again, and returns what this one is now. */
  reload: () => Promise<number | undefined>;
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
  // What was there when somebody began to type: it may be loaded again meanwhile.
  const [seen, setSeen] = useState(stored);
  // Whether somebody was told that it is another now: then only Enter puts theirs over it.
  const [told, setTold] = useState(false);
  const saving = useRef(false);
  const isTyped = typed !== seen;
  useEffect(() => {
    if (isTyped) return;
    setTyped(stored);
    setSeen(stored);
  }, [stored, isTyped]);
  const checkAmount = useDecimalCheck();
  const save = async () => {
    const price = readDecimal(typed, locale);
    if (saving.current || price === readDecimal(seen, locale)) return;
    const wrong = checkAmount(typed);
    if (wrong) return setProblem(wrong);
    saving.current = true;
    setProblem("");
    try {
      const { warnings } = await props.put({
        variant: variantId,
        currency,
        minQuantity,
        unitPrice: price,
        ifUnitPrice: readDecimal(seen, locale),
      });
      setSeen(typed);
      if (warnings?.length) setProblem(warnings.join(" "));
      toast(t("saved"));
    } catch (error) {
      setProblem(textOf(error as Error));
      if (isChanged(error)) {
        const now = await props.reload();
        if (now !== undefined) setSeen(typedAmount(now, currency, locale));
        setTold(true);
      }
    } finally {
      saving.current = false;
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
          onChange={(event) => {
            setTyped(event.target.value);
            setTold(false);
          }}
          onBlur={() => {
            if (!told) void save();
          }}
          onKeyDown={(event) => {
            if (event.key === "Enter") void save();
            if (event.key === "Escape") {
              setTyped(stored);
              setSeen(stored);
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

function isChanged(error: unknown): boolean {
  return error instanceof Refused && error.errors.some(({ code }) => code === CHANGED);
}
