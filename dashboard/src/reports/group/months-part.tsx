import { useIntl } from "react-intl";
import { useAsk } from "../../api/hooks";
import { useText } from "../../text";
import { Asked } from "../../ui/messages/notices";
import type { Column } from "../../ui/table/columns";
import { Count, Money } from "../../ui/values/values";
import { type About, GROUP_REPORT, type Month } from "../report-requests";
import { MonthChart } from "./month-chart";
import { ReportFile } from "./report-file";
import { ReportPart, ReportTable } from "./report-table";

/** What was bought in each month. */
export function MonthsPart(props: { about: About }) {
  const t = useText();
  const intl = useIntl();
  const { about } = props;
  const asked = useAsk(GROUP_REPORT, { ...about, months: true }, { keep: true });
  const title = t("report.months");
  const columns: Column<Month>[] = [
    {
      name: "month",
      title: t("report.month"),
      cell: ({ month }) =>
        intl.formatDate(`${month}-01`, {
          month: "long",
          year: "numeric",
          timeZone: "UTC",
        }),
    },
    {
      name: "orders",
      title: t("report.orders"),
      number: true,
      cell: ({ orders }) => <Count value={orders} />,
    },
    {
      name: "buyers",
      title: t("report.buyers"),
      number: true,
      cell: ({ buyers }) => <Count value={buyers} />,
    },
    {
      name: "members",
      title: t("report.membersThen"),
      number: true,
      cell: ({ members }) => <Count value={members} />,
    },
    {
      name: "revenue",
      title: t("report.revenue"),
      number: true,
      cell: ({ revenue }) => <Money {...revenue} />,
    },
    {
      name: "discount",
      title: t("report.discount"),
      number: true,
      cell: ({ discount }) => <Money {...discount} />,
    },
  ];
  return (
    <ReportPart
      title={title}
      file={<ReportFile about={about} table="MONTHS" title={title} />}
    >
      <Asked of={asked}>
        {({ customerGroupReport: { months } }) => (
          <>
            {months && months.length > 1 && (
              <MonthChart
                months={months}
                currency={months[0]?.revenue.currency ?? ""}
              />
            )}
            <ReportTable
              label={title}
              columns={columns}
              rows={months ?? []}
              idOf={({ month }) => month}
              busy={asked.isPlaceholderData}
            />
          </>
        )}
      </Asked>
    </ReportPart>
  );
}
