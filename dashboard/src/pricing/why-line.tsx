import { useText } from "../text";
import { State } from "../ui/messages/notices";
import { Card, Facts } from "../ui/page";
import { variantName } from "../ui/pickers/catalogue";
import css from "../ui/ui.module.css";
import { Money } from "../ui/values/values";
import type { Charged } from "./order-question";
import { RuleLink } from "./rule-link";
import type { Line, Verdict } from "./why-document";

/** What a line of the basket costs, and what competed for it. */
export function WhyLine(props: {
  line: Line;
  verdicts: readonly Verdict[];
  /** What an order charged for it, where one is asked about. */
  charged: Charged | null;
  /** Whether another answer is on its way. */
  busy: boolean;
}) {
  const t = useText();
  const { line, verdicts } = props;
  const { quantity, listPrice, publicPrice, unitPrice } = line;
  const name = variantName(line.variant);
  return (
    <Card title={quantity > 1 ? t("why.times", { count: quantity, name }) : name}>
      <Facts
        facts={[
          [t("why.listed"), <Money key="listed" {...listPrice} />],
          ...(publicPrice.amount === listPrice.amount
            ? []
            : [
                [t("why.public"), <Money key="public" {...publicPrice} />] as [
                  string,
                  React.ReactNode,
                ],
              ]),
          [
            t("why.pays"),
            <span key="pays">
              <strong>
                <Money {...unitPrice} />
              </strong>{" "}
              {line.reason}
            </span>,
          ],
          ...(props.charged
            ? [
                [t("why.inOrder"), <InOrder key="charged" of={props.charged} />] as [
                  string,
                  React.ReactNode,
                ],
              ]
            : []),
          ...line.promotions.map((promotion): [string, React.ReactNode] => [
            t("why.promotion"),
            <span key={promotion.code}>
              −<Money {...promotion.amount} />{" "}
              <RuleLink
                of={{
                  promotion: verdicts.find(
                    ({ kind, code }) => kind === "promotion" && code === promotion.code,
                  )?.promotion,
                }}
              >
                {promotion.name}
              </RuleLink>
            </span>,
          ]),
          ...(quantity > 1 || line.discount.amount > 0
            ? [
                [t("why.line"), <Money key="line" {...line.total} />] as [
                  string,
                  React.ReactNode,
                ],
              ]
            : []),
        ]}
      />
      {line.candidates.length > 0 ? (
        <Candidates
          line={line}
          label={t("why.candidatesOf", { name })}
          busy={props.busy}
        />
      ) : (
        <p className={css.text}>{t("why.noCandidates")}</p>
      )}
    </Card>
  );
}

/** What was charged, and what made it so then. */
function InOrder(props: { of: Charged }) {
  const t = useText();
  const { price, names } = props.of;
  if (!price) return <>{t("why.inOrder.own")}</>;
  return (
    <>
      <Money {...price} /> <bdi>{names.join(", ")}</bdi>
    </>
  );
}

function Candidates(props: { line: Line; label: string; busy: boolean }) {
  const t = useText();
  return (
    <div className={css.tableBox}>
      <table
        className={`${css.table} ${css.words}`}
        aria-label={props.label}
        aria-busy={props.busy}
      >
        <thead>
          <tr>
            <th scope="col">{t("why.candidate")}</th>
            <th scope="col">{t("why.through")}</th>
            <th scope="col" className={css.number}>
              {t("why.price")}
            </th>
            <th scope="col">{t("why.outcome")}</th>
          </tr>
        </thead>
        <tbody>
          {props.line.candidates.map((candidate) => (
            <tr key={`${candidate.kind} ${candidate.code} ${candidate.groupName}`}>
              <td>
                <RuleLink of={candidate}>{candidate.name}</RuleLink>
              </td>
              <td>
                <bdi>{candidate.groupName}</bdi>
              </td>
              <td className={css.number}>
                <Money {...candidate.price} />
              </td>
              <td>
                <Outcome reason={candidate.reason} message={candidate.message} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Whether something counts, in a word, and why. */
export function Outcome(props: { reason: Verdict["reason"]; message: string }) {
  const t = useText();
  const won = props.reason === "APPLIED" || props.reason === "PARTLY_APPLIED";
  return (
    <span>
      <State tone={won ? "good" : "plain"}>{t(won ? "why.won" : "why.lost")}</State>
      <br />
      {props.message}
    </span>
  );
}
