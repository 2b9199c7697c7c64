import { useMemo, useState } from "react";
import { useForm } from "react-hook-form";
import { useIntl } from "react-intl";
import { type FieldError, Refused, useAsk, useChange } from "../api/hooks";
import { useSession } from "../app/session";
import { useText } from "../text";
import { TextField } from "../ui/fields";
import { Form, useLoaded } from "../ui/form";
import { useLater } from "../ui/later";
import { Notice } from "../ui/messages/notices";
import { Card } from "../ui/page";
import css from "../ui/ui.module.css";
import { BlockBox } from "./builder/block";
import { BuilderContext } from "./builder/builder-context";
import { conditionsOf, type Habits, openIn, treeOf } from "./builder/conditions";
import type { ConditionField } from "./builder/fields";
import { type Block, errorsByKey, linesOf } from "./builder/tree";
import own from "./joining.module.css";
import { Matching } from "./matching";
import { OneCustomer, useChecks } from "./one-customer";
import { type Joining, PREVIEW, SAVE_CONDITIONS } from "./requests";

type Group = NonNullable<Joining["customerGroup"]>;

interface Values {
  /** The tree: a form of its own kind, which react-hook-form need not look into. */
  conditions: unknown;
  graceDays: string;
  /** When the group was changed last before somebody began to type. */
  updatedAt: string | null;
}

/** The builder of a group's rules, and beside it what they come to while one types. */
export function JoiningForm(props: {
  group: Group;
  name: string;
  known: NonNullable<Joining["customerGroupConditionFields"]>;
  reload: () => Promise<Group | null | undefined>;
}) {
  const t = useText();
  const { group } = props;
  const { locale } = useIntl();
  const { defaultCurrency } = useSession();
  const habits = useMemo<Habits>(
    () => ({ locale, currency: defaultCurrency ?? "" }),
    [locale, defaultCurrency],
  );
  const fields = useMemo(
    () => new Map((props.known as ConditionField[]).map((each) => [each.name, each])),
    [props.known],
  );
  const valuesOf = (of: Group): Values => ({
    conditions: treeOf(of.conditions, fields, habits),
    graceDays: String(of.graceDays ?? 0),
    updatedAt: of.updatedAt,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what is stored matters
  const stored = useMemo(() => valuesOf(group), [group.updatedAt, fields, habits]);
  const form = useForm<Values>({ defaultValues: stored });
  useLoaded(form, stored);

  const [refused, setRefused] = useState<readonly FieldError[]>([]);
  const [made, setMade] = useState<{ key: string } | null>(null);
  const [person, setPerson] = useState<string | null>(null);
  const tree = form.watch("conditions") as Block;
  const open = openIn(tree, fields);
  const written = JSON.stringify(conditionsOf(tree, fields, locale));
  // Typing never waits: what is asked of the shop is the tree as it was a moment ago.
  const asked = useLater(written, 400);
  const conditions = useMemo(() => JSON.parse(asked) as unknown, [asked]);
  const wait = open > 0 || conditions === null;
  const preview = useAsk(
    PREVIEW,
    { groupId: group.id, conditions },
    { wait, keep: true, aside: true },
  );
  const checks = useChecks({ groupId: group.id, conditions, tree, person, wait });
  const isCurrent = asked === written && !preview.isPlaceholderData;
  const found = preview.data?.customerGroupConditionPreview.errors ?? [];
  const errors = errorsByKey(tree, [
    ...refused,
    ...(isCurrent && !wait && refused.length === 0 ? found : []),
  ]);
  const edit = (change: (tree: Block) => Block) => {
    setRefused([]);
    form.setValue("conditions", change(form.getValues("conditions") as Block), {
      shouldDirty: true,
    });
  };

  const save = useChange(SAVE_CONDITIONS);
  const submit = async ({ graceDays, updatedAt }: Values) => {
    try {
      await save.mutateAsync({
        id: group.id,
        conditions: JSON.parse(written) as unknown,
        graceDays: Number(graceDays) || 0,
        ifUpdatedAt: updatedAt,
      });
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      setRefused(error.errors);
      // Those beside a line need not stand above the form as well.
      const isPlaced = (each: FieldError) =>
        Object.keys(errorsByKey(tree, [each])).length > 0;
      const left = error.errors.filter((each) => !isPlaced(each));
      const count = error.errors.length - left.length;
      const message = t("joining.refused", { count });
      const summary = { field: null, code: "INVALID", message };
      throw new Refused(count > 0 ? [summary, ...left] : left);
    }
  };
  const reload = async () => {
    const latest = await props.reload();
    if (latest) form.reset(valuesOf(latest));
  };

  return (
    <BuilderContext.Provider
      value={{
        tree,
        fields,
        habits,
        edit,
        errors,
        checks,
        made,
        setMade: (key) => setMade({ key }),
      }}
    >
      {group.conditionsProblem && (
        <Notice tone="bad">
          {t("joining.problem", { problem: group.conditionsProblem })}
        </Notice>
      )}
      <div className={css.columns}>
        <Form form={form} save={submit} reload={() => void reload()}>
          <Card title={t("joining.who")}>
            <BlockBox block={tree} top />
            <TextField
              name="graceDays"
              label={t("joining.grace")}
              help={t("joining.graceHelp")}
              unit={t("joining.days")}
              inputMode="numeric"
            />
          </Card>
        </Form>
        <div className={own.aside}>
          <Matching
            groupId={group.id}
            conditions={conditions}
            open={open}
            isEmpty={linesOf(tree).length === 0}
            preview={preview}
            isCurrent={isCurrent}
          />
          <OneCustomer name={props.name} person={person} setPerson={setPerson} />
        </div>
      </div>
    </BuilderContext.Provider>
  );
}
