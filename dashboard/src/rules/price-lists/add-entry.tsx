import { useForm } from "react-hook-form";
import { Refused } from "../../api/hooks";
import { useCurrencies } from "../../app/session";
import { useText } from "../../text";
import { BusyButton } from "../../ui/busy-button";
import { SelectField, TextField, useField } from "../../ui/fields";
import { Form } from "../../ui/form";
import { useToast } from "../../ui/messages/toasts";
import { CataloguePicker } from "../../ui/pickers/catalogue-pickers";
import { useDecimalCheck } from "../../ui/values/decimal-check";
import { readDecimal, readInteger } from "../../ui/values/decimals";
import { useTyping } from "../kinds";
import type { useEntryChanges } from "./entry-changes";
import own from "./lists.module.css";

interface Values {
  variant: string | null;
  minQuantity: string;
  unitPrice: string;
  currency: string;
}

/** A line for one more price. */
export function AddEntry(props: {
  put: ReturnType<typeof useEntryChanges>["put"];
  busy: boolean;
}) {
  const t = useText();
  const toast = useToast();
  const { locale, currency: first } = useTyping();
  const currencies = useCurrencies();
  const checkAmount = useDecimalCheck();
  const empty = { variant: null, minQuantity: "1", unitPrice: "", currency: first };
  const form = useForm<Values>({ defaultValues: empty });
  const { variant, unitPrice, currency } = form.watch();
  const save = async (typed: Values) => {
    try {
      return await props.put({
        variant: typed.variant ?? "",
        currency: typed.currency,
        minQuantity: Number(readInteger(typed.minQuantity, locale)),
        unitPrice: readDecimal(typed.unitPrice, locale),
        isNew: true,
      });
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      // It is the only entry that was sent.
      const ours = (field: string | null) => field?.replace(/^entries\.0\.?/, "");
      throw new Refused(
        error.errors.map((each) => ({ ...each, field: ours(each.field) || null })),
      );
    }
  };
  return (
    <Form
      form={form}
      bar={false}
      save={save}
      onSaved={({ warnings }) => {
        for (const warning of warnings ?? []) toast(warning);
        form.reset({ ...empty, currency });
      }}
    >
      <div className={own.adding}>
        <VariantField name="variant" label={t("entries.variant")} />
        <TextField name="minQuantity" label={t("entries.from")} inputMode="numeric" />
        <TextField
          name="unitPrice"
          check={checkAmount}
          label={t("entries.price")}
          inputMode="decimal"
          unit={currencies.length > 1 ? undefined : currency}
        />
        {currencies.length > 1 && (
          <SelectField
            name="currency"
            label={t("rule.currency")}
            options={currencies.map((value) => ({ value, label: value }))}
          />
        )}
        <BusyButton type="submit" busy={!variant || !unitPrice || props.busy}>
          {t("entries.add")}
        </BusyButton>
      </div>
    </Form>
  );
}

function VariantField(props: { name: string; label: string }) {
  const field = useField<string | null>(props.name);
  return (
    <CataloguePicker
      list="variants"
      label={props.label}
      value={field.value}
      error={field.error}
      onChange={(id) => field.onChange(id)}
    />
  );
}
