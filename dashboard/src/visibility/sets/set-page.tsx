import { Button } from "@saleor/macaw-ui";
import { useMemo, useState } from "react";
import { useLocation, useSearch } from "wouter";
import type { ResultOf } from "../../api/graphql";
import { Refused, useAsk, useChange, useDryRun } from "../../api/hooks";
import { useSession } from "../../app/session";
import { RuleForm } from "../../rules/page/rule-form";
import { RuleFrame, RuleWaiting } from "../../rules/page/rule-page";
import { useSource } from "../../rules/page/source";
import { useText } from "../../text";
import { Asked } from "../../ui/messages/notices";
import { useToast } from "../../ui/messages/toasts";
import { Card } from "../../ui/page";
import css from "../../ui/ui.module.css";
import { useConsequences } from "./consequences";
import { SetDeletion } from "./set-deletion";
import { CREATE_SET, PRODUCT_SET, UPDATE_SET } from "./set-documents";
import { SetFields } from "./set-fields";
import {
  choosesNothing,
  leavesNobody,
  newSet,
  type SetValues,
  setInput,
  setValues,
} from "./set-values";

type Answer = ResultOf<typeof PRODUCT_SET>;
type StoredSet = NonNullable<Answer["customerGroupVisibilitySet"]>;

const FRAME = {
  noun: "sets",
  texts: { list: "sets.title", fresh: "sets.new", deleteText: "sets.delete.text" },
} as const;

/** The page of one product set, or of a new one. */
export default function SetPage() {
  const { id, source, groups } = useSource();
  const asked = useAsk(PRODUCT_SET, { id: source ?? "" }, { wait: !source });
  const set = asked.data?.customerGroupVisibilitySet ?? null;
  if (source && !set) {
    return (
      <RuleWaiting {...FRAME} isNew={!id} missing={asked.data !== undefined}>
        <Asked of={asked}>{() => null}</Asked>
      </RuleWaiting>
    );
  }
  return (
    <Editor key={source ?? "new"} {...{ id, set, groups }} refetch={asked.refetch} />
  );
}

function Editor(props: {
  id: string | undefined;
  /** What is changed, or what the new one is a copy of. */
  set: StoredSet | null;
  groups: string[];
  refetch: () => Promise<{ data: Answer | undefined }>;
}) {
  const { id, set, groups } = props;
  const t = useText();
  const { timeZone } = useSession();
  const asked = new URLSearchParams(useSearch());
  const isEarly = !id && asked.get("early") === "yes";
  const named = asked.get("name") ?? "";
  const values = useMemo(() => {
    if (!set) return newSet(groups, named);
    const read = setValues(set, timeZone);
    return id
      ? read
      : { ...read, name: t("rule.copyOf", { name: set.name }), code: "" };
  }, [id, set, groups, timeZone, named, t]);
  const create = useChange(CREATE_SET);
  const update = useChange(UPDATE_SET);
  const tryCreate = useDryRun(CREATE_SET);
  const tryUpdate = useDryRun(UPDATE_SET);
  const toast = useToast();
  const { confirm, dialog } = useConsequences();

  const refuse = (field: string, message: string) => {
    throw new Refused([{ field, code: "REQUIRED", message }]);
  };
  const save = async (typed: SetValues) => {
    if (choosesNothing(typed.scope)) refuse("scope.include", t("sets.scope.none"));
    if (isEarly && !typed.validUntil) refuse("validUntil", t("sets.until.needed"));
    const input = setInput(typed, timeZone);
    const nobody = Boolean(id && set && leavesNobody(set, typed));
    const changed = {
      id: id ?? "",
      input,
      ifUpdatedAt: typed.updatedAt,
      force: nobody,
    };
    const { publicProductsCount } = id
      ? await tryUpdate(changed)
      : await tryCreate({ input });
    await confirm({ shown: publicProductsCount ?? 0, leavesNobody: nobody });
    const saved = id
      ? await update.mutateAsync(changed)
      : await create.mutateAsync({ input });
    const count = saved.hiddenProductsCount ?? 0;
    if (count > 0) toast(t("sets.hidden", { count }));
    return saved.visibilitySet;
  };
  const reload = async () => {
    const { data } = await props.refetch();
    const loaded = data?.customerGroupVisibilitySet;
    return loaded ? setValues(loaded, timeZone) : newSet();
  };

  return (
    <RuleFrame {...FRAME} rule={id ? set : null}>
      <RuleForm noun="sets" id={id} values={values} save={save} reload={reload}>
        <SetFields isNew={!id} />
      </RuleForm>
      {dialog}
      {id && set && <Danger set={set} />}
    </RuleFrame>
  );
}

function Danger(props: { set: StoredSet }) {
  const t = useText();
  const [, go] = useLocation();
  const [open, setOpen] = useState(false);
  return (
    <Card title={t("rule.danger")}>
      <p className={css.text}>{t("sets.delete.text")}</p>
      <div>
        <Button variant="error" onClick={() => setOpen(true)}>
          {t("rule.delete")}
        </Button>
      </div>
      {open && (
        <SetDeletion
          sets={[props.set]}
          onClose={() => setOpen(false)}
          onDeleted={() => go("/sets")}
        />
      )}
    </Card>
  );
}
