import { type ReactNode, useState } from "react";
import { Refused } from "../../api/hooks";
import { useText } from "../../text";
import { ConfirmDialog } from "../../ui/dialogs";
import css from "../../ui/ui.module.css";

/** What a change of sets would do, as the dry run of the API says it. */
export interface Consequences {
  /** How many products would become everybody's. */
  shown: number;
  /** Whether nobody would see the products of a set. */
  leavesNobody: boolean;
}

/** Nobody would miss anything, nor see what they should not. */
export function isHarmless({ shown, leavesNobody }: Consequences): boolean {
  return shown === 0 && !leavesNobody;
}

/** What a change would do, in words. */
export function ConsequenceWords(props: { of: Consequences }) {
  const t = useText();
  const { shown, leavesNobody } = props.of;
  return (
    <>
      {leavesNobody && <p className={css.text}>{t("sets.nobody")}</p>}
      {shown > 0 && <p className={css.text}>{t("sets.shown", { count: shown })}</p>}
    </>
  );
}

/**
 * Asks before a change shows products to everybody, or hides them from all.
 *
 * @returns what asks, which is refused without a word where somebody says no; and the
 *   dialog, which stands outside of the form.
 */
export function useConsequences(): {
  confirm: (of: Consequences) => Promise<void>;
  dialog: ReactNode;
} {
  const t = useText();
  const [asked, setAsked] = useState<{
    of: Consequences;
    answer: (confirmed: boolean) => void;
  } | null>(null);
  const confirm = async (of: Consequences) => {
    if (isHarmless(of)) return;
    const confirmed = await new Promise<boolean>((answer) => setAsked({ of, answer }));
    setAsked(null);
    if (!confirmed) throw new Refused([]);
  };
  return {
    confirm,
    dialog: asked && (
      <ConfirmDialog
        open
        title={t("sets.confirm.title")}
        confirmLabel={t("sets.confirm")}
        onClose={() => asked.answer(false)}
        onConfirm={() => asked.answer(true)}
      >
        <ConsequenceWords of={asked.of} />
      </ConfirmDialog>
    ),
  };
}
