import { Link } from "wouter";
import { useAsk } from "../../api/hooks";
import { pageOf, useView } from "../../app/address";
import { useText } from "../../text";
import { Empty, State } from "../../ui/messages/notices";
import { Page } from "../../ui/page";
import type { Column } from "../../ui/table/columns";
import { FilterSelect } from "../../ui/table/filters";
import { Table } from "../../ui/table/table";
import css from "../../ui/ui.module.css";
import { Count, Day, Moment } from "../../ui/values/values";
import { DRY_RUN_TONES, dryRunPlace, goesOn } from "./dry-runs";
import { DRY_RUNS, type DryRunState, type Listed } from "./requests";
import { SignedMoney } from "./signed-money";
import { useTitle } from "./title";

const STATES = Object.keys(DRY_RUN_TONES) as DryRunState[];
const AGAIN_MS = 2000;

/** The dry runs of the last days, the latest first. */
export default function DryRunList() {
  const t = useText();
  const titleOf = useTitle();
  const { view, change } = useView();
  const state = STATES.find((each) => each === view.filters.state);
  const asked = useAsk(
    DRY_RUNS,
    { ...pageOf(view), filter: { states: state && [state] } },
    {
      keep: true,
      again: (data) =>
        data?.customerGroupDryRuns?.edges.some(({ node }) => goesOn(node.state))
          ? AGAIN_MS
          : false,
    },
  );
  const columns: Column<Listed>[] = [
    {
      name: "what",
      title: t("dryRuns.what"),
      fixed: true,
      cell: (each) => (
        <>
          <Link className={css.link} to={dryRunPlace(each.id)}>
            <bdi>{titleOf(each)}</bdi>
          </Link>
          <div className={css.quiet}>{t("report.rule.kind", { kind: each.kind })}</div>
        </>
      ),
    },
    {
      name: "state",
      title: t("runs.state"),
      cell: (each) => (
        <State tone={DRY_RUN_TONES[each.state]}>
          {t(`dryRun.state.${each.state}`)}
        </State>
      ),
    },
    {
      name: "period",
      title: t("report.period"),
      cell: (each) => (
        <>
          <Day at={each.since} /> – <Day at={each.until} />
        </>
      ),
    },
    {
      name: "orders",
      title: t("report.orders"),
      number: true,
      cell: (each) => <Count value={each.orders} />,
    },
    {
      name: "touched",
      title: t("dryRuns.touched"),
      number: true,
      cell: (each) => <Count value={each.report?.touchedOrders} />,
    },
    {
      name: "revenue",
      title: t("dryRuns.revenue"),
      number: true,
      cell: (each) =>
        each.report ? <SignedMoney {...each.report.difference.revenue} /> : "–",
    },
    {
      name: "created",
      title: t("dryRuns.created"),
      cell: (each) => <Moment at={each.createdAt} />,
    },
  ];
  return (
    <Page
      title={t("dryRuns.title")}
      back={{ to: "/reports", label: t("reports.title") }}
    >
      <p className={css.text}>{t("dryRuns.text")}</p>
      <Table
        name="dry-runs"
        label={t("dryRuns.title")}
        columns={columns}
        list={asked.data?.customerGroupDryRuns}
        query={asked}
        idOf={(each) => each.id}
        nameOf={titleOf}
        view={view}
        change={change}
        searchable={false}
        filters={
          <FilterSelect
            name="state"
            label={t("runs.state")}
            options={STATES.map((value) => ({
              value,
              label: t(`dryRun.state.${value}`),
            }))}
            {...{ view, change }}
          />
        }
        empty={<Empty title={t("dryRuns.empty")}>{t("dryRuns.empty.text")}</Empty>}
      />
    </Page>
  );
}
