import { useState } from "react";
import { graphql, type ResultOf } from "../api/graphql";
import { Refused, useAsk, useChange } from "../api/hooks";
import { useText } from "../text";
import { ConfirmDialog } from "../ui/dialogs";
import { Asked, Notice, useFaultText } from "../ui/messages/notices";
import { useToast } from "../ui/messages/toasts";
import css from "../ui/ui.module.css";

// Asked as a mutation that changes nothing.
const WHAT_GOES = graphql(`
  mutation WhatGoesWithGroups($ids: [ID!]!) {
    customerGroupBulkDelete(ids: $ids, dryRun: true) {
      errors {
        field
        code
        message
      }
      priceRules {
        id
        name
      }
      priceLists {
        id
        name
      }
      promotions {
        id
        name
      }
      visibilitySets {
        id
        name
      }
      publicProductsCount
      children {
        id
        name
      }
      askingGroups {
        id
        name
      }
      members
      toDefault
      customersAffected
    }
  }
`);

const DELETE_GROUPS = graphql(`
  mutation DeleteGroups($ids: [ID!]!, $force: Boolean!) {
    customerGroupBulkDelete(ids: $ids, force: $force) {
      errors {
        field
        code
        message
      }
      customersAffected
    }
  }
`);

export type WhatGoes = NonNullable<
  ResultOf<typeof WHAT_GOES>["customerGroupBulkDelete"]
>;

/** Shows what goes with groups, and deletes them when it is confirmed. */
export function GroupDeletion(props: {
  groups: { id: string; name: string }[];
  onClose: () => void;
  onDeleted: () => void;
}) {
  const t = useText();
  const toast = useToast();
  const textOf = useFaultText();
  const { groups } = props;
  const ids = groups.map(({ id }) => id);
  const remove = useChange(DELETE_GROUPS);
  // Not again when they are gone.
  const asked = useAsk(WHAT_GOES, { ids }, { wait: !remove.isIdle && !remove.isError });
  const [problem, setProblem] = useState("");
  const what = asked.data?.customerGroupBulkDelete;
  const count = groups.length;
  const only = count === 1 ? groups[0]?.name : undefined;
  return (
    <ConfirmDialog
      title={t("group.delete.title", { count, name: only })}
      open
      onClose={props.onClose}
      confirmLabel={t("group.delete.confirm", { count })}
      typed={
        what && goesMuch(what)
          ? (only ?? t("group.delete.typed", { count }))
          : undefined
      }
      busy={!what || what.errors.length > 0 || remove.isPending}
      onConfirm={async () => {
        setProblem("");
        try {
          await remove.mutateAsync({ ids, force: Boolean(what && goesMuch(what)) });
        } catch (error) {
          const refused = error instanceof Refused;
          setProblem(refused ? error.message : textOf(error as Error));
          return;
        }
        toast(t("group.deleted", { count, name: only }));
        props.onDeleted();
      }}
    >
      {problem && <Notice tone="bad">{problem}</Notice>}
      <Asked of={asked}>{() => what && <Consequences what={what} />}</Asked>
    </ConfirmDialog>
  );
}

/** Whether something is gone with groups that somebody may miss. */
export function goesMuch(what: WhatGoes): boolean {
  const { members, priceRules, priceLists, promotions, visibilitySets } = what;
  const { children, askingGroups } = what;
  const lists = [
    priceRules,
    priceLists,
    promotions,
    visibilitySets,
    children,
    askingGroups,
  ];
  return Boolean(members) || lists.some((list) => list && list.length > 0);
}

/** What goes with groups, in words. */
export function Consequences(props: { what: WhatGoes }) {
  const t = useText();
  const { what } = props;
  if (what.errors.length > 0) {
    return (
      <Notice tone="bad">
        {what.errors.map(({ message }) => (
          <div key={message}>{message}</div>
        ))}
      </Notice>
    );
  }
  if (!goesMuch(what)) return <p className={css.text}>{t("group.delete.nothing")}</p>;
  const lists = [
    [t("group.delete.rules"), what.priceRules],
    [t("group.delete.lists"), what.priceLists],
    [t("group.delete.promotions"), what.promotions],
    [t("group.delete.sets"), what.visibilitySets],
    [t("group.delete.children"), what.children],
    [t("group.delete.asking"), what.askingGroups],
  ] as const;
  return (
    <>
      <p className={css.text}>
        {t("group.delete.members", {
          members: what.members ?? 0,
          toDefault: what.toDefault ?? 0,
        })}
      </p>
      {lists.map(
        ([title, things]) =>
          things &&
          things.length > 0 && (
            <div key={title} className={css.text}>
              <strong>{title}</strong>
              <ul className={css.bullets}>
                {things.map(({ id, name }) => (
                  <li key={id}>
                    <bdi>{name}</bdi>
                  </li>
                ))}
              </ul>
            </div>
          ),
      )}
      {what.publicProductsCount ? (
        <p className={css.text}>
          {t("sets.shown", { count: what.publicProductsCount })}
        </p>
      ) : null}
    </>
  );
}
