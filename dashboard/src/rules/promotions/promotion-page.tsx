import { useMemo } from "react";
import type { ResultOf } from "../../api/graphql";
import { useAsk, useChange } from "../../api/hooks";
import { asTried } from "../../reports/dry-runs/dry-runs";
import { TryOutForm } from "../../reports/dry-runs/try-out-form";
import { useText } from "../../text";
import { Asked } from "../../ui/messages/notices";
import { useToast } from "../../ui/messages/toasts";
import { Card } from "../../ui/page";
import { type PromotionKinds, usePlace, usePromotionKinds } from "../kinds";
import { BasicsCard, Further, PriorityField, WhenCard } from "../page/common-fields";
import { KindFields } from "../page/kind-fields";
import { useNumberCheck } from "../page/refuse-numbers";
import { RuleForm } from "../page/rule-form";
import { RuleFrame, RuleWaiting } from "../page/rule-page";
import { useSource } from "../page/source";
import {
  PROMOTION_NUMBERS,
  type PromotionValues,
  promotionInput,
  promotionValues,
} from "../page/values";
import {
  CREATE_PROMOTION,
  DELETE_PROMOTION,
  PROMOTION,
  UPDATE_PROMOTION,
} from "./promotion-documents";
import { ConditionsField, LimitFields, PromotionTogether } from "./promotion-fields";
import { PromotionPreview } from "./promotion-preview";

type Answer = ResultOf<typeof PROMOTION>;
type Promotion = NonNullable<Answer["customerGroupPromotion"]>;

const FRAME = {
  noun: "promotions",
  texts: {
    list: "promotions.title",
    fresh: "promotions.new",
    deleteText: "promotions.deleteText",
  },
} as const;
const FURTHER = ["priority", "exclusive", "withVouchers", "withGroupPrices"];

/** The page of one promotion, or of a new one. */
export default function PromotionPage() {
  const { id, source, groups } = useSource();
  const asked = useAsk(PROMOTION, { id: source ?? "" }, { wait: !source });
  const kinds = usePromotionKinds();
  const rule = asked.data?.customerGroupPromotion ?? null;
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
  rule: Promotion | null;
  kinds: PromotionKinds;
  groups: string[];
  refetch: () => Promise<{ data: Answer | undefined }>;
}) {
  const { id, rule, kinds, groups } = props;
  const t = useText();
  const toast = useToast();
  const place = usePlace();
  const copied = rule && !id ? t("rule.copyOf", { name: rule.name }) : null;
  const values = useMemo(() => {
    const read = promotionValues(rule, kinds, place, groups);
    return copied === null ? read : { ...read, name: copied };
  }, [rule, kinds, place, groups, copied]);
  const create = useChange(CREATE_PROMOTION);
  const update = useChange(UPDATE_PROMOTION);
  const checkNumbers = useNumberCheck(PROMOTION_NUMBERS, place);

  const save = async (typed: PromotionValues) => {
    checkNumbers(typed);
    const input = promotionInput(typed, kinds, place);
    const { promotion, warnings } = id
      ? await update.mutateAsync({ id, input, ifUpdatedAt: typed.updatedAt })
      : await create.mutateAsync({ input });
    for (const warning of warnings) toast(warning);
    return promotion;
  };
  const reload = async () => {
    const { data } = await props.refetch();
    return promotionValues(data?.customerGroupPromotion ?? null, kinds, place);
  };

  const draftOf = (typed: PromotionValues) => {
    checkNumbers(typed);
    const input = promotionInput(typed, kinds, place);
    return { promotion: asTried(input, id ? rule : null), promotionId: id };
  };

  return (
    <RuleFrame {...FRAME} rule={id ? rule : null} remove={DELETE_PROMOTION}>
      <RuleForm
        noun="promotions"
        id={id}
        values={values}
        save={save}
        reload={reload}
        preview={
          <>
            <PromotionPreview id={id} kinds={kinds} />
            <TryOutForm draftOf={draftOf} />
          </>
        }
      >
        <BasicsCard />
        <Card title={t("promotions.benefit")}>
          <KindFields kinds={kinds.kinds} name="benefit" label={t("promotions.kind")} />
        </Card>
        <Card title={t("promotions.conditions")}>
          <ConditionsField kinds={kinds.conditions} />
        </Card>
        <Card title={t("promotions.limits")}>
          <LimitFields uses={id ? (rule?.usesCount ?? 0) : null} />
        </Card>
        <WhenCard />
        <Further fields={FURTHER}>
          <PriorityField />
          <PromotionTogether />
        </Further>
      </RuleForm>
    </RuleFrame>
  );
}
