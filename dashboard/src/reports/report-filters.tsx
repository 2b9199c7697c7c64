import type { ReactNode } from "react";
import type { View } from "../app/address";
import { useCurrencies, useSession } from "../app/session";
import { useText } from "../text";
import { FilterDay, FilterSelect } from "../ui/table/filters";
import { Tick } from "../ui/tick";
import css from "../ui/ui.module.css";
import { daysLater, PERIODS, periodOf } from "./report-view";
import own from "./reports.module.css";

interface Props {
  view: View;
  change: (changed: Record<string, string | null>) => void;
  /** The days of the report that is shown. */
  shown: { start: string; end: string } | null | undefined;
  /** Whether there may be groups below. */
  hasBelow: boolean;
  /** What can be done with the report as a whole. */
  children: ReactNode;
}

/** Chooses what a report is about; all of it stands in the address of the page. */
export function ReportFilters(props: Props) {
  const t = useText();
  const { view, shown } = props;
  const { channels } = useSession();
  const currencies = useCurrencies();
  const change = (changed: Record<string, string | null>) => {
    if (!("period" in changed)) return props.change(changed);
    const isOwn = changed.period === "own";
    // One's own days begin with those that are shown.
    props.change({
      ...changed,
      from: isOwn && shown ? shown.start : null,
      to: isOwn && shown ? daysLater(shown.end, -1) : null,
    });
  };
  const filter = { view, change };
  return (
    <div className={css.toolbar}>
      <FilterSelect
        {...filter}
        name="period"
        label={t("report.period")}
        none={t("report.period.months")}
        options={PERIODS.flatMap((value) =>
          value ? { value, label: t(`report.period.${value}`) } : [],
        )}
      />
      {periodOf(view.filters) === "own" && (
        <>
          <FilterDay {...filter} name="from" label={t("report.from")} />
          <FilterDay {...filter} name="to" label={t("report.to")} />
        </>
      )}
      <FilterSelect
        {...filter}
        name="basis"
        label={t("report.basis")}
        none={t("report.basis.MEMBERS_NOW")}
        options={[{ value: "order", label: t("report.basis.AT_ORDER") }]}
      />
      {channels.length > 1 && (
        <FilterSelect
          {...filter}
          name="channel"
          label={t("report.channel")}
          none={t("report.channel.all")}
          options={channels.map(({ slug, name }) => ({ value: slug, label: name }))}
        />
      )}
      {currencies.length > 1 && (
        <FilterSelect
          {...filter}
          name="currency"
          label={t("report.currency")}
          none={t("report.currency.most")}
          options={currencies.map((value) => ({ value, label: value }))}
        />
      )}
      {props.hasBelow && (
        <Tick
          shown
          label={t("report.below")}
          checked={view.filters.below === "yes"}
          onChange={(on) => change({ below: on ? "yes" : null })}
        />
      )}
      <span className={`${css.row} ${own.end}`}>{props.children}</span>
    </div>
  );
}
