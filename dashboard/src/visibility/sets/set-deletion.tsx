import { useState } from "react";
import { useAsk, useChange } from "../../api/hooks";
import { useText } from "../../text";
import { ConfirmDialog } from "../../ui/dialogs";
import { Asked, Notice, useFaultText } from "../../ui/messages/notices";
import { useToast } from "../../ui/messages/toasts";
import css from "../../ui/ui.module.css";
import { ConsequenceWords } from "./consequences";
import { DELETE_SETS, WHAT_SETS_SHOW } from "./set-documents";

/** Says how many products become everybody's, and deletes sets when it is confirmed. */
export function SetDeletion(props: {
  sets: { id: string; name: string }[];
  onClose: () => void;
  onDeleted: () => void;
}) {
  const t = useText();
  const toast = useToast();
  const textOf = useFaultText();
  const { sets } = props;
  const ids = sets.map(({ id }) => id);
  const remove = useChange(DELETE_SETS);
  // Not again when they are gone.
  const wait = !remove.isIdle && !remove.isError;
  const asked = useAsk(WHAT_SETS_SHOW, { ids }, { wait });
  const [problem, setProblem] = useState("");
  const what = asked.data?.customerGroupVisibilitySetBulkDelete;
  const shown = what?.publicProductsCount ?? 0;
  const count = sets.length;
  const only = count === 1 ? sets[0]?.name : undefined;
  return (
    <ConfirmDialog
      open
      title={t("sets.delete.title", { count, name: only })}
      onClose={props.onClose}
      confirmLabel={t("rule.delete")}
      typed={shown > 0 ? (only ?? t("sets.delete.typed", { count })) : undefined}
      busy={!what || what.errors.length > 0 || remove.isPending}
      onConfirm={async () => {
        setProblem("");
        try {
          await remove.mutateAsync({ ids });
        } catch (error) {
          setProblem(textOf(error as Error));
          return;
        }
        toast(t("rule.deleted", { count }));
        props.onDeleted();
      }}
    >
      {problem && <Notice tone="bad">{problem}</Notice>}
      <Asked of={asked} lines={2}>
        {() =>
          what &&
          (what.errors.length > 0 ? (
            <Notice tone="bad">
              {what.errors.map(({ message }) => (
                <div key={message}>{message}</div>
              ))}
            </Notice>
          ) : (
            <>
              <p className={css.text}>{t("sets.delete.text")}</p>
              <ConsequenceWords of={{ shown, leavesNobody: false }} />
              {shown === 0 && <p className={css.text}>{t("sets.delete.harmless")}</p>}
            </>
          ))
        }
      </Asked>
    </ConfirmDialog>
  );
}
