import { useChange } from "../../api/hooks";
import { useText } from "../../text";
import { ConfirmDialog } from "../../ui/dialogs";
import { Notice, useFaultText } from "../../ui/messages/notices";
import { useToast } from "../../ui/messages/toasts";
import css from "../../ui/ui.module.css";
import { WITHDRAW_QUOTE } from "./quote-documents";
import type { Quote } from "./quote-values";

/** Asks before a quote is withdrawn, which nobody can accept then. */
export function WithdrawDialog(props: { quote: Quote; onClose: () => void }) {
  const t = useText();
  const toast = useToast();
  const textOf = useFaultText();
  const withdraw = useChange(WITHDRAW_QUOTE);
  const number = `#${props.quote.number}`;
  return (
    <ConfirmDialog
      open
      title={t("quotes.withdraw.one", { number })}
      confirmLabel={t("quotes.withdraw")}
      busy={withdraw.isPending}
      onClose={props.onClose}
      onConfirm={() =>
        withdraw.mutate(
          { id: props.quote.id },
          {
            onSuccess: () => {
              toast(t("quotes.withdrawn", { number }));
              props.onClose();
            },
          },
        )
      }
    >
      {withdraw.error && <Notice tone="bad">{textOf(withdraw.error)}</Notice>}
      <p className={css.text}>{t("quotes.withdraw.text")}</p>
    </ConfirmDialog>
  );
}
