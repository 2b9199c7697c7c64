import { useIntl } from "react-intl";
import { useText } from "../../text";
import type { Column } from "../../ui/table/columns";
import css from "../../ui/ui.module.css";
import { MetricBeside, MetricValue } from "../metric-value";
import type { About, Metric, Parts } from "../report-requests";
import { ReportFile } from "./report-file";
import { ReportPart, ReportTable } from "./report-table";

/** The figures of a group, beside those of the whole shop. */
export function KeyFigures(props: {
  about: About;
  metrics: readonly Metric[];
  parts: Parts | null;
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
      cell: (metric) => <MetricValue value={metric.value} {...{ metric, currency }} />,
    },
    {
      name: "all",
      title: t("report.shop"),
      number: true,
      cell: (metric) => <MetricValue value={metric.ofAll} {...{ metric, currency }} />,
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
      {props.parts && <PartsOfRevenue parts={props.parts} />}
    </ReportPart>
  );
}

/** What of the revenue are taxes, and what gift cards paid; nothing where that is 0. */
function PartsOfRevenue(props: { parts: Parts }) {
  const t = useText();
  const intl = useIntl();
  const { taxes, giftCards } = props.parts;
  const written = ({ amount, currency }: typeof taxes) =>
    intl.formatNumber(amount, { style: "currency", currency });
  const said = [
    taxes.amount > 0 && t("report.parts.taxes", { amount: written(taxes) }),
    giftCards &&
      giftCards.amount > 0 &&
      t("report.parts.giftCards", { amount: written(giftCards) }),
  ].filter(Boolean);
  return said.length ? <p className={css.quiet}>{said.join(" ")}</p> : null;
}
