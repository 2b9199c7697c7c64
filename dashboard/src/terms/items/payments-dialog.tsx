import { useId, useMemo } from "react";
import { useForm } from "react-hook-form";
import { useIntl } from "react-intl";
import { useChange } from "../../api/hooks";
import { useSession } from "../../app/session";
import { useText } from "../../text";
import { BusyButton } from "../../ui/busy-button";
import { Dialog } from "../../ui/dialogs";
import { TextField } from "../../ui/fields";
import { Form } from "../../ui/form";
import css from "../../ui/ui.module.css";
import { useDecimalCheck } from "../../ui/values/decimal-check";
import { RECORD_PAYMENTS } from "./item-documents";
import {
  enoughOn,
  type OpenItem,
  type PaymentRow,
  paymentOf,
  paymentsInput,
  todayIn,
} from "./item-values";

/** Records what was received for one order or several, all or none. */
export function PaymentsDialog(props: {
  items: readonly OpenItem[];
  onClose: () => void;
}) {
  const t = useText();
  const id = useId();
  const { locale } = useIntl();
  const { timeZone } = useSession();
  const { items } = props;
  const today = useMemo(() => todayIn(timeZone, new Date()), [timeZone]);
  const form = useForm<{ payments: PaymentRow[] }>({
    defaultValues: { payments: items.map((item) => paymentOf(item, today, locale)) },
  });
  const record = useChange(RECORD_PAYMENTS);
  return (
    <Dialog
      open
      wide
      title={t("items.pay.several", { count: items.length })}
      onClose={props.onClose}
      actions={
        <BusyButton type="submit" form={id} busy={form.formState.isSubmitting}>
          {t("items.pay.do")}
        </BusyButton>
      }
    >
      <Form
        id={id}
        bar={false}
        form={form}
        save={({ payments }) =>
          record.mutateAsync({ payments: paymentsInput(payments, locale) })
        }
        savedText={t("items.pay.done", { count: items.length })}
        onSaved={props.onClose}
      >
        {items.map((item, place) => (
          <Payment key={item.id} {...{ item, place, today }} />
        ))}
      </Form>
    </Dialog>
  );
}

function Payment(props: { item: OpenItem; place: number; today: string }) {
  const t = useText();
  const { formatNumber, formatDate } = useIntl();
  const check = useDecimalCheck();
  const { item, place, today } = props;
  const { currency } = item.open;
  const money = (amount: number) =>
    formatNumber(amount, { style: "currency", currency });
  const enough = enoughOn(item, today);
  const help =
    enough === null
      ? t("items.pay.open", { amount: money(item.open.amount) })
      : t("items.pay.early", {
          amount: money(enough),
          day: formatDate(`${item.earlyPaymentUntil}T00:00:00Z`, {
            dateStyle: "medium",
            timeZone: "UTC",
          }),
          open: money(item.open.amount),
        });
  const at = `payments.${place}`;
  return (
    <fieldset className={css.radios}>
      <legend className={css.text}>
        {t("items.pay.order", { number: item.number })}
      </legend>
      <div className={css.fields}>
        <TextField
          name={`${at}.amount`}
          inputMode="decimal"
          unit={currency}
          check={(typed) => (typed.trim() ? check(typed) : t("items.pay.noAmount"))}
          label={t("items.pay.amount")}
          help={help}
        />
        <TextField
          name={`${at}.receivedOn`}
          type="date"
          label={t("items.pay.receivedOn")}
        />
        <TextField
          name={`${at}.reference`}
          label={t("items.pay.reference")}
          help={t("items.pay.reference.help")}
        />
      </div>
    </fieldset>
  );
}
