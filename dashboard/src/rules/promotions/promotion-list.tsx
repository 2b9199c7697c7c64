import { Button } from "@saleor/macaw-ui";
import { useLocation } from "wouter";
import type { ResultOf } from "../../api/graphql";
import { useAsk } from "../../api/hooks";
import { pageOf, useView } from "../../app/address";
import { useText } from "../../text";
import { Fault } from "../../ui/notices";
import { Page } from "../../ui/page";
import type { Column } from "../../ui/table/columns";
import { usePromotionKinds } from "../kinds";
import { RuleTable } from "../list/rule-table";
import { stateOf } from "../list/states";
import { useRuleChanges } from "../list/use-rule-changes";
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
const SORTS = {
  name: "NAME",
  from: "VALID_FROM",
  until: "VALID_UNTIL",
  priority: "PRIORITY",
  updated: "UPDATED_AT",
} as const;

/** The list of all promotions. */
export default function PromotionList() {
  const t = useText();
  return (
    <Page title={t("promotions.title")} actions={<NewPromotion />}>
      <Promotions />
    </Page>
  );
}

/** The button for a new promotion, of a group where there is one. */
export function NewPromotion(props: { groupId?: string }) {
  const t = useText();
  const [, go] = useLocation();
  const query = props.groupId ? `?group=${encodeURIComponent(props.groupId)}` : "";
  return (
    <Button onClick={() => go(`/promotions/new${query}`)}>{t("promotions.new")}</Button>
  );
}

/** Promotions: all of them, or those of one group. */
export function Promotions(props: { groupId?: string }) {
  const t = useText();
  const [, go] = useLocation();
  const { groupId } = props;
  const { view, change } = useView("name");
  const kinds = usePromotionKinds();
  const { state: _state, kind, group: chosen } = view.filters;
  const group = groupId ?? chosen;
  const state = stateOf(view);
  const field = SORTS[view.sort.replace("-", "") as keyof typeof SORTS] ?? "NAME";
  const promotions = useAsk(
    PROMOTIONS,
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
        create={<NewPromotion groupId={groupId} />}
        onDuplicate={(id) => go(`/promotions/new?copy=${encodeURIComponent(id)}`)}
        {...changes}
      />
    </>
  );
}
