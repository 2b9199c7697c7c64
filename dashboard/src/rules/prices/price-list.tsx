import { Button } from "@saleor/macaw-ui";
import { useLocation } from "wouter";
import type { ResultOf } from "../../api/graphql";
import { useAsk } from "../../api/hooks";
import { pageOf, useView } from "../../app/address";
import { useText } from "../../text";
import { Fault } from "../../ui/notices";
import { Page } from "../../ui/page";
import type { Column } from "../../ui/table/columns";
import { useAdjustmentKinds } from "../kinds";
import { RuleTable } from "../list/rule-table";
import { scopeWords } from "../list/scope-words";
import { stateOf } from "../list/states";
import { useRuleChanges } from "../list/use-rule-changes";
import { DELETE_PRICE_RULE, PRICE_RULES, UPDATE_PRICE_RULE } from "./price-documents";

type Rule = NonNullable<
  ResultOf<typeof PRICE_RULES>["customerGroupPriceRules"]
>["edges"][number]["node"];

const TEXTS = {
  title: "prices.title",
  emptyTitle: "prices.empty.title",
  emptyText: "prices.empty.text",
  deleteText: "prices.deleteText",
} as const;
const SORTS = {
  name: "NAME",
  from: "VALID_FROM",
  until: "VALID_UNTIL",
  priority: "PRIORITY",
  updated: "UPDATED_AT",
} as const;

/** The list of all price rules. */
export default function PriceList() {
  const t = useText();
  return (
    <Page title={t("prices.title")} actions={<NewPrice />}>
      <PriceRules />
    </Page>
  );
}

/** The button for a new price, of a group where there is one. */
export function NewPrice(props: { groupId?: string }) {
  const t = useText();
  const [, go] = useLocation();
  const query = props.groupId ? `?group=${encodeURIComponent(props.groupId)}` : "";
  return <Button onClick={() => go(`/prices/new${query}`)}>{t("prices.new")}</Button>;
}

/** Price rules: all of them, or those of one group. */
export function PriceRules(props: { groupId?: string }) {
  const t = useText();
  const [, go] = useLocation();
  const { groupId } = props;
  const { view, change } = useView("name");
  const kinds = useAdjustmentKinds();
  const { state: _state, kind, group: chosen } = view.filters;
  const group = groupId ?? chosen;
  const state = stateOf(view);
  const field = SORTS[view.sort.replace("-", "") as keyof typeof SORTS] ?? "NAME";
  const rules = useAsk(
    PRICE_RULES,
    {
      ...pageOf(view),
      filter: {
        search: view.search || null,
        customerGroups: group ? [group] : null,
        kinds: kind ? [kind] : null,
        states: state ? [state] : null,
      },
      sortBy: { field, direction: view.sort.startsWith("-") ? "DESC" : "ASC" },
      groups: group ? [group] : null,
    },
    { keep: true },
  );
  const changes = useRuleChanges(UPDATE_PRICE_RULE, DELETE_PRICE_RULE);
  const columns: Column<Rule>[] = [
    {
      name: "adjustment",
      title: t("prices.adjustment"),
      optional: true,
      cell: (rule) => rule.adjustment?.description,
    },
    {
      name: "scope",
      title: t("prices.scope"),
      cell: (rule) => scopeWords(t, rule.scope),
    },
  ];
  return (
    <>
      {changes.fault && <Fault error={changes.fault} />}
      <RuleTable
        noun="prices"
        texts={TEXTS}
        list={rules.data?.customerGroupPriceRules}
        query={rules}
        view={view}
        change={change}
        kinds={kinds.data ?? []}
        counts={rules.data?.customerGroupRuleCounts?.priceRules}
        columns={columns}
        groupId={groupId}
        create={<NewPrice groupId={groupId} />}
        onDuplicate={(id) => go(`/prices/new?copy=${encodeURIComponent(id)}`)}
        {...changes}
      />
    </>
  );
}
