import { useText } from "../../text";
import type { Column } from "../../ui/table/columns";
import { MetricBeside, MetricValue } from "../metric-value";
import type { About, Metric } from "../report-requests";
import { ReportFile } from "./report-file";
import { ReportPart, ReportTable } from "./report-table";

/** The figures of a group, beside those of the whole shop. */
export function KeyFigures(props: {
  about: About;
  metrics: readonly Metric[];
  currency: string;
  busy: boolean;
}) {
  const t = useText();
  const { currency } = props;
  const title = t("report.figures");
  const columns: Column<Metric>[] = [
    {
      name: "metric",
      title: t("report.metric"),
      cell: ({ name }) => t(`report.metric.${name}`),
    },
    {
      name: "value",
      title: t("report.group"),
      number: true,
      cell: ({ value, unit }) => <MetricValue {...{ value, unit, currency }} />,
    },
    {
      name: "all",
      title: t("report.shop"),
      number: true,
      cell: ({ ofAll, unit }) => <MetricValue value={ofAll} {...{ unit, currency }} />,
    },
    {
      name: "beside",
      title: t("report.beside"),
      cell: (metric) => <MetricBeside metric={metric} />,
    },
  ];
  return (
    <ReportPart
      title={title}
      file={<ReportFile about={props.about} table="METRICS" title={title} />}
    >
      <ReportTable
        label={title}
        columns={columns}
        rows={props.metrics}
        idOf={({ name }) => name}
        busy={props.busy}
      />
    </ReportPart>
  );
}
