import { useId, useState } from "react";
import { useForm } from "react-hook-form";
import { useIntl } from "react-intl";
import { useAsk, useChange } from "../../api/hooks";
import { useSession } from "../../app/session";
import { useText } from "../../text";
import { BusyButton } from "../../ui/busy-button";
import { Dialog } from "../../ui/dialogs";
import { LongTextField, TextField } from "../../ui/fields";
import { Form } from "../../ui/form";
import { Asked } from "../../ui/messages/notices";
import css from "../../ui/ui.module.css";
import { useDecimalCheck } from "../../ui/values/decimal-check";
import { fromField } from "../../ui/values/zone";
import { DRAFT_LINES, SEND_QUOTE } from "./quote-documents";
import {
  type DraftLine,
  nameOfLine,
  pricesInput,
  type Quote,
  sendValues,
} from "./quote-values";

/** Sends a quote: at which prices, until when it is valid, and what is said with it. */
export function SendDialog(props: { quote: Quote; onClose: () => void }) {
  const t = useText();
  const id = useId();
  const { timeZone } = useSession();
  const { locale } = useIntl();
  const { quote } = props;
  const draft = useAsk(DRAFT_LINES, { id: quote.orderId ?? "" });
  const lines = (draft.data?.order?.lines ?? []).filter((line) => line !== null);
  const [values] = useState(() => ({
    ...sendValues(quote, new Date(), timeZone),
    prices: [] as string[],
  }));
  const form = useForm({ defaultValues: values });
  const send = useChange(SEND_QUOTE);
  const number = `#${quote.number}`;
  return (
    <Dialog
      open
      wide
      title={t("quotes.send.one", { number })}
      onClose={props.onClose}
      actions={
        <BusyButton type="submit" form={id} busy={form.formState.isSubmitting}>
          {t("quotes.send")}
        </BusyButton>
      }
    >
      <Form
        id={id}
        bar={false}
        form={form}
        save={({ validUntil, message, prices }) =>
          send.mutateAsync({
            orderId: quote.orderId ?? "",
            validUntil: fromField(validUntil, timeZone) ?? "",
            message,
            prices: pricesInput(lines, prices, locale),
          })
        }
        savedText={t("quotes.sent", { number })}
        onSaved={props.onClose}
      >
        <p className={css.text}>{t("quotes.send.text")}</p>
        <TextField
          name="validUntil"
          type="datetime-local"
          check={(typed) => (typed ? undefined : t("quotes.until.needed"))}
          label={t("quotes.until")}
          help={t("quotes.until.help", { zone: timeZone })}
        />
        <LongTextField
          name="message"
          label={t("quotes.message")}
          help={t("quotes.message.help")}
        />
        <Asked of={draft} lines={2}>
          {() => lines.length > 0 && <Prices lines={lines} />}
        </Asked>
      </Form>
    </Dialog>
  );
}

/** What a unit of each line is to cost, where it is to be another price. */
function Prices(props: { lines: readonly DraftLine[] }) {
  const t = useText();
  const check = useDecimalCheck();
  const { formatNumber } = useIntl();
  return (
    <fieldset className={css.radios}>
      <legend className={css.text}>{t("quotes.prices")}</legend>
      <p className={css.text}>{t("quotes.prices.help")}</p>
      {props.lines.map((line, place) => {
        const { currency, gross } = line.unitPrice;
        const price = formatNumber(gross.amount, { style: "currency", currency });
        const product = nameOfLine({ ...line, sku: line.productSku });
        return (
          <TextField
            key={line.id}
            name={`prices.${place}`}
            inputMode="decimal"
            unit={currency}
            check={check}
            label={t("why.times", { count: line.quantity, name: product })}
            help={t("quotes.prices.now", { price })}
          />
        );
      })}
    </fieldset>
  );
}
