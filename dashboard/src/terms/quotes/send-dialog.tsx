import { useId, useState } from "react";
import { useForm } from "react-hook-form";
import { useChange } from "../../api/hooks";
import { useSession } from "../../app/session";
import { useText } from "../../text";
import { BusyButton } from "../../ui/busy-button";
import { Dialog } from "../../ui/dialogs";
import { LongTextField, TextField } from "../../ui/fields";
import { Form } from "../../ui/form";
import css from "../../ui/ui.module.css";
import { fromField } from "../../ui/values/zone";
import { SEND_QUOTE } from "./quote-documents";
import { type Quote, sendValues } from "./quote-values";

/** Sends a quote as its draft is now, until when it is valid, and what is said with it. */
export function SendDialog(props: { quote: Quote; onClose: () => void }) {
  const t = useText();
  const id = useId();
  const { timeZone } = useSession();
  const { quote } = props;
  const [values] = useState(() => sendValues(quote, new Date(), timeZone));
  const form = useForm({ defaultValues: values });
  const send = useChange(SEND_QUOTE);
  const number = `#${quote.number}`;
  return (
    <Dialog
      open
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
        save={({ validUntil, message }) =>
          send.mutateAsync({
            orderId: quote.orderId ?? "",
            validUntil: fromField(validUntil, timeZone) ?? "",
            message,
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
      </Form>
    </Dialog>
  );
}
