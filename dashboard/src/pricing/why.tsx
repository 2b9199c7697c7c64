import { useEffect, useMemo } from "react";
import { useLocation, useSearch } from "wouter";
import { useAsk } from "../api/hooks";
import { isBare } from "../app/own-pages";
import { useSession } from "../app/session";
import { idsIn, placeQuery } from "../bridge/place";
import { usePlace } from "../rules/kinds";
import { useChannel } from "../rules/preview-channel";
import { useText } from "../text";
import { useLater } from "../ui/later";
import { Asked, Empty, NotFound } from "../ui/messages/notices";
import { Page } from "../ui/page";
import { useGroupChoices } from "../ui/pickers/group-picker";
import css from "../ui/ui.module.css";
import { isDecimal, readDecimal } from "../ui/values/decimals";
import { fromField } from "../ui/values/zone";
import { OrderNotice } from "./order-notice";
import { type AskedOrder, ORDER, questionOf } from "./order-question";
import { isAsked, type Question, readQuestion, writeQuestion } from "./question";
import { WhyAnswer } from "./why-answer";
import { EXPLAIN } from "./why-document";
import { WhyQuestion } from "./why-question";

/** Why something costs somebody what it costs. */
export default function Why() {
  const t = useText();
  const [location] = useLocation();
  const [orderId] = idsIn(useSearch(), "orderId");
  return (
    <Page title={t("why.title")} titleHidden={isBare(location)}>
      {orderId ? <OfOrder id={orderId} /> : <Asking order={null} />}
    </Page>
  );
}

/** The same about an order: its basket is filled in, and can be changed. */
function OfOrder(props: { id: string }) {
  const query = useSearch();
  const [path, go] = useLocation();
  const { locale } = usePlace();
  const { timeZone } = useSession();
  const asked = useAsk(ORDER, { id: props.id });
  const order = asked.data?.order;
  const basket = order?.customerGroupBasket;
  const isFilled = isAsked(placeQuery(query));
  useEffect(() => {
    if (!basket || isFilled) return;
    const asking = questionOf(basket, { locale, zone: timeZone });
    go(`${path}?${writeQuestion(placeQuery(query), asking)}`, { replace: true });
  }, [basket, isFilled, locale, timeZone, path, query, go]);
  return (
    <Asked of={asked}>
      {() => {
        if (!order || !basket) return <NotFound />;
        return isFilled && <Asking order={order} />;
      }}
    </Asked>
  );
}

function Asking(props: { order: AskedOrder | null }) {
  const t = useText();
  const { order } = props;
  const { question, change } = useQuestion();
  const { asked, missing, busy } = useExplanation(question);
  const [lineId] = idsIn(useSearch(), "lineId");
  return (
    <div className={css.asking}>
      <WhyQuestion question={question} change={change} />
      <div className={css.stack}>
        {order && <OrderNotice order={order} />}
        {missing ? (
          <Empty title={t("why.start")}>{missing}</Empty>
        ) : (
          <Asked of={asked}>
            {({ customerGroupBasketExplain }) => (
              <WhyAnswer
                explanation={customerGroupBasketExplain}
                busy={busy}
                order={order}
                lineId={lineId}
              />
            )}
          </Asked>
        )}
      </div>
    </div>
  );
}

/** What the address of the page asks, and how it is changed. */
function useQuestion() {
  const query = useSearch();
  const [path, go] = useLocation();
  const [first] = useChannel();
  const question = useMemo(
    () => readQuestion(placeQuery(query), first),
    [query, first],
  );
  const change = (changed: Partial<Question>) =>
    go(`${path}?${writeQuestion(placeQuery(query), changed)}`, { replace: true });
  return { question, change };
}

/** The answer, or what is missing in the question. */
function useExplanation(question: Question) {
  const t = useText();
  const { locale } = usePlace();
  const { timeZone } = useSession();
  const { codes, codeOf, areNamed } = useGroupChoices(question.groups);
  const { audience, customerId, lines } = question;
  const primary = question.groups.find((id) => id === question.primary) ?? null;
  const input = {
    channel: question.channel,
    lines,
    customerId: audience === "customer" ? customerId : null,
    groupCodes: audience === "groups" ? codes : null,
    primaryGroupCode: audience === "groups" ? codeOf(primary) : null,
    at: fromField(question.at, timeZone),
    hasVoucher: question.hasVoucher,
    shippingPrice: readDecimal(question.shipping, locale) || null,
  };
  const isTyping = !isDecimal(question.shipping, locale);
  const needsGroups = audience === "groups" && question.groups.length === 0;
  const needsCustomer = audience === "customer" && !customerId;
  const missing = needsCustomer
    ? t("why.missing.customer")
    : needsGroups
      ? t("why.missing.groups")
      : lines.length === 0
        ? t("why.missing.lines")
        : "";
  const isNamed = audience !== "groups" || (areNamed && codes.length > 0);
  const isReady = isNamed && !isTyping && !missing;
  // What is asked a moment later must have been whole then: without the names of its
  // groups it would be another question, and its answer be shown as if it were this one's.
  const now = isReady ? JSON.stringify(input) : "";
  const later = useLater(now);
  const asked = useAsk(
    EXPLAIN,
    { input: JSON.parse(later || "{}") as typeof input },
    { keep: true, wait: !later },
  );
  return { asked, missing, busy: asked.isPlaceholderData || later !== now };
}
