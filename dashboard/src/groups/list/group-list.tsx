import { Button } from "@saleor/macaw-ui";
import { useState } from "react";
import { useLocation } from "wouter";
import { useAsk, useAskEach } from "../../api/hooks";
import { pageOf, useView, type View } from "../../app/address";
import { useMay } from "../../app/session";
import { comparisonOf, FEWEST, MOST } from "../../reports/comparison/comparison-view";
import { useText } from "../../text";
import { Empty } from "../../ui/messages/notices";
import { Page } from "../../ui/page";
import { GroupFilter } from "../../ui/pickers/group-filter";
import { FilterSelect } from "../../ui/table/filters";
import { Table } from "../../ui/table/table";
import { GroupDeletion } from "../group-deletion";
import { BELOW, useGroupColumns } from "./group-columns";
import {
  filterOf,
  GROUP_TOTALS,
  GROUPS,
  isTree as isTreeOf,
  type ListedGroup,
  sortOf,
} from "./group-list-requests";
import { rowsOfTree } from "./group-tree";

type Change = (changed: Record<string, string | null>) => void;

/** The list of all customer groups. */
export default function GroupList() {
  const t = useText();
  const [, go] = useLocation();
  const { view, change } = useView("name");
  const isTree = isTreeOf(view);
  const prices = useMay("MANAGE_DISCOUNTS");
  const reports = useMay("MANAGE_ORDERS");
  const [deleted, setDeleted] = useState<ListedGroup[] | null>(null);
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());

  const sortBy = sortOf(view);
  const filter = isTree ? { hasParent: false } : filterOf(view);
  const groups = useAsk(
    GROUPS,
    { ...pageOf(view), filter, sortBy, prices },
    { keep: true },
  );
  // While the flat list is still shown, those below stand in it already.
  const unfolded = isTree && !groups.isPlaceholderData ? [...open] : [];
  const below = useAskEach(
    GROUPS,
    unfolded.map((parent) => ({ first: BELOW, filter: { parent }, sortBy, prices })),
  );
  const list = groups.data?.customerGroups;
  const rows = rowsOfTree(
    list?.edges.map(({ node }) => node) ?? [],
    new Set(unfolded),
    new Map(
      unfolded.map((id, place) => [
        id,
        below[place]?.data?.customerGroups?.edges.map(({ node }) => node) ?? [],
      ]),
    ),
  );
  const columns = useGroupColumns({
    isTree,
    prices,
    onFold: (id) =>
      setOpen((before) => {
        const after = new Set(before);
        if (!after.delete(id)) after.add(id);
        return after;
      }),
    onTag: (tag) => change({ tag }),
  });
  const actions = (
    <>
      {reports && (
        <Button variant="secondary" onClick={() => go("/reports")}>
          {t("reports.title")}
        </Button>
      )}
      <Button onClick={() => go("/groups/new")}>{t("groups.new")}</Button>
    </>
  );
  return (
    <Page title={t("groups.title")} actions={actions}>
      <Table
        name="groups"
        label={t("groups.title")}
        columns={columns}
        list={list && { ...list, edges: rows.map((node) => ({ node })) }}
        query={groups}
        idOf={({ group }) => group.id}
        nameOf={({ group }) => group.name}
        view={view}
        change={change}
        filters={<Filters view={view} change={change} />}
        totals={<Totals />}
        bulk={(ids) => (
          <>
            {ids.length === 1 && (
              <Button
                variant="secondary"
                onClick={() => go(`/groups/new?from=${ids[0]}`)}
              >
                {t("group.duplicate")}
              </Button>
            )}
            {reports && ids.length >= FEWEST && ids.length <= MOST && (
              <Button variant="secondary" onClick={() => go(comparisonOf(ids))}>
                {t("reports.compare")}
              </Button>
            )}
            <Button
              variant="secondary"
              onClick={() =>
                setDeleted(
                  rows.map(({ group }) => group).filter(({ id }) => ids.includes(id)),
                )
              }
            >
              {t("groups.delete")}
            </Button>
          </>
        )}
        empty={<Empty title={t("groups.empty.title")}>{t("groups.empty.text")}</Empty>}
      />
      {deleted && (
        <GroupDeletion
          groups={deleted}
          onClose={() => setDeleted(null)}
          onDeleted={() => setDeleted(null)}
        />
      )}
    </Page>
  );
}

function Filters(props: { view: View; change: Change }) {
  const t = useText();
  const tags = useAsk(GROUP_TOTALS, {}).data?.customerGroupTotals?.tags ?? [];
  const choice = (value: string, label: string) => ({ value, label });
  return (
    <>
      <FilterSelect
        {...props}
        name="kind"
        label={t("groups.fills")}
        options={[
          choice("MANUAL", t("groups.fills.MANUAL")),
          choice("AUTOMATIC", t("groups.fills.AUTOMATIC")),
          choice("HYBRID", t("groups.fills.HYBRID")),
        ]}
      />
      <FilterSelect
        {...props}
        name="status"
        label={t("groups.status")}
        options={[choice("active", t("groups.active")), choice("off", t("groups.off"))]}
      />
      <FilterSelect
        {...props}
        name="vip"
        label={t("groups.vip")}
        options={[choice("yes", t("groups.vip.yes")), choice("no", t("groups.vip.no"))]}
      />
      {tags.length > 0 && (
        <FilterSelect
          {...props}
          name="tag"
          label={t("groups.tag")}
          options={tags.map((tag) => choice(tag, tag))}
        />
      )}
      {props.view.filters.parent && (
        <GroupFilter {...props} name="parent" label={t("group.parent")} />
      )}
      <LayoutButton {...props} />
    </>
  );
}

/** The list as a tree, or flat; what is looked for is always found flat. */
function LayoutButton(props: { view: View; change: Change }) {
  const t = useText();
  const { search, filters } = props.view;
  if (search || Object.keys(filters).length > 0) return null;
  const isTree = props.view.layout === "tree";
  return (
    <Button
      variant="secondary"
      aria-pressed={isTree}
      onClick={() => props.change({ layout: isTree ? null : "tree" })}
    >
      {t(isTree ? "groups.asList" : "groups.asTree")}
    </Button>
  );
}

function Totals() {
  const t = useText();
  const totals = useAsk(GROUP_TOTALS, {}).data?.customerGroupTotals;
  if (!totals) return null;
  const { customers, customersInGroups } = totals;
  return <>{t("groups.totals", { customers, customersInGroups })}</>;
}
