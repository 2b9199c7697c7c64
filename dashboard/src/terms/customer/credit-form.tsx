import { useMemo } from "react";
import { useForm, useWatch } from "react-hook-form";
import { useIntl } from "react-intl";
import { useChange } from "../../api/hooks";
import { useCurrencies } from "../../app/session";
import { useText } from "../../text";
import { LongTextField, SelectField, SwitchField, TextField } from "../../ui/fields";
import { Form, useLoaded } from "../../ui/form";
import { Card } from "../../ui/page";
import css from "../../ui/ui.module.css";
import { useDecimalCheck } from "../../ui/values/decimal-check";
import { UPDATE_CREDIT } from "./account-documents";
import {
  type Account,
  type CreditValues,
  creditInput,
  creditValues,
} from "./account-values";

/** What staff say of the credit of one customer. */
export function CreditForm(props: {
  id: string;
  account: Account;
  reload: () => Promise<Account | null | undefined>;
}) {
  const t = useText();
  const { locale } = useIntl();
  const [shops = ""] = useCurrencies();
  const { account } = props;
  const currency = account.creditLimit?.currency ?? shops;
  const values = useMemo(
    () => creditValues(account, locale, currency),
    [account, locale, currency],
  );
  const form = useForm<CreditValues>({ defaultValues: values });
  useLoaded(form, values);
  const update = useChange(UPDATE_CREDIT);
  return (
    <Form
      form={form}
      save={async (typed) => {
        await update.mutateAsync({
          customerId: props.id,
          input: creditInput(typed, locale),
          ifUpdatedAt: typed.updatedAt,
        });
      }}
      reload={async () => {
        const loaded = await props.reload();
        if (loaded) form.reset(creditValues(loaded, locale, currency));
      }}
    >
      <Card title={t("account.credit")}>
        <CreditFields />
      </Card>
    </Form>
  );
}

function CreditFields() {
  const t = useText();
  const check = useDecimalCheck();
  const currencies = useCurrencies();
  const chosen = useWatch<CreditValues, "creditCurrency">({ name: "creditCurrency" });
  const all = [...new Set([...currencies, chosen].filter(Boolean))];
  return (
    <>
      <div className={css.fields}>
        <TextField
          name="creditLimit"
          inputMode="decimal"
          check={check}
          label={t("account.credit.limit")}
          help={t("account.credit.limit.help")}
        />
        <SelectField
          name="creditCurrency"
          label={t("terms.creditCurrency")}
          options={all.map((value) => ({ value, label: value }))}
        />
      </div>
      <SwitchField
        name="isBlocked"
        label={t("account.block")}
        help={t("account.block.help")}
      />
      <LongTextField
        name="note"
        label={t("account.note")}
        help={t("account.note.help")}
      />
    </>
  );
}
