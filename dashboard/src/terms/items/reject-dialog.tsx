import { useId } from "react";
import { useForm } from "react-hook-form";
import { useChange } from "../../api/hooks";
import { useText } from "../../text";
import { BusyButton } from "../../ui/busy-button";
import { Dialog } from "../../ui/dialogs";
import { LongTextField } from "../../ui/fields";
import { Form } from "../../ui/form";
import css from "../../ui/ui.module.css";
import { REJECT_ORDER } from "./item-documents";
import type { OpenItem } from "./item-values";

/** Asks why an order that waits is rejected: it is cancelled then. */
export function RejectDialog(props: { item: OpenItem; onClose: () => void }) {
  const t = useText();
  const id = useId();
  const number = `#${props.item.number}`;
  const form = useForm({ defaultValues: { reason: "" } });
  const reject = useChange(REJECT_ORDER);
  return (
    <Dialog
      open
      title={t("items.reject.one", { number })}
      onClose={props.onClose}
      actions={
        <BusyButton
          type="submit"
          form={id}
          variant="error"
          busy={form.formState.isSubmitting}
        >
          {t("items.reject.do")}
        </BusyButton>
      }
    >
      <Form
        id={id}
        bar={false}
        form={form}
        save={({ reason }) =>
          reject.mutateAsync({ orderId: props.item.orderId, reason })
        }
        savedText={t("items.rejected", { number })}
        onSaved={props.onClose}
      >
        <p className={css.text}>{t("items.reject.text")}</p>
        <LongTextField
          name="reason"
          label={t("items.reject.reason")}
          help={t("items.reject.reason.help")}
        />
      </Form>
    </Dialog>
  );
}
