import { useState } from "react";
import { useAsk, useChange } from "../../api/hooks";
import { useGroup } from "../../groups/group-context";
import { useText } from "../../text";
import { BusyButton } from "../../ui/busy-button";
import { Dialog } from "../../ui/dialogs";
import { useLater } from "../../ui/later";
import { Notice, useFaultText } from "../../ui/messages/notices";
import { useToast } from "../../ui/messages/toasts";
import { Picker } from "../../ui/pickers/picker";
import css from "../../ui/ui.module.css";
import { UPDATE_SET } from "../sets/set-documents";
import { SET_CHOICES } from "./access-documents";

const FOUND = 20;

/** Assigns a set that is there already to the group. */
export function AddSetDialog(props: {
  /** Those that it has. */
  sets: readonly { id: string }[];
  onClose: () => void;
}) {
  const t = useText();
  const toast = useToast();
  const textOf = useFaultText();
  const group = useGroup();
  const [text, setText] = useState("");
  const [problem, setProblem] = useState("");
  const search = useLater(text);
  // So many more that those which the group has already leave none out.
  const first = FOUND + props.sets.length;
  const asked = useAsk(
    SET_CHOICES,
    { search: search || null, first: Math.min(first, 100) },
    { keep: true },
  );
  const update = useChange(UPDATE_SET);
  const found = asked.data?.customerGroupVisibilitySets?.edges ?? [];
  const free = found
    .map(({ node }) => node)
    .filter(({ id }) => props.sets.every((each) => each.id !== id));
  const [chosen, setChosen] = useState<(typeof free)[number] | null>(null);
  const add = async () => {
    if (!chosen) return setProblem(t("visibility.sets.choose"));
    setProblem("");
    const groups = [...(chosen.groups ?? []).map(({ id }) => id), group.id];
    try {
      await update.mutateAsync({
        id: chosen.id,
        input: { groups },
        ifUpdatedAt: chosen.updatedAt,
      });
    } catch (error) {
      setProblem(textOf(error as Error));
      return;
    }
    toast(t("visibility.sets.added", { name: chosen.name }));
    props.onClose();
  };
  return (
    <Dialog
      open
      title={t("visibility.sets.add")}
      onClose={props.onClose}
      actions={
        <BusyButton busy={update.isPending} onClick={() => void add()}>
          {t("visibility.sets.addThis")}
        </BusyButton>
      }
    >
      {problem && <Notice tone="bad">{problem}</Notice>}
      <p className={css.text}>{t("visibility.sets.addText", { name: group.name })}</p>
      <Picker
        label={t("sets.one")}
        choices={free.map(({ id, name }) => ({ value: id, label: name }))}
        loading={asked.isFetching}
        onSearch={setText}
        value={chosen && { value: chosen.id, label: chosen.name }}
        onChange={(choice) =>
          setChosen(free.find(({ id }) => id === choice?.value) ?? null)
        }
      />
    </Dialog>
  );
}
