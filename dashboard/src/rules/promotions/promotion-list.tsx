import { useLocation } from "wouter";
import type { ResultOf } from "../../api/graphql";
import { useAsk } from "../../api/hooks";
import { useText } from "../../text";
import { Fault } from "../../ui/messages/notices";
import { Page } from "../../ui/page";
import type { Column } from "../../ui/table/columns";
import { usePromotionKinds } from "../kinds";
import { NewRule } from "../list/new-rule";
import { RuleTable } from "../list/rule-table";
import { useRuleChanges } from "../list/use-rule-changes";
import { useRuleView } from "../list/use-rule-view";
import { DELETE_PROMOTION, PROMOTIONS, UPDATE_PROMOTION } from "./promotion-documents";

type Promotion = NonNullable<
  ResultOf<typeof PROMOTIONS>["customerGroupPromotions"]
>["edges"][number]["node"];

const TEXTS = {
  title: "promotions.title",
  emptyTitle: "promotions.empty.title",
  emptyText: "promotions.empty.text",
  deleteText: "promotions.deleteText",
} as const;

/** The list of all promotions. */
export default function PromotionList() {
  const t = useText();
  return (
    <Page
      title={t("promotions.title")}
      actions={<NewRule noun="promotions" label="promotions.new" />}
    >
      <Promotions />
    </Page>
  );
}

/** Promotions: all of them, or those of one group. */
export function Promotions(props: { groupId?: string }) {
  const t = useText();
  const [, go] = useLocation();
  const { groupId } = props;
  const { view, change, asked, kinds: chosen } = useRuleView(groupId);
  const kinds = usePromotionKinds();
  const promotions = useAsk(
    PROMOTIONS,
    { ...asked, filter: { ...asked.filter, kinds: chosen } },
    { keep: true },
  );
  const changes = useRuleChanges(UPDATE_PROMOTION, DELETE_PROMOTION);
  const columns: Column<Promotion>[] = [
    {
      name: "uses",
      title: t("promotions.uses"),
      number: true,
      cell: (promotion) =>
        t("promotions.usesOf", {
          count: promotion.usesCount ?? 0,
          limit: promotion.limitTotal ?? 0,
        }),
    },
  ];
  return (
    <>
      {changes.fault && <Fault error={changes.fault} />}
      <RuleTable
        noun="promotions"
        texts={TEXTS}
        list={promotions.data?.customerGroupPromotions}
        query={promotions}
        view={view}
        change={change}
        kinds={kinds.data?.kinds ?? []}
        counts={promotions.data?.customerGroupRuleCounts?.promotions}
        columns={columns}
        groupId={groupId}
        onDuplicate={(id) => go(`/promotions/new?copy=${encodeURIComponent(id)}`)}
        {...changes}
      />
    </>
  );
}
