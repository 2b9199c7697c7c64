import { type ReactNode, useState } from "react";
import { Refused, useAsk, useChange } from "../api/hooks";
import { Consequences } from "../groups/group-deletion";
import { useText } from "../text";
import { ConfirmDialog } from "../ui/dialogs";
import { Asked, Notice, useFaultText } from "../ui/messages/notices";
import { useToast } from "../ui/messages/toasts";
import css from "../ui/ui.module.css";
import { DELETE_PROGRAMME, WHAT_GOES } from "./requests";

/** Deletes a programme with its levels, after its name was typed. */
export function Deletion(props: {
  programme: { id: string; name: string };
  onClose: () => void;
  onDeleted: () => void;
}) {
  const t = useText();
  const toast = useToast();
  const textOf = useFaultText();
  const { id, name } = props.programme;
  const remove = useChange(DELETE_PROGRAMME);
  // Not again when it is gone.
  const asked = useAsk(WHAT_GOES, { id }, { wait: !remove.isIdle && !remove.isError });
  const what = asked.data?.customerGroupLevelProgrammeDelete;
  const { error } = remove;
  return (
    <ConfirmDialog
      title={t("levels.deleteTitle", { name })}
      open
      onClose={props.onClose}
      confirmLabel={t("levels.delete")}
      typed={name}
      busy={!what || what.errors.length > 0 || remove.isPending}
      onConfirm={async () => {
        try {
          await remove.mutateAsync({ id });
        } catch {
          return; // it is shown
        }
        toast(t("levels.deleted", { name }));
        props.onDeleted();
      }}
    >
      {error && (
        <Notice tone="bad">
          {error instanceof Refused ? error.message : textOf(error)}
        </Notice>
      )}
      <Asked of={asked}>{() => what && <Consequences what={what} />}</Asked>
    </ConfirmDialog>
  );
}

interface Gone {
  id: string;
  name: string;
  membersCount: number | null;
}

/** Asks before levels that were taken out of a programme are deleted. */
export function useDropped(): {
  confirm: (levels: Gone[]) => Promise<boolean>;
  dialog: ReactNode;
} {
  const t = useText();
  const [asked, setAsked] = useState<{
    levels: Gone[];
    answer: (yes: boolean) => void;
  } | null>(null);
  const close = (yes: boolean) => {
    asked?.answer(yes);
    setAsked(null);
  };
  const levels = asked?.levels ?? [];
  return {
    confirm: (gone) =>
      new Promise((answer) => {
        setAsked({ levels: gone, answer });
      }),
    dialog: asked && (
      <ConfirmDialog
        title={t("levels.dropTitle", { count: levels.length })}
        open
        onClose={() => close(false)}
        onConfirm={() => close(true)}
        confirmLabel={t("levels.drop")}
        typed={levels[0]?.name}
      >
        <p className={css.text}>{t("levels.dropText")}</p>
        <ul className={css.bullets}>
          {levels.map(({ id, name, membersCount }) => (
            <li key={id}>
              <bdi>{name}</bdi>: {t("levels.dropCount", { count: membersCount ?? 0 })}
            </li>
          ))}
        </ul>
      </ConfirmDialog>
    ),
  };
}
