import { useMemo, useState } from "react";
import { useWatch } from "react-hook-form";
import type { ResultOf } from "../../api/graphql";
import { useAsk } from "../../api/hooks";
import { useSession } from "../../app/session";
import { useText } from "../../text";
import { useLater } from "../../ui/later";
import { Loading } from "../../ui/messages/notices";
import { Card } from "../../ui/page";
import type { Choice } from "../../ui/pickers/picker";
import css from "../../ui/ui.module.css";
import { Money } from "../../ui/values/values";
import { type Kind, usePlace } from "../kinds";
import {
  momentWithin,
  RULE_NUMBERS,
  type RuleValues,
  ruleInput,
  wrongNumbers,
} from "../page/values";
import { ChannelSelect, useChannel } from "../preview-channel";
import { CustomerChoice } from "../preview-customer";
import { PREVIEW_PRICE_RULE } from "./price-documents";

type Preview = ResultOf<typeof PREVIEW_PRICE_RULE>["customerGroupPriceRulePreview"];
type Line = NonNullable<Preview["draft"]>["lines"][number];

const TYPING_MS = 400;

/** What a member pays by the rule as it stands in the form, on a few variants. */
export function PricePreview(props: { id?: string; kinds: Kind[] }) {
  const t = useText();
  const place = usePlace();
  const { isSwitchedOn } = useSession();
  const [channel, setChannel] = useChannel();
  const [customer, setCustomer] = useState<Choice | null>(null);
  const values = useWatch() as RuleValues;
  const { id, kinds } = props;
  const input = useMemo(() => {
    const { name: _name, ...rule } = ruleInput(values, kinds, place);
    return JSON.stringify({
      channel,
      customerId: customer?.value ?? null,
      at: momentWithin(rule, Date.now()),
      priceRule: { ...rule, isActive: true },
      priceRuleId: id ?? null,
    });
  }, [values, kinds, place, channel, customer, id]);
  const isTyping = wrongNumbers(values, RULE_NUMBERS, place).length > 0;
  const isReady = !isTyping && channel && isSwitchedOn && values.groups.length > 0;
  // A draft that lacked something a moment ago is not asked about any more.
  const asked = useLater(isReady ? input : "", TYPING_MS);
  const preview = useAsk(
    PREVIEW_PRICE_RULE,
    { input: JSON.parse(asked || "{}") },
    { keep: true, aside: true, wait: !asked },
  );
  const answer = preview.data?.customerGroupPriceRulePreview;
  return (
    <Card title={t("preview.title")}>
      <ChannelSelect value={channel} onChange={setChannel} />
      <CustomerChoice
        groupId={values.groups[0]}
        value={customer}
        onChange={setCustomer}
      />
      {values.groups.length === 0 ? (
        <p className={css.hint}>{t("preview.needsGroup")}</p>
      ) : (
        <div aria-busy={preview.isPlaceholderData || asked !== input}>
          <Answer answer={answer} failed={preview.isError} />
        </div>
      )}
    </Card>
  );
}

function Answer(props: { answer: Preview | undefined; failed: boolean }) {
  const t = useText();
  const { answer } = props;
  if (props.failed) return <p className={css.hint}>{t("preview.none")}</p>;
  if (!answer) return <Loading lines={3} />;
  const [error] = answer.errors;
  if (error) {
    return (
      <div className={css.hint}>
        <p className={css.hint}>{t("preview.incomplete")}</p>
        {error.message}
      </div>
    );
  }
  const lines = answer.draft?.lines ?? [];
  if (lines.length === 0) return <p className={css.hint}>{t("preview.nothing")}</p>;
  const refused = answer.draft?.verdicts.find(({ reason }) => reason !== "APPLIED");
  return (
    <>
      <ul className={css.plainList} aria-label={t("preview.title")}>
        {lines.map((line) => (
          <PreviewLine key={line.variantId} line={line} />
        ))}
      </ul>
      {refused && <p className={css.hint}>{refused.message}</p>}
    </>
  );
}

function PreviewLine(props: { line: Line }) {
  const t = useText();
  const { variant, quantity, listPrice, unitPrice, reason } = props.line;
  const name = [variant?.productName, variant?.name].filter(Boolean).join(" · ");
  const same = listPrice.amount === unitPrice.amount;
  return (
    <li>
      <div className={css.between}>
        <bdi>{name || variant?.sku}</bdi>
        {quantity > 1 && (
          <span className={css.quiet}>{t("preview.units", { count: quantity })}</span>
        )}
        <span className={css.prices}>
          {!same && (
            <s className={css.struck}>
              <span className={css.hidden}>{t("preview.listed")} </span>
              <Money {...listPrice} />
            </s>
          )}{" "}
          <strong>
            <Money {...unitPrice} />
          </strong>
        </span>
      </div>
      <div className={css.quiet}>{reason}</div>
    </li>
  );
}
