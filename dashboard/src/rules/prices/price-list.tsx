import { useLocation } from "wouter";
import type { ResultOf } from "../../api/graphql";
import { useAsk } from "../../api/hooks";
import { useText } from "../../text";
import { Fault } from "../../ui/messages/notices";
import { Page } from "../../ui/page";
import type { Column } from "../../ui/table/columns";
import { useAdjustmentKinds } from "../kinds";
import { NewRule } from "../list/new-rule";
import { RuleTable } from "../list/rule-table";
import { scopeWords } from "../list/scope-words";
import { useRuleChanges } from "../list/use-rule-changes";
import { useRuleView } from "../list/use-rule-view";
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

/** The list of all price rules. */
export default function PriceList() {
  const t = useText();
  return (
    <Page
      title={t("prices.title")}
      actions={<NewRule noun="prices" label="prices.new" />}
    >
      <PriceRules />
    </Page>
  );
}

/** Price rules: all of them, or those of one group. */
export function PriceRules(props: { groupId?: string }) {
  const t = useText();
  const [, go] = useLocation();
  const { groupId } = props;
  const { view, change, asked, kinds: chosen } = useRuleView(groupId);
  const kinds = useAdjustmentKinds();
  const rules = useAsk(
    PRICE_RULES,
    { ...asked, filter: { ...asked.filter, kinds: chosen } },
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
        onDuplicate={(id) => go(`/prices/new?copy=${encodeURIComponent(id)}`)}
        {...changes}
      />
    </>
  );
}
