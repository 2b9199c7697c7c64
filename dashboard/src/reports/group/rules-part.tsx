import { useAsk } from "../../api/hooks";
import { useText } from "../../text";
import { Asked } from "../../ui/messages/notices";
import type { Column } from "../../ui/table/columns";
import css from "../../ui/ui.module.css";
import { Count, Money } from "../../ui/values/values";
import { type About, REPORT_RULES, type Rule } from "../report-requests";
import { ReportFile } from "./report-file";
import { ReportPart, ReportTable } from "./report-table";

/** What each price list, price rule and promotion did to the orders. */
export function RulesPart(props: { about: About }) {
  const t = useText();
  const { about } = props;
  const asked = useAsk(REPORT_RULES, about, { keep: true });
  const title = t("report.rules");
  const columns: Column<Rule>[] = [
    {
      name: "rule",
      title: t("report.rule"),
      cell: ({ kind, name, code }) => (
        <>
          <bdi>{name || code}</bdi>
          <div className={css.quiet}>{t("report.rule.kind", { kind })}</div>
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
  ];
  return (
    <ReportPart
      title={title}
      file={<ReportFile about={about} table="RULES" title={title} />}
    >
      <Asked of={asked}>
        {({ customerGroupReport: { rules } }) =>
          rules?.length ? (
            <ReportTable
              label={title}
              columns={columns}
              rows={rules}
              idOf={({ kind, code }) => `${kind} ${code}`}
              busy={asked.isPlaceholderData}
            />
          ) : (
            <p className={css.text}>{t("report.rules.none")}</p>
          )
        }
      </Asked>
    </ReportPart>
  );
}
