import { useMemo } from "react";
import { useForm } from "react-hook-form";
import { useLocation, useParams, useSearch } from "wouter";
import type { ResultOf } from "../api/graphql";
import { useAsk, useChange } from "../api/hooks";
import { useText } from "../text";
import { Form, useLoaded } from "../ui/form";
import { Asked, NotFound, Notice } from "../ui/notices";
import { Card, Page } from "../ui/page";
import css from "../ui/ui.module.css";
import { BasicsCard, Further, PriorityField, WhenCard } from "./common-fields";
import { DangerZone } from "./danger-zone";
import { KindFields } from "./kind-fields";
import { type Kind, useAdjustmentKinds, usePlace } from "./kinds";
import {
  CREATE_PRICE_RULE,
  DELETE_PRICE_RULE,
  PRICE_RULE,
  UPDATE_PRICE_RULE,
} from "./price-documents";
import { LeastFields, PriceTogether } from "./price-fields";
import { PricePreview } from "./price-preview";
import { DuplicateButton, placeOf } from "./rule-page";
import { ScopeField } from "./scope-field";
import { StateOf } from "./states";
import { type RuleValues, ruleInput, ruleValues } from "./values";

type Rule = NonNullable<ResultOf<typeof PRICE_RULE>["customerGroupPriceRule"]>;

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
  const t = useText();
  const { id } = useParams<{ id?: string }>();
  const query = new URLSearchParams(useSearch());
  const source = id ?? query.get("copy");
  const rule = useAsk(PRICE_RULE, { id: source ?? "" }, { wait: !source });
  const kinds = useAdjustmentKinds();
  const back = { to: "/prices", label: t("prices.title") };
  if (!kinds.data || (source && !rule.data)) {
    return (
      <Page title={t(id ? "prices.one" : "prices.new")} back={back}>
        {kinds.data ? (
          <Asked of={rule}>{() => null}</Asked>
        ) : (
          <Asked of={kinds}>{() => null}</Asked>
        )}
      </Page>
    );
  }
  const found = rule.data?.customerGroupPriceRule ?? null;
  if (source && !found) {
    return (
      <Page title={t("error.notFound.title")} back={back}>
        <NotFound />
      </Page>
    );
  }
  return (
    <Editor
      key={source ?? "new"}
      id={id}
      rule={found}
      kinds={kinds.data}
      groupId={query.get("group")}
      refetch={rule.refetch}
    />
  );
}

function Editor(props: {
  id?: string;
  /** What is changed, or what the new one is a copy of. */
  rule: Rule | null;
  kinds: Kind[];
  groupId: string | null;
  refetch: () => Promise<{ data: ResultOf<typeof PRICE_RULE> | undefined }>;
}) {
  const { id, rule, kinds, groupId } = props;
  const t = useText();
  const [, go] = useLocation();
  const place = usePlace();
  const copied = rule && !id ? t("rule.copyOf", { name: rule.name }) : null;
  const values = useMemo(() => {
    const read = ruleValues(rule, kinds, place, groupId ? [groupId] : []);
    return copied === null ? read : { ...read, name: copied };
  }, [rule, kinds, place, groupId, copied]);
  const form = useForm<RuleValues>({ defaultValues: values });
  useLoaded(form, values);
  const create = useChange(CREATE_PRICE_RULE);
  const update = useChange(UPDATE_PRICE_RULE);
  const saved = { id };

  const save = async (typed: RuleValues) => {
    const input = ruleInput(typed, kinds, place);
    const { priceRule } = id
      ? await update.mutateAsync({ id, input, ifUpdatedAt: typed.updatedAt })
      : await create.mutateAsync({ input });
    saved.id = priceRule?.id;
  };

  const reload = async () => {
    const { data } = await props.refetch();
    form.reset(ruleValues(data?.customerGroupPriceRule ?? null, kinds, place));
  };

  return (
    <Page
      title={id ? <bdi>{rule?.name}</bdi> : t("prices.new")}
      name={id ? rule?.name : t("prices.new")}
      beside={id && rule && <StateOf state={rule.state} />}
      back={{ to: "/prices", label: t("prices.title") }}
      actions={id && <DuplicateButton onClick={() => go(`/prices/new?copy=${id}`)} />}
    >
      {rule?.problem && <Notice tone="bad">{rule.problem}</Notice>}
      <Form
        form={form}
        save={save}
        reload={() => void reload()}
        onSaved={() => !id && saved.id && go(placeOf("prices", saved.id))}
        onCancel={id ? undefined : () => go("/prices")}
      >
        <div className={css.columns}>
          <div className={css.stack}>
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
          </div>
          <div className={`${css.stack} ${css.beside}`}>
            <PricePreview id={id} kinds={kinds} />
          </div>
        </div>
      </Form>
      {id && rule && (
        <DangerZone
          name={rule.name}
          text={t("prices.deleteText")}
          document={DELETE_PRICE_RULE}
          id={id}
          onDeleted={() => go("/prices")}
        />
      )}
    </Page>
  );
}
