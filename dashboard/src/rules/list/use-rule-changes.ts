import type { TadaDocumentNode } from "gql.tada";
import { useState } from "react";
import { useText } from "../../text";
import { useToast } from "../../ui/messages/toasts";
import { useEach } from "./changes";

type Answer = Record<string, unknown>;

/** Switching several rules on and off, and deleting them. */
export function useRuleChanges<Input extends { isActive?: boolean | null }>(
  update: TadaDocumentNode<Answer, { id: string; input: Input }>,
  remove: TadaDocumentNode<Answer, { id: string }>,
) {
  const t = useText();
  const toast = useToast();
  const updates = useEach(update);
  const removals = useEach(remove);
  const [fault, setFault] = useState<Error | null>(null);
  const run = async (work: Promise<void>, said: string) => {
    setFault(null);
    try {
      await work;
      toast(said);
    } catch (error) {
      setFault(error as Error);
    }
  };
  return {
    fault,
    busy: updates.busy || removals.busy,
    onSwitch: (ids: string[], isActive: boolean) =>
      run(
        updates.run(ids.map((id) => ({ id, input: { isActive } as Input }))),
        t(isActive ? "rule.switchedOn" : "rule.switchedOff", { count: ids.length }),
      ),
    onDelete: (ids: string[]) =>
      run(
        removals.run(ids.map((id) => ({ id }))),
        t("rule.deleted", { count: ids.length }),
      ),
  };
}

/** Deletes one rule; tells whether it was done. */
export function useRuleRemoval(document: TadaDocumentNode<Answer, { id: string }>) {
  const t = useText();
  const toast = useToast();
  const { run, busy } = useEach(document);
  const [fault, setFault] = useState<Error | null>(null);
  const remove = async (id: string) => {
    setFault(null);
    try {
      await run([{ id }]);
    } catch (error) {
      setFault(error as Error);
      return false;
    }
    toast(t("rule.deleted", { count: 1 }));
    return true;
  };
  return { remove, busy, fault };
}
