import { useMemo, useState } from "react";
import { useWatch } from "react-hook-form";
import type { ResultOf } from "../../api/graphql";
import { useAsk } from "../../api/hooks";
import { useText } from "../../text";
import { useLater } from "../../ui/later";
import { Loading, Notice } from "../../ui/messages/notices";
import { Card, Facts } from "../../ui/page";
import { useCatalogue } from "../../ui/pickers/catalogue";
import { useGroupChoices } from "../../ui/pickers/group-picker";
import type { Choice } from "../../ui/pickers/picker";
import css from "../../ui/ui.module.css";
import { isDecimal, readDecimal } from "../../ui/values/decimals";
import { Money } from "../../ui/values/values";
import { Basket, type BasketLine } from "../basket";
import { type PromotionKinds, usePlace } from "../kinds";
import {
  momentWithin,
  PROMOTION_NUMBERS,
  type PromotionValues,
  promotionInput,
  wrongNumbers,
} from "../page/values";
import { ChannelSelect, useChannel } from "../preview-channel";
import { CustomerChoice } from "../preview-customer";
import { PREVIEW_PROMOTION } from "./promotion-documents";

type Preview = ResultOf<typeof PREVIEW_PROMOTION>["customerGroupPromotionPreview"];

const TYPING_MS = 400;

/** What a basket costs a member with the promotion as it stands in the form. */
export function PromotionPreview(props: { id?: string; kinds: PromotionKinds }) {
  const { id, kinds } = props;
  const t = useText();
  const place = usePlace();
  const values = useWatch() as PromotionValues;
  const [channel, setChannel] = useChannel();
  const [customer, setCustomer] = useState<Choice | null>(null);
  const [lines, setLines] = useState<BasketLine[]>([]);
  const [shipping, setShipping] = useState("");
  const { codes, areNamed } = useGroupChoices(values.groups);
  const input = useMemo(() => {
    const promotion = promotionInput(values, kinds, place);
    return JSON.stringify({
      channel,
      lines,
      customerId: customer?.value ?? null,
      groupCodes: customer ? null : codes,
      shippingPrice: readDecimal(shipping, place.locale) || null,
      at: momentWithin(promotion, Date.now()),
      promotion: { ...promotion, name: promotion.name || "…", isActive: true },
      promotionId: id ?? null,
    });
  }, [values, kinds, place, channel, customer, lines, shipping, codes, id]);
  const isTyping =
    wrongNumbers(values, PROMOTION_NUMBERS, place).length > 0 ||
    !isDecimal(shipping, place.locale);
  const needs =
    values.groups.length === 0
      ? t("preview.needsGroup")
      : lines.length === 0 && t("basket.empty");
  const isReady = !isTyping && !needs && areNamed && codes.length > 0;
  // A draft that lacked something a moment ago is not asked about any more.
  const asked = useLater(isReady ? input : "", TYPING_MS);
  const preview = useAsk(
    PREVIEW_PROMOTION,
    { input: JSON.parse(asked || "{}") },
    { keep: true, aside: true, wait: !asked },
  );
  return (
    <Card title={t("basket.title")}>
      <ChannelSelect value={channel} onChange={setChannel} />
      <CustomerChoice
        groupId={values.groups[0]}
        value={customer}
        onChange={setCustomer}
      />
      <Basket
        channel={channel}
        lines={lines}
        onChange={setLines}
        shipping={shipping}
        onShipping={setShipping}
      />
      {needs ? (
        <p className={css.hint}>{needs}</p>
      ) : (
        <div
          className={css.stack}
          aria-busy={preview.isPlaceholderData || asked !== input}
        >
          <Answer
            answer={preview.data?.customerGroupPromotionPreview}
            failed={preview.isError}
            id={id}
          />
        </div>
      )}
    </Card>
  );
}

function Answer(props: { answer: Preview | undefined; failed: boolean; id?: string }) {
  const t = useText();
  const { answer, failed, id } = props;
  if (failed) return <p className={css.hint}>{t("preview.none")}</p>;
  if (!answer) return <Loading lines={3} />;
  const [error] = answer.errors;
  const { current, draft } = answer;
  if (error || !draft || !current) {
    return (
      <div className={css.hint}>
        {t("preview.incomplete")} {error?.message}
      </div>
    );
  }
  const verdict = draft.verdicts.find(
    ({ kind, promotion }) =>
      kind === "promotion" && (promotion === null || promotion.id === id),
  );
  return (
    <>
      {verdict && (
        <Notice tone={verdict.reason === "APPLIED" ? "good" : "warning"}>
          {verdict.message}
        </Notice>
      )}
      <ul className={css.plainList} aria-label={t("basket.title")}>
        {draft.lines.map((line) => (
          <li key={line.variantId} className={css.between}>
            <bdi>{nameOf(line.variant)}</bdi>
            <span className={css.quiet}>
              {t("basket.times", { count: line.quantity })}{" "}
              <Money {...line.unitPrice} />
            </span>
            <span className={css.prices}>
              {line.discount.amount > 0 && (
                <span className={css.quiet}>
                  −<Money {...line.discount} />{" "}
                </span>
              )}
              <strong>
                <Money {...line.total} />
              </strong>
            </span>
          </li>
        ))}
      </ul>
      <Facts
        facts={[
          ...draft.gifts.map(({ variantId, quantity }): [string, React.ReactNode] => [
            t("basket.gifts"),
            <Gift key={variantId} id={variantId} quantity={quantity} />,
          ]),
          [
            t("basket.shippingPrice"),
            <Money key="shipping" {...draft.shippingPrice} />,
          ],
          [t("basket.without"), <Money key="without" {...current.total} />],
          [
            t("basket.with"),
            <strong key="with">
              <Money {...draft.total} />
            </strong>,
          ],
        ]}
      />
    </>
  );
}

function Gift(props: { id: string; quantity: number }) {
  const t = useText();
  const [variant] = useCatalogue("variants", [props.id]).chosen;
  return (
    <>
      {t("basket.times", { count: props.quantity })} <bdi>{variant?.label}</bdi>
    </>
  );
}

function nameOf(
  variant: { name: string; productName: string | null; sku: string | null } | null,
): string {
  const name = [variant?.productName, variant?.name].filter(Boolean).join(" · ");
  return name || variant?.sku || "";
}
