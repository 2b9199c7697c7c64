import { ArrowLeft, ArrowRight } from "lucide-react";
import type { View } from "../../app/address";
import { useMay } from "../../app/session";
import { GroupLink } from "../../groups/group-link";
import { useText } from "../../text";
import css from "../../ui/ui.module.css";
import { GroupBadge } from "../../ui/values/values";
import { MetricValue } from "../metric-value";
import own from "../reports.module.css";
import { type Column, sorted } from "./comparison-view";

interface Props {
  columns: readonly Column[];
  view: View;
  change: (changed: Record<string, string | null>) => void;
  currency: string;
  /** Whether something else is being asked for. */
  busy: boolean;
}

/** A column for each group, a row for each metric; each row sorts the columns. */
export function ComparisonTable(props: Props) {
  const t = useText();
  const { view, currency } = props;
  const columns = sorted(props.columns, view.sort);
  const metrics = columns[0]?.metrics ?? [];
  return (
    <div className={css.tableBox}>
      <table
        className={`${css.table} ${own.table} ${own.sideBySide}`}
        aria-label={t("reports.title")}
        aria-busy={props.busy}
      >
        <thead>
          <tr>
            <th scope="col">{t("report.metric")}</th>
            {columns.map((column) => (
              <th
                key={column.group?.id ?? column.audience}
                scope="col"
                className={css.number}
              >
                <Who column={column} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {metrics.map(({ name, unit }, place) => (
            <tr key={name}>
              <MetricHeading name={name} {...{ view }} change={props.change} />
              {columns.map((column) => (
                <td key={column.group?.id ?? column.audience} className={css.number}>
                  <MetricValue
                    value={column.metrics[place]?.value ?? null}
                    metric={{ name, unit }}
                    {...{ currency }}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Whose numbers stand in a column. */
function Who({ column: { audience, group } }: { column: Column }) {
  const t = useText();
  const mayOpen = useMay("MANAGE_USERS");
  if (audience !== "GROUP") return <>{t(`reports.${audience}`)}</>;
  // It may have been deleted since.
  if (!group) return <>–</>;
  return mayOpen ? <GroupLink group={group} /> : <GroupBadge group={group} />;
}

/** The name of a metric, by which the columns can be sorted: the largest first. */
function MetricHeading(props: {
  name: Column["metrics"][number]["name"];
  view: View;
  change: Props["change"];
}) {
  const t = useText();
  const { name, view, change } = props;
  const up = view.sort === name;
  const down = view.sort === `-${name}`;
  return (
    <th scope="row" aria-sort={up ? "ascending" : down ? "descending" : "none"}>
      <button
        type="button"
        className={css.sort}
        onClick={() => change({ sort: down ? name : `-${name}` })}
      >
        {t(`report.metric.${name}`)}
        {up && <ArrowRight size={14} aria-hidden />}
        {down && <ArrowLeft size={14} aria-hidden />}
      </button>
    </th>
  );
}
