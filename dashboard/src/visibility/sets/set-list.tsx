import { Button } from "@saleor/macaw-ui";
import { useState } from "react";
import { Link } from "wouter";
import type { ResultOf } from "../../api/graphql";
import { useAsk } from "../../api/hooks";
import { pageOf, sortingOf, useView, type View } from "../../app/address";
import { NewRule } from "../../rules/list/new-rule";
import { scopeWords } from "../../rules/list/scope-words";
import { StateOf, stateOf } from "../../rules/list/states";
import { placeOf } from "../../rules/page/rule-page";
import { useText } from "../../text";
import { Empty } from "../../ui/messages/notices";
import { Page } from "../../ui/page";
import { GroupFilter } from "../../ui/pickers/group-filter";
import type { Column } from "../../ui/table/columns";
import { FilterSelect } from "../../ui/table/filters";
import { Table } from "../../ui/table/table";
import css from "../../ui/ui.module.css";
import { Day, GroupBadge, Moment } from "../../ui/values/values";
import { SetDeletion } from "./set-deletion";
import { PRODUCT_SETS } from "./set-documents";
import { BrokenSet, KindOfSet } from "./set-words";

type ListedSet = NonNullable<
  ResultOf<typeof PRODUCT_SETS>["customerGroupVisibilitySets"]
>["edges"][number]["node"];

const SORTS = {
  name: "NAME",
  code: "CODE",
  created: "CREATED_AT",
  updated: "UPDATED_AT",
} as const;
const STATES = ["RUNNING", "PLANNED", "ENDED", "OFF"] as const;

/** The list of all product sets. */
export default function SetList() {
  const t = useText();
  const { view, change } = useView("name");
  const [doomed, setDoomed] = useState<ListedSet[] | null>(null);
  const sets = useAsk(
    PRODUCT_SETS,
    { ...pageOf(view), filter: filterOf(view), sortBy: sortingOf(view, SORTS) },
    { keep: true },
  );
  const list = sets.data?.customerGroupVisibilitySets;
  return (
    <Page title={t("sets.title")} actions={<NewRule noun="sets" label="sets.new" />}>
      <Table
        name="sets"
        label={t("sets.title")}
        columns={useColumns()}
        list={list}
        query={sets}
        idOf={({ id }) => id}
        nameOf={({ name }) => name}
        view={view}
        change={change}
        filters={<Filters view={view} change={change} />}
        bulk={(ids, clear) => (
          <>
            <Button
              variant="secondary"
              onClick={() =>
                setDoomed(
                  list?.edges
                    .map(({ node }) => node)
                    .filter(({ id }) => ids.includes(id)) ?? [],
                )
              }
            >
              {t("rule.delete")}
            </Button>
            <Button variant="tertiary" onClick={clear}>
              {t("cancel")}
            </Button>
          </>
        )}
        empty={<Empty title={t("sets.empty.title")}>{t("sets.empty.text")}</Empty>}
      />
      {doomed && (
        <SetDeletion
          sets={doomed}
          onClose={() => setDoomed(null)}
          onDeleted={() => setDoomed(null)}
        />
      )}
    </Page>
  );
}

function filterOf(view: View) {
  const { group, exclusive } = view.filters;
  const state = stateOf(view);
  return {
    search: view.search || null,
    customerGroups: group ? [group] : null,
    isExclusive: exclusive ? exclusive === "yes" : null,
    states: state ? [state] : null,
  };
}

function Filters(props: {
  view: View;
  change: (changed: Record<string, string | null>) => void;
}) {
  const t = useText();
  return (
    <>
      <GroupFilter {...props} />
      <FilterSelect
        {...props}
        name="exclusive"
        label={t("sets.kind")}
        options={[
          { value: "yes", label: t("sets.exclusive.yes") },
          { value: "no", label: t("sets.exclusive.no") },
        ]}
      />
      <FilterSelect
        {...props}
        name="state"
        label={t("rule.state")}
        options={STATES.map((value) => ({ value, label: t(`rule.state.${value}`) }))}
      />
    </>
  );
}

function useColumns(): Column<ListedSet>[] {
  const t = useText();
  return [
    {
      name: "name",
      title: t("rule.name"),
      sortable: true,
      fixed: true,
      cell: (set) => (
        <div className={css.nameCell}>
          <Link className={css.link} to={placeOf("sets", set.id)}>
            <bdi>{set.name}</bdi>
          </Link>
          {set.problem && <div className={css.quiet}>{set.problem}</div>}
        </div>
      ),
    },
    {
      name: "code",
      title: t("group.code"),
      sortable: true,
      optional: true,
      cell: (set) => set.code,
    },
    {
      name: "scope",
      title: t("sets.products"),
      cell: (set) => scopeWords(t, set.scope),
    },
    {
      name: "count",
      title: t("sets.count"),
      number: true,
      cell: (set) => set.productsCount ?? "–",
    },
    {
      name: "groups",
      title: t("rule.groups"),
      cell: (set) => (
        <span className={css.badges}>
          {set.groups?.map((group) => (
            <GroupBadge key={group.id} group={group} />
          ))}
          {set.groups?.length === 0 && <span className={css.quiet}>{t("none")}</span>}
        </span>
      ),
    },
    {
      name: "kind",
      title: t("sets.kind"),
      cell: (set) => <KindOfSet of={set} />,
    },
    {
      name: "from",
      title: t("rule.from"),
      optional: true,
      cell: (set) => <Day at={set.validFrom} />,
    },
    {
      name: "until",
      title: t("rule.until"),
      optional: true,
      cell: (set) => <Day at={set.validUntil} />,
    },
    {
      name: "state",
      title: t("rule.state"),
      cell: (set) => (set.problem ? <BrokenSet /> : <StateOf state={set.state} />),
    },
    {
      name: "created",
      title: t("groups.created"),
      sortable: true,
      optional: true,
      cell: (set) => <Day at={set.createdAt} />,
    },
    {
      name: "updated",
      title: t("rule.updated"),
      sortable: true,
      optional: true,
      cell: (set) => <Moment at={set.updatedAt} />,
    },
  ];
}
