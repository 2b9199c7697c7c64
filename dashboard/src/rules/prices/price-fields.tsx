import { useCurrencies, useSession } from "../../app/session";
import { useText } from "../../text";
import { RadioField, SelectField, SwitchField, TextField } from "../../ui/fields";
import css from "../../ui/ui.module.css";

// The fields that only price rules have.

/** What happens where something else gives a price, too. */
export function PriceTogether() {
  const t = useText();
  return (
    <>
      <SwitchField
        name="exclusive"
        label={t("prices.exclusive")}
        help={t("prices.exclusive.help")}
      />
      <TogetherFields />
    </>
  );
}

/** The same of prices of every kind. */
export function TogetherFields() {
  const t = useText();
  return (
    <>
      <VouchersField />
      <RadioField
        name="withPromotions"
        label={t("prices.withPromotions")}
        options={(["BEST", "REPLACE", "STACK"] as const).map((value) => ({
          value,
          label: t(`prices.withPromotions.${value}`),
        }))}
      />
      <RadioField
        name="tiersCount"
        label={t("prices.tiersCount")}
        options={(["VARIANT", "PRODUCT", "SCOPE"] as const).map((value) => ({
          value,
          label: t(`prices.tiersCount.${value}`),
        }))}
      />
    </>
  );
}

/** What happens where the basket has a voucher. */
export function VouchersField() {
  const t = useText();
  return (
    <RadioField
      name="withVouchers"
      label={t("rule.withVouchers")}
      options={(["ALLOW", "REFUSE"] as const).map((value) => ({
        value,
        label: t(`rule.withVouchers.${value}`),
      }))}
    />
  );
}

/** How much has to be in the basket. */
export function LeastFields() {
  const t = useText();
  const { defaultCurrency } = useSession();
  const currencies = useCurrencies();
  return (
    <div className={css.fields}>
      <TextField
        name="minSubtotalAmount"
        inputMode="decimal"
        label={t("prices.minSubtotal")}
        help={t("prices.minSubtotal.help")}
        unit={currencies.length > 1 ? undefined : (defaultCurrency ?? undefined)}
      />
      {currencies.length > 1 && (
        <SelectField
          name="minSubtotalCurrency"
          label={t("rule.currency")}
          options={currencies.map((value) => ({ value, label: value }))}
        />
      )}
      <TextField
        name="minQuantity"
        type="number"
        min={1}
        step={1}
        label={t("prices.minQuantity")}
        help={t("prices.minQuantity.help")}
      />
    </div>
  );
}
