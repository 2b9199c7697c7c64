import { Button } from "@saleor/macaw-ui";
import type { TadaDocumentNode } from "gql.tada";
import { type ReactNode, useState } from "react";
import { useText } from "../../text";
import { ConfirmDialog } from "../../ui/dialogs";
import { Fault } from "../../ui/messages/notices";
import { Card } from "../../ui/page";
import css from "../../ui/ui.module.css";
import { useRuleRemoval } from "../list/use-rule-changes";

/** Deletes a rule or promotion, after its name was typed. */
export function DangerZone(props: {
  name: string;
  text: string;
  document: TadaDocumentNode<Record<string, unknown>, { id: string }>;
  id: string;
  onDeleted: () => void;
  /** What the deletion would have done to past orders. */
  tryOut?: ReactNode;
}) {
  const t = useText();
  const [open, setOpen] = useState(false);
  const { remove, busy, fault } = useRuleRemoval(props.document);
  return (
    <Card title={t("rule.danger")}>
      {fault && <Fault error={fault} />}
      <p className={css.text}>{props.text}</p>
      <div className={css.row}>
        <Button variant="error" onClick={() => setOpen(true)}>
          {t("rule.delete")}
        </Button>
        {props.tryOut}
      </div>
      <ConfirmDialog
        title={t("rule.deleteOne", { name: props.name })}
        open={open}
        onClose={() => setOpen(false)}
        onConfirm={() =>
          void remove(props.id).then((done) => {
            setOpen(false);
            if (done) props.onDeleted();
          })
        }
        confirmLabel={t("rule.delete")}
        typed={props.name}
        busy={busy}
      >
        {props.text}
      </ConfirmDialog>
    </Card>
  );
}
