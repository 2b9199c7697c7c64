import { Button, Input } from "@saleor/macaw-ui";
import { type FormEvent, useState } from "react";
import { useText } from "../../text";
import { NO_ROLE } from "../../ui/fields";
import { Notice, useFaultText } from "../../ui/notices";
import { CataloguePicker } from "../../ui/pickers/catalogue-pickers";
import { SelectBox } from "../../ui/select-box";
import { useToast } from "../../ui/toasts";
import css from "../../ui/ui.module.css";
import { readDecimal, readInteger } from "../decimals";
import { useTyping } from "../kinds";
import { useCurrencies } from "../schema-form";
import type { useEntryChanges } from "./entry-changes";
import own from "./lists.module.css";

/** A line for one more price. */
export function AddEntry(props: {
  put: ReturnType<typeof useEntryChanges>["put"];
  busy: boolean;
}) {
  const t = useText();
  const toast = useToast();
  const textOf = useFaultText();
  const { locale, currency: first } = useTyping();
  const currencies = useCurrencies();
  const [variant, setVariant] = useState<string | null>(null);
  const [quantity, setQuantity] = useState("1");
  const [price, setPrice] = useState("");
  const [currency, setCurrency] = useState(first);
  const [problem, setProblem] = useState("");
  const add = async (event: FormEvent) => {
    event.preventDefault();
    setProblem("");
    try {
      await props.put({
        variant: variant ?? "",
        currency,
        minQuantity: Number(readInteger(quantity, locale)),
        unitPrice: readDecimal(price, locale),
        isNew: true,
      });
      toast(t("saved"));
      setVariant(null);
      setPrice("");
      setQuantity("1");
    } catch (error) {
      setProblem(textOf(error as Error));
    }
  };
  return (
    <form className={css.stack} onSubmit={(event) => void add(event)}>
      <div className={own.adding}>
        <CataloguePicker
          list="variants"
          label={t("entries.variant")}
          value={variant}
          onChange={(id) => setVariant(id)}
        />
        <Input
          {...NO_ROLE}
          label={t("entries.from")}
          inputMode="numeric"
          value={quantity}
          onChange={(event) => setQuantity(event.target.value)}
        />
        <Input
          {...NO_ROLE}
          label={t("entries.price")}
          inputMode="decimal"
          endAdornment={
            currencies.length > 1 ? undefined : (
              <span className={css.quiet}>{currency}</span>
            )
          }
          value={price}
          onChange={(event) => setPrice(event.target.value)}
        />
        {currencies.length > 1 && (
          <SelectBox
            label={t("rule.currency")}
            value={currency}
            options={currencies.map((value) => ({ value, label: value }))}
            onChange={setCurrency}
          />
        )}
        <Button type="submit" disabled={!variant || !price || props.busy}>
          {t("entries.add")}
        </Button>
      </div>
      {problem && <Notice tone="bad">{problem}</Notice>}
    </form>
  );
}
