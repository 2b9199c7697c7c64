import { Link } from "wouter";
import { graphql, type ResultOf } from "../api/graphql";
import { useAsk } from "../api/hooks";
import { useMay } from "../app/session";
import { GroupLink } from "../groups/group-link";
import { useText } from "../text";
import { Asked, Fault, Loading } from "../ui/messages/notices";
import { Card } from "../ui/page";
import css from "../ui/ui.module.css";

const ATTENTION = graphql(`
  query Attention {
    customerGroupAttention {
      groupsWithProblems {
        id
        name
        colour
        conditionsProblem
      }
      failedRuns {
        id
        group {
          id
          name
          colour
        }
      }
      atRiskCount
      atRisk(first: 5) {
        id
        customer {
          email
        }
      }
    }
  }
`);

// The whole set of rules is looked through: asked on its own, so that nothing waits.
const FINDINGS = graphql(`
  query Findings($first: Int!) {
    customerGroupRuleCheckSummary {
      count
      findings(first: $first) {
        message
      }
    }
  }
`);

const SHOWN = 3;

type Attended = NonNullable<ResultOf<typeof ATTENTION>["customerGroupAttention"]>;

/** What somebody should look at. */
export function Attention() {
  const t = useText();
  const mayPrices = useMay("MANAGE_DISCOUNTS");
  const asked = useAsk(ATTENTION, {});
  const findings = useAsk(FINDINGS, { first: SHOWN }, { wait: !mayPrices });
  const found = findings.data?.customerGroupRuleCheckSummary;
  const count = found?.count ?? 0;
  return (
    <Card title={t("start.attention")}>
      <Asked of={asked} lines={2}>
        {({ customerGroupAttention: attention }) => {
          if (!attention) return null;
          const nothing =
            count === 0 &&
            attention.groupsWithProblems.length === 0 &&
            attention.failedRuns.length === 0 &&
            attention.atRiskCount === 0;
          if (nothing && !findings.isLoading && !findings.error) {
            return <p className={css.text}>{t("start.attention.nothing")}</p>;
          }
          return (
            <ul className={css.entries}>
              <OfGroups attention={attention} />
              {findings.isLoading && (
                <li>
                  <Loading lines={1} />
                </li>
              )}
              {findings.error && (
                <li>
                  <Fault error={findings.error} retry={() => void findings.refetch()} />
                </li>
              )}
              {count > 0 && (
                <li>
                  <Link className={css.link} to="/check">
                    {t("start.findings", { count })}
                  </Link>
                  <ul className={css.bullets}>
                    {found?.findings.map(({ message }) => (
                      <li key={message}>{message}</li>
                    ))}
                  </ul>
                  {count > SHOWN && (
                    <div className={css.quiet}>
                      {t("start.findings.more", { count: count - SHOWN })}
                    </div>
                  )}
                </li>
              )}
            </ul>
          );
        }}
      </Asked>
    </Card>
  );
}

function OfGroups(props: { attention: Attended }) {
  const t = useText();
  const { groupsWithProblems, failedRuns, atRiskCount, atRisk } = props.attention;
  return (
    <>
      {groupsWithProblems.map((group) => (
        <li key={group.id}>
          <GroupLink group={group} />
          <div>{group.conditionsProblem}</div>
        </li>
      ))}
      {failedRuns.map(({ id, group }) => (
        <li key={id}>
          <GroupLink group={group} />
          <div>{t("start.failed")}</div>
        </li>
      ))}
      {atRiskCount > 0 && (
        <li>
          <strong>{t("start.atRisk", { count: atRiskCount })}</strong>
          <div className={css.quiet}>
            {atRisk.map(({ customer }) => customer?.email).join(", ")}
          </div>
        </li>
      )}
    </>
  );
}
