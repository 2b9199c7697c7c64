import { Button } from "@saleor/macaw-ui";
import { useState } from "react";
import { Link, useLocation } from "wouter";
import { useChange } from "../../api/hooks";
import { useGroup } from "../../groups/group-context";
import { scopeWords } from "../../rules/list/scope-words";
import { StateOf } from "../../rules/list/states";
import { placeOf } from "../../rules/page/rule-page";
import { useText } from "../../text";
import { ConfirmDialog } from "../../ui/dialogs";
import { Notice, useFaultText } from "../../ui/messages/notices";
import { useToast } from "../../ui/messages/toasts";
import { Card } from "../../ui/page";
import css from "../../ui/ui.module.css";
import { ConsequenceWords } from "../sets/consequences";
import { UPDATE_SET } from "../sets/set-documents";
import { leavesNobody } from "../sets/set-values";
import { BrokenSet, KindOfSet } from "../sets/set-words";
import type { AccessGroup } from "./access-values";
import { AddSetDialog } from "./add-set";

export type GroupSet = NonNullable<AccessGroup["visibilitySets"]>[number];

/** The product sets of a group: add one, make one, take one away. */
export function GroupSets(props: { sets: GroupSet[] }) {
  const t = useText();
  const [, go] = useLocation();
  const group = useGroup();
  const { sets } = props;
  const [adding, setAdding] = useState(false);
  const [leaving, setLeaving] = useState<GroupSet | null>(null);
  const fresh = (name: string, early: boolean) => {
    const query = new URLSearchParams({ group: group.id, name });
    if (early) query.set("early", "yes");
    go(`/sets/new?${query}`);
  };
  const { name } = group;
  return (
    <Card title={t("visibility.sets")}>
      {sets.length === 0 ? (
        <p className={css.text}>{t("visibility.sets.none")}</p>
      ) : (
        <ul className={css.plainList} aria-label={t("visibility.sets")}>
          {sets.map((set) => (
            <li key={set.id}>
              <div className={css.between}>
                <Link className={css.link} to={placeOf("sets", set.id)}>
                  <bdi>{set.name}</bdi>
                </Link>
                <span className={`${css.row} ${css.prices}`}>
                  {set.problem ? <BrokenSet /> : <StateOf state={set.state} />}
                  <Button
                    variant="tertiary"
                    aria-label={t("visibility.sets.remove", { name: set.name })}
                    onClick={() => setLeaving(set)}
                  >
                    {t("remove")}
                  </Button>
                </span>
              </div>
              <div className={css.quiet}>
                {scopeWords(t, set.scope)} · <KindOfSet of={set} />
              </div>
            </li>
          ))}
        </ul>
      )}
      <div className={css.row}>
        <Button variant="secondary" onClick={() => setAdding(true)}>
          {t("visibility.sets.add")}
        </Button>
        <Button
          variant="secondary"
          onClick={() => fresh(t("visibility.sets.onlyName", { name }), false)}
        >
          {t("visibility.sets.only")}
        </Button>
        <Button
          variant="secondary"
          onClick={() => fresh(t("visibility.sets.earlyName", { name }), true)}
        >
          {t("visibility.sets.early")}
        </Button>
      </div>
      {adding && <AddSetDialog sets={sets} onClose={() => setAdding(false)} />}
      {leaving && <Removal set={leaving} onClose={() => setLeaving(null)} />}
    </Card>
  );
}

/** Takes a set away from the group, and says first what that does. */
function Removal(props: { set: GroupSet; onClose: () => void }) {
  const t = useText();
  const toast = useToast();
  const textOf = useFaultText();
  const group = useGroup();
  const { set, onClose } = props;
  const update = useChange(UPDATE_SET);
  const [problem, setProblem] = useState("");
  const left = set.groups?.filter(({ id }) => id !== group.id) ?? [];
  const nobody = leavesNobody(set, {
    isExclusive: set.isExclusive ?? false,
    groups: left,
  });
  const remove = async () => {
    setProblem("");
    const changed = {
      id: set.id,
      input: { groups: left.map(({ id }) => id) },
      ifUpdatedAt: set.updatedAt,
      force: nobody,
    };
    try {
      await update.mutateAsync(changed);
    } catch (error) {
      setProblem(textOf(error as Error));
      return;
    }
    toast(t("visibility.sets.removed", { name: set.name }));
    onClose();
  };
  return (
    <ConfirmDialog
      open
      title={t("visibility.sets.removeFrom", { name: set.name, group: group.name })}
      confirmLabel={t("remove")}
      busy={update.isPending}
      onClose={onClose}
      onConfirm={() => void remove()}
    >
      {problem && <Notice tone="bad">{problem}</Notice>}
      <p className={css.text}>{t("visibility.sets.removeText")}</p>
      <ConsequenceWords of={{ shown: 0, leavesNobody: nobody }} />
    </ConfirmDialog>
  );
}
