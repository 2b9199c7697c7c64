import { useChange } from "../../api/hooks";
import { useText } from "../../text";
import { ConfirmDialog } from "../../ui/dialogs";
import { Notice, useFaultText } from "../../ui/messages/notices";
import { useToast } from "../../ui/messages/toasts";
import css from "../../ui/ui.module.css";
import { ISSUE_INVOICE } from "./invoice-documents";

/** Asks whether an invoice is to be issued: it stays for good. */
export function IssueDialog(props: {
  order: { orderId: string; number: string };
  onClose: () => void;
}) {
  const t = useText();
  const toast = useToast();
  const textOf = useFaultText();
  const issue = useChange(ISSUE_INVOICE);
  const { orderId } = props.order;
  const order = `#${props.order.number}`;
  return (
    <ConfirmDialog
      open
      title={t("invoices.issue.one", { order })}
      confirmLabel={t("invoices.issue")}
      busy={issue.isPending}
      onClose={props.onClose}
      onConfirm={() =>
        issue.mutate(
          { orderId },
          {
            onSuccess: (answer) => {
              const number = answer.invoice?.number ?? "";
              toast(t("invoices.issued", { number }));
              props.onClose();
            },
          },
        )
      }
    >
      {issue.error && <Notice tone="bad">{textOf(issue.error)}</Notice>}
      <p className={css.text}>{t("invoices.issue.text")}</p>
    </ConfirmDialog>
  );
}
