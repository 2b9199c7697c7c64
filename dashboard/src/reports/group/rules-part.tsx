import { useMemo } from "react";
import { useAsk } from "../../api/hooks";
import { useMay } from "../../app/session";
import { RuleLink } from "../../pricing/rule-link";
import { useText } from "../../text";
import { Asked } from "../../ui/messages/notices";
import type { Column } from "../../ui/table/columns";
import css from "../../ui/ui.module.css";
import { Count, Money } from "../../ui/values/values";
import { BarChart, MOST_BARS } from "../bar-chart";
import { type About, GROUP_REPORT, type Rule } from "../report-requests";
import { ReportFile } from "./report-file";
import { ReportPart, ReportTable } from "./report-table";

/** What each price list, price rule and promotion did to the orders. */
export function RulesPart(props: { about: About }) {
  const t = useText();
  const { about } = props;
  const asked = useAsk(GROUP_REPORT, { ...about, rules: true }, { keep: true });
  const title = t("report.rules");
  // Others would be refused the page of a rule.
  const leads = useMay("MANAGE_DISCOUNTS");
  return (
    <ReportPart
      title={title}
      file={<ReportFile about={about} table="RULES" title={title} />}
    >
      <Asked of={asked}>
        {({ customerGroupReport: { rules } }) =>
          rules?.length ? (
            <>
              {rules.length > 1 && <RulesChart rules={rules} />}
              <ReportTable
                label={title}
                columns={columnsOf(rules, t, leads)}
                rows={rules}
                idOf={({ kind, code }) => `${kind} ${code}`}
                busy={asked.isPlaceholderData}
              />
            </>
          ) : (
            <p className={css.text}>{t("report.rules.none")}</p>
          )
        }
      </Asked>
    </ReportPart>
  );
}

/** What the lines brought that each rule touched, the most first. */
function RulesChart({ rules }: { rules: readonly Rule[] }) {
  const t = useText();
  const bars = useMemo(
    () =>
      rules
        .map(({ name, code, revenue }) => ({
          name: name || code,
          value: revenue.amount,
        }))
        .sort((one, other) => other.value - one.value)
        .slice(0, MOST_BARS),
    [rules],
  );
  const currency = rules[0]?.revenue.currency ?? "";
  return (
    <>
      <BarChart
        bars={bars}
        format={{ style: "currency", currency }}
        what={t("report.rules.bars")}
        label={t("report.rules.chart")}
      />
      {rules.length > MOST_BARS && (
        <p className={css.quiet}>{t("report.rules.most", { count: MOST_BARS })}</p>
      )}
    </>
  );
}

/** The columns of the table; those that say nothing of any rule are left out. */
function columnsOf(
  rules: readonly Rule[],
  t: ReturnType<typeof useText>,
  leads: boolean,
): Column<Rule>[] {
  const columns: Column<Rule>[] = [
    {
      name: "rule",
      title: t("report.rule"),
      cell: (rule) => (
        <>
          <RuleName rule={rule} leads={leads} />
          <div className={css.quiet}>{t("report.rule.kind", { kind: rule.kind })}</div>
        </>
      ),
    },
    {
      name: "orders",
      title: t("report.orders"),
      number: true,
      cell: ({ orders }) => <Count value={orders} />,
    },
    {
      name: "units",
      title: t("report.units"),
      number: true,
      cell: ({ units }) => <Count value={units} />,
    },
    {
      name: "discount",
      title: t("report.discount"),
      number: true,
      cell: ({ discount }) => <Money {...discount} />,
    },
    {
      name: "increase",
      title: t("report.increase"),
      number: true,
      cell: ({ increase }) => <Money {...increase} />,
    },
    {
      name: "sold",
      title: t("report.sold"),
      number: true,
      cell: ({ soldAmount }) => <Money {...soldAmount} />,
    },
    {
      name: "net",
      title: t("report.net"),
      number: true,
      cell: ({ revenue }) => <Money {...revenue} />,
    },
    {
      name: "margin",
      title: t("report.margin"),
      number: true,
      cell: ({ margin }) => (margin ? <Money {...margin} /> : "–"),
    },
    {
      name: "below",
      title: t("report.belowCost"),
      number: true,
      cell: ({ linesBelowCost, loss }) =>
        linesBelowCost ? (
          <>
            <Money amount={-loss.amount} currency={loss.currency} />
            <div className={css.quiet}>
              {t("report.belowCost.lines", { count: linesBelowCost })}
            </div>
          </>
        ) : (
          "–"
        ),
    },
  ];
  const says: Record<string, boolean> = {
    increase: rules.some(({ increase }) => increase.amount > 0),
    below: rules.some(({ linesBelowCost }) => linesBelowCost > 0),
  };
  return columns.filter(({ name }) => says[name] ?? true);
}

/** The name of a rule, which leads to its page where there is one. */
function RuleName(props: { rule: Rule; leads: boolean }) {
  const { id, kind, name, code } = props.rule;
  const named = id && props.leads ? { [FIELDS[kind] ?? ""]: { id } } : {};
  return <RuleLink of={named}>{name || code}</RuleLink>;
}

// What the API calls them elsewhere, by their kind.
const FIELDS: Record<string, string> = {
  price_list: "priceList",
  price_rule: "priceRule",
  promotion: "promotion",
};
