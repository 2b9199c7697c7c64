import { FormattedNumber, useIntl } from "react-intl";
import { type TextKey, useText } from "../../text";
import { ExportButton } from "../../ui/export-button";
import { Notice } from "../../ui/messages/notices";
import type { Column } from "../../ui/table/columns";
import css from "../../ui/ui.module.css";
import { Count, Percent } from "../../ui/values/values";
import { ReportPart, ReportTable } from "../group/report-table";
import { ChangesPart } from "./changes-part";
import { bucketText, type Figure, figuresOf } from "./dry-runs";
import own from "./dry-runs.module.css";
import { HistogramChart } from "./histogram-chart";
import { type Bucket, DRY_RUN_FILE, type DryRun, type Report } from "./requests";
import { SignedMoney } from "./signed-money";

/** What a draft would have made of past orders: before, after, and who changes most. */
export function DryRunResult(props: { dryRun: DryRun; report: Report }) {
  const t = useText();
  const { dryRun, report } = props;
  const { id } = dryRun;
  return (
    <div className={own.parts}>
      <Outcome report={report} />
      <ReportPart
        title={t("dryRun.figures")}
        file={<File id={id} table="SUMS" title="dryRun.figures" />}
      >
        <Figures report={report} currency={dryRun.currency} />
      </ReportPart>
      <ReportPart
        title={t("dryRun.histogram")}
        file={<File id={id} table="HISTOGRAM" title="dryRun.histogram" />}
      >
        <Histogram buckets={report.histogram} />
      </ReportPart>
      <ChangesPart
        of={report.customers}
        what="customer"
        file={<File id={id} table="CUSTOMERS" title="dryRun.customers" />}
      />
      <ChangesPart
        of={report.products}
        what="product"
        file={<File id={id} table="PRODUCTS" title="dryRun.products" />}
      />
      <ChangesPart
        of={report.groups}
        what="group"
        file={<File id={id} table="GROUPS" title="dryRun.groups" />}
      />
      <LosingRules
        rules={report.losingRules}
        file={<File id={id} table="LOSING_RULES" title="dryRun.losing" />}
      />
    </div>
  );
}

/** The outcome in a sentence, and what stands in the way of trusting it. */
function Outcome(props: { report: Report }) {
  const t = useText();
  const intl = useIntl();
  const { report } = props;
  const { before, after } = report;
  const changed = after.revenue.amount - before.revenue.amount;
  const amount = intl.formatNumber(Math.abs(changed), {
    style: "currency",
    currency: before.revenue.currency,
  });
  const way = changed < 0 ? "less" : changed > 0 ? "more" : "same";
  return (
    <div className={css.stack}>
      <p className={css.text}>
        {t("dryRun.outcome", {
          touched: report.touchedOrders,
          orders: report.orders,
          customers: report.touchedCustomers,
        })}{" "}
        <strong>{t(`dryRun.outcome.${way}`, { amount })}</strong>{" "}
        {t("dryRun.quantities")}
      </p>
      {report.differingOrders > 0 && (
        <Notice>{t("dryRun.differing", { count: report.differingOrders })}</Notice>
      )}
      {report.leftOutOrders > 0 && (
        <Notice>{t("dryRun.leftOut", { count: report.leftOutOrders })}</Notice>
      )}
    </div>
  );
}

function Figures(props: { report: Report; currency: string }) {
  const t = useText();
  const { report, currency } = props;
  const value = (number: number | null, unit: Figure["unit"], signed = false) => {
    if (number === null) return "–";
    const signs = signed ? "exceptZero" : "auto";
    if (unit === "percent") {
      return <Percent value={number} digits={2} {...{ signed }} />;
    }
    return (
      <FormattedNumber
        value={number}
        signDisplay={signs}
        {...(unit === "amount" ? { style: "currency", currency } : {})}
      />
    );
  };
  const columns: Column<Figure>[] = [
    {
      name: "figure",
      title: t("report.metric"),
      cell: ({ name }) => t(`dryRun.figure.${name}`),
    },
    {
      name: "before",
      title: t("dryRun.before"),
      number: true,
      cell: ({ before, unit }) => value(before, unit),
    },
    {
      name: "after",
      title: t("dryRun.after"),
      number: true,
      cell: ({ after, unit }) => value(after, unit),
    },
    {
      name: "difference",
      title: t("dryRun.difference"),
      number: true,
      cell: ({ difference, unit }) => value(difference, unit, true),
    },
  ];
  return (
    <>
      <ReportTable
        label={t("dryRun.figures")}
        columns={columns}
        rows={figuresOf(report.before, report.after)}
        idOf={({ name }) => name}
        busy={false}
      />
      <p className={css.quiet}>{t("dryRun.figures.note")}</p>
    </>
  );
}

function Histogram(props: { buckets: readonly Bucket[] }) {
  const t = useText();
  const intl = useIntl();
  const percent = (number: number) => intl.formatNumber(number, { style: "percent" });
  const nameOf = (bucket: Bucket) => {
    const { text, from, until } = bucketText(bucket);
    return t(text, { from: percent(from), until: percent(until) });
  };
  const columns: Column<Bucket>[] = [
    { name: "change", title: t("dryRun.change"), cell: nameOf },
    {
      name: "orders",
      title: t("report.orders"),
      number: true,
      cell: ({ orders }) => <Count value={orders} />,
    },
    {
      name: "difference",
      title: t("dryRun.difference"),
      number: true,
      cell: ({ difference }) => <SignedMoney {...difference} />,
    },
  ];
  return (
    <>
      <HistogramChart buckets={props.buckets} names={props.buckets.map(nameOf)} />
      <ReportTable
        label={t("dryRun.histogram")}
        columns={columns}
        rows={props.buckets}
        idOf={nameOf}
        busy={false}
      />
    </>
  );
}

type Losing = Report["losingRules"][number];

function LosingRules(props: { rules: readonly Losing[]; file: React.ReactNode }) {
  const t = useText();
  const title = t("dryRun.losing");
  const columns: Column<Losing>[] = [
    {
      name: "rule",
      title: t("report.rule"),
      cell: ({ kind, code, name }) => (
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
      name: "lines",
      title: t("dryRun.lines"),
      number: true,
      cell: ({ lines }) => <Count value={lines} />,
    },
  ];
  if (props.rules.length === 0) {
    return (
      <ReportPart title={title}>
        <p className={css.text}>{t("dryRun.losing.none")}</p>
      </ReportPart>
    );
  }
  return (
    <ReportPart title={title} file={props.file}>
      <p className={css.text}>{t("dryRun.losing.text")}</p>
      <ReportTable
        label={title}
        columns={columns}
        rows={props.rules}
        idOf={({ kind, code }) => `${kind} ${code}`}
        busy={false}
      />
    </ReportPart>
  );
}

type Table =
  | "SUMS"
  | "HISTOGRAM"
  | "CUSTOMERS"
  | "PRODUCTS"
  | "GROUPS"
  | "LOSING_RULES";

function File(props: { id: string; table: Table; title: TextKey }) {
  const t = useText();
  const { id, table } = props;
  return (
    <ExportButton
      document={DRY_RUN_FILE}
      variables={{ id, table }}
      textOf={({ customerGroupDryRun }) => customerGroupDryRun?.csv ?? null}
      label={t("report.csv", { table: t(props.title) })}
      name={`${t("dryRun.file")}-${table.toLowerCase()}`}
    />
  );
}
