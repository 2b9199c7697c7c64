import { useMemo } from "react";
import type { ResultOf } from "../../api/graphql";
import { useAsk, useChange } from "../../api/hooks";
import { asTried } from "../../reports/dry-runs/dry-runs";
import { TryOutForm } from "../../reports/dry-runs/try-out-form";
import { useText } from "../../text";
import { Asked } from "../../ui/messages/notices";
import { Card } from "../../ui/page";
import { type Kind, useAdjustmentKinds, usePlace } from "../kinds";
import { BasicsCard, Further, PriorityField, WhenCard } from "../page/common-fields";
import { KindFields } from "../page/kind-fields";
import { useNumberCheck } from "../page/refuse-numbers";
import { RuleForm } from "../page/rule-form";
import { RuleFrame, RuleWaiting } from "../page/rule-page";
import { useSource } from "../page/source";
import { RULE_NUMBERS, type RuleValues, ruleInput, ruleValues } from "../page/values";
import { ScopeField } from "../scope-field";
import {
  CREATE_PRICE_RULE,
  DELETE_PRICE_RULE,
  PRICE_RULE,
  UPDATE_PRICE_RULE,
} from "./price-documents";
import { LeastFields, PriceTogether } from "./price-fields";
import { PricePreview } from "./price-preview";

type Answer = ResultOf<typeof PRICE_RULE>;
type Rule = NonNullable<Answer["customerGroupPriceRule"]>;

const FRAME = {
  noun: "prices",
  texts: {
    list: "prices.title",
    fresh: "prices.new",
    deleteText: "prices.deleteText",
  },
} as const;
const FURTHER = [
  "priority",
  "exclusive",
  "withVouchers",
  "withPromotions",
  "tiersCount",
  "minSubtotalAmount",
  "minSubtotalCurrency",
  "minQuantity",
];

/** The page of one price rule, or of a new one. */
export default function PricePage() {
  const { id, source, groups } = useSource();
  const asked = useAsk(PRICE_RULE, { id: source ?? "" }, { wait: !source });
  const kinds = useAdjustmentKinds();
  const rule = asked.data?.customerGroupPriceRule ?? null;
  if (!kinds.data || (source && !rule)) {
    return (
      <RuleWaiting
        {...FRAME}
        isNew={!id}
        missing={Boolean(source && asked.data && !rule)}
      >
        <Asked of={kinds}>{() => <Asked of={asked}>{() => null}</Asked>}</Asked>
      </RuleWaiting>
    );
  }
  return (
    <Editor
      key={source ?? "new"}
      {...{ id, rule, groups }}
      kinds={kinds.data}
      refetch={asked.refetch}
    />
  );
}

function Editor(props: {
  id: string | undefined;
  /** What is changed, or what the new one is a copy of. */
  rule: Rule | null;
  kinds: Kind[];
  groups: string[];
  refetch: () => Promise<{ data: Answer | undefined }>;
}) {
  const { id, rule, kinds, groups } = props;
  const t = useText();
  const place = usePlace();
  const copied = rule && !id ? t("rule.copyOf", { name: rule.name }) : null;
  const values = useMemo(() => {
    const read = ruleValues(rule, kinds, place, groups);
    return copied === null ? read : { ...read, name: copied };
  }, [rule, kinds, place, groups, copied]);
  const create = useChange(CREATE_PRICE_RULE);
  const update = useChange(UPDATE_PRICE_RULE);
  const checkNumbers = useNumberCheck(RULE_NUMBERS, place);

  const save = async (typed: RuleValues) => {
    checkNumbers(typed);
    const input = ruleInput(typed, kinds, place);
    const { priceRule } = id
      ? await update.mutateAsync({ id, input, ifUpdatedAt: typed.updatedAt })
      : await create.mutateAsync({ input });
    return priceRule;
  };
  const reload = async () => {
    const { data } = await props.refetch();
    return ruleValues(data?.customerGroupPriceRule ?? null, kinds, place);
  };

  const draftOf = (typed: RuleValues) => {
    checkNumbers(typed);
    const input = ruleInput(typed, kinds, place);
    return { priceRule: asTried(input, id ? rule : null), priceRuleId: id };
  };

  return (
    <RuleFrame {...FRAME} rule={id ? rule : null} remove={DELETE_PRICE_RULE}>
      <RuleForm
        noun="prices"
        id={id}
        values={values}
        save={save}
        reload={reload}
        preview={
          <>
            <PricePreview id={id} kinds={kinds} />
            <TryOutForm draftOf={draftOf} />
          </>
        }
      >
        <BasicsCard />
        <Card title={t("prices.price")}>
          <KindFields kinds={kinds} name="adjustment" label={t("prices.kind")} />
        </Card>
        <Card title={t("prices.scope")}>
          <ScopeField name="scope" label={t("prices.scopeOf")} />
        </Card>
        <WhenCard />
        <Further fields={FURTHER}>
          <PriorityField />
          <PriceTogether />
          <LeastFields />
        </Further>
      </RuleForm>
    </RuleFrame>
  );
}
