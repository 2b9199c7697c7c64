import type { ResultOf } from "../../api/graphql";
import { useAsk } from "../../api/hooks";
import { useText } from "../../text";
import { Fault } from "../../ui/messages/notices";
import { Page } from "../../ui/page";
import type { Column } from "../../ui/table/columns";
import { Count } from "../../ui/values/values";
import { NewRule } from "../list/new-rule";
import { RuleTable } from "../list/rule-table";
import { useRuleChanges } from "../list/use-rule-changes";
import { useRuleView } from "../list/use-rule-view";
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

/** The list of all price lists. */
export default function PriceLists() {
  const t = useText();
  const { view, change, asked } = useRuleView();
  const lists = useAsk(PRICE_LISTS, asked, { keep: true });
  const changes = useRuleChanges(UPDATE_PRICE_LIST, DELETE_PRICE_LIST);
  const columns: Column<List>[] = [
    {
      name: "entries",
      title: t("lists.entries"),
      number: true,
      cell: (list) => <Count value={list.entriesCount} />,
    },
  ];
  return (
    <Page
      title={t("lists.title")}
      actions={<NewRule noun="price-lists" label="lists.new" />}
    >
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
        {...changes}
      />
    </Page>
  );
}
