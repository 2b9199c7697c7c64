import { Button } from "@saleor/macaw-ui";
import { useLocation } from "wouter";
import type { ResultOf } from "../../api/graphql";
import { useAsk } from "../../api/hooks";
import { pageOf, useView } from "../../app/address";
import { useText } from "../../text";
import { Fault } from "../../ui/notices";
import { Page } from "../../ui/page";
import type { Column } from "../../ui/table/columns";
import { Count } from "../../ui/values";
import { RuleTable } from "../list/rule-table";
import { stateOf } from "../list/states";
import { useRuleChanges } from "../list/use-rule-changes";
import { DELETE_PRICE_LIST, PRICE_LISTS, UPDATE_PRICE_LIST } from "./documents";

type List = NonNullable<
  ResultOf<typeof PRICE_LISTS>["customerGroupPriceLists"]
>["edges"][number]["node"];

const TEXTS = {
  title: "lists.title",
  emptyTitle: "lists.empty.title",
  emptyText: "lists.empty.text",
  deleteText: "lists.deleteText",
} as const;
const SORTS = {
  name: "NAME",
  from: "VALID_FROM",
  until: "VALID_UNTIL",
  priority: "PRIORITY",
  updated: "UPDATED_AT",
} as const;

/** The list of all price lists. */
export default function PriceLists() {
  const t = useText();
  const [, go] = useLocation();
  const { view, change } = useView("name");
  const { group } = view.filters;
  const state = stateOf(view);
  const field = SORTS[view.sort.replace("-", "") as keyof typeof SORTS] ?? "NAME";
  const lists = useAsk(
    PRICE_LISTS,
    {
      ...pageOf(view),
      filter: {
        search: view.search || null,
        customerGroups: group ? [group] : null,
        states: state ? [state] : null,
      },
      sortBy: { field, direction: view.sort.startsWith("-") ? "DESC" : "ASC" },
      groups: group ? [group] : null,
    },
    { keep: true },
  );
  const changes = useRuleChanges(UPDATE_PRICE_LIST, DELETE_PRICE_LIST);
  const columns: Column<List>[] = [
    {
      name: "entries",
      title: t("lists.entries"),
      number: true,
      cell: (list) => <Count value={list.entriesCount} />,
    },
  ];
  const create = (
    <Button onClick={() => go("/price-lists/new")}>{t("lists.new")}</Button>
  );
  return (
    <Page title={t("lists.title")} actions={create}>
      {changes.fault && <Fault error={changes.fault} />}
      <RuleTable
        noun="price-lists"
        texts={TEXTS}
        list={lists.data?.customerGroupPriceLists}
        query={lists}
        view={view}
        change={change}
        counts={lists.data?.customerGroupRuleCounts?.priceLists}
        columns={columns}
        create={create}
        {...changes}
      />
    </Page>
  );
}
