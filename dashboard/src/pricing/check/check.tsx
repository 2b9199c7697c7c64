import { Button } from "@saleor/macaw-ui";
import { useState } from "react";
import { useAsk } from "../../api/hooks";
import { PageLink } from "../../app/own-pages";
import { useMay } from "../../app/session";
import { groupAddress } from "../../groups/group-context";
import { useText } from "../../text";
import { Asked, Empty, State, type Tone } from "../../ui/messages/notices";
import { Card, Page } from "../../ui/page";
import css from "../../ui/ui.module.css";
import { GroupBadge } from "../../ui/values/values";
import { RuleLink } from "../rule-link";
import { CHECK } from "./documents";
import { byWeight, type Finding, type Weight } from "./weights";

const TONES: Record<Weight, Tone> = { LOSS: "bad", BROKEN: "warning", HINT: "plain" };

// Of each weight at first, and more at each press of a button.
const SHOWN = 50;

/** What is probably a mistake in groups, prices and promotions, and what to do. */
export default function Check() {
  const t = useText();
  const asked = useAsk(CHECK, {});
  return (
    <Page
      title={t("check.title")}
      actions={
        <Button
          variant="secondary"
          disabled={asked.isFetching}
          onClick={() => void asked.refetch()}
        >
          {t("check.again")}
        </Button>
      }
    >
      <p className={css.text}>{t("check.help")}</p>
      <Asked of={asked}>
        {({ customerGroupRuleCheck }) => {
          const found = byWeight(customerGroupRuleCheck ?? []);
          if (found.length === 0) {
            return <Empty title={t("check.nothing")}>{t("check.nothingText")}</Empty>;
          }
          return found.map((each) => <OfWeight key={each.weight} {...each} />);
        }}
      </Asked>
    </Page>
  );
}

function OfWeight(props: { weight: Weight; findings: Finding[] }) {
  const t = useText();
  const { weight, findings } = props;
  const [shown, setShown] = useState(SHOWN);
  const count = findings.length;
  return (
    <Card title={t(`check.weight.${weight}`, { count })}>
      <ul className={css.plainList}>
        {findings.slice(0, shown).map((finding) => (
          <Found
            key={`${finding.kind} ${finding.code} ${finding.message}`}
            finding={finding}
            tone={TONES[weight]}
          />
        ))}
      </ul>
      {count > shown && (
        <div>
          <Button variant="secondary" onClick={() => setShown(shown + SHOWN)}>
            {t("check.more", { count: Math.min(SHOWN, count - shown) })}
          </Button>
        </div>
      )}
    </Card>
  );
}

function Found(props: { finding: Finding; tone: Tone }) {
  const t = useText();
  const { finding, tone } = props;
  return (
    <li>
      <div className={css.row}>
        <State tone={tone}>{t(`check.kind.${finding.kind}`)}</State>
        <Place finding={finding} />
      </div>
      <p className={css.text}>{finding.message}</p>
    </li>
  );
}

/** Where it is put right. */
function Place(props: { finding: Finding }) {
  const t = useText();
  const mayUsers = useMay("MANAGE_USERS");
  const { finding } = props;
  const { priceRule, priceList, promotion, visibilitySet } = finding;
  const rule = priceRule ?? priceList ?? promotion ?? visibilitySet;
  if (rule) return <RuleLink of={finding}>{rule.name}</RuleLink>;
  if (finding.group) {
    const badge = <GroupBadge group={finding.group} />;
    if (!mayUsers) return badge;
    return <PageLink to={groupAddress(finding.group.id)}>{badge}</PageLink>;
  }
  return <PageLink to="/settings">{t("check.settings")}</PageLink>;
}
