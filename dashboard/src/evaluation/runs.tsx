import type { ResultOf } from "../api/graphql";
import { Refused, useAsk, useChange } from "../api/hooks";
import { pageOf, sortingOf, useView } from "../app/address";
import type { Group } from "../groups/group-context";
import { useText } from "../text";
import { BusyButton } from "../ui/busy-button";
import { Empty, Notice, State, type Tone, useFaultText } from "../ui/messages/notices";
import { Card } from "../ui/page";
import type { Column } from "../ui/table/columns";
import { FilterSelect } from "../ui/table/filters";
import { Table } from "../ui/table/table";
import css from "../ui/ui.module.css";
import { Count, Moment } from "../ui/values/values";
import own from "./joining.module.css";
import { RUN, RUNS, STOP } from "./requests";

type Runs = NonNullable<ResultOf<typeof RUNS>["customerGroupRuns"]>;
type Run = Runs["edges"][number]["node"];

const STATES = ["DONE", "FAILED", "RUNNING"] as const satisfies Run["state"][];
const CAUSES = [
  "BY_HAND",
  "RULE_SAVED",
  "NIGHTLY",
  "DEFAULT_GROUP",
] as const satisfies Run["cause"][];
const SORTS = {
  started: "STARTED_AT",
  examined: "EXAMINED",
  joined: "JOINED",
  left: "LEFT",
} as const;
const AGAIN_MS = 1000;

const TONES: Record<Run["state"], Tone> = {
  RUNNING: "plain",
  DONE: "good",
  FAILED: "bad",
};

/** Runs of a group's rules: the one that goes on, how to begin one, and the last ones. */
export function Runs(props: { group: Group }) {
  const t = useText();
  const textOf = useFaultText();
  const { group } = props;
  const { view, change } = useView("-started");
  const state = STATES.find((each) => each === view.filters.state);
  const cause = CAUSES.find((each) => each === view.filters.cause);
  const runs = useAsk(
    RUNS,
    {
      groupId: group.id,
      filter: { states: state && [state], causes: cause && [cause] },
      sortBy: sortingOf(view, SORTS),
      ...pageOf(view, 10),
    },
    {
      keep: true,
      again: (data) => (data?.going?.edges.length ? AGAIN_MS : false),
    },
  );
  const run = useChange(RUN);
  const stop = useChange(STOP);
  const list = runs.data?.customerGroupRuns;
  const going = runs.data?.going?.edges[0]?.node;
  const fault = run.error ?? stop.error;
  const columns: Column<Run>[] = [
    {
      name: "started",
      title: t("runs.started"),
      sortable: true,
      fixed: true,
      cell: (each) => <Moment at={each.startedAt} />,
    },
    {
      name: "cause",
      title: t("runs.cause"),
      cell: (each) => t(`runs.cause.${each.cause}`),
    },
    {
      name: "state",
      title: t("runs.state"),
      cell: (each) => (
        <>
          <State tone={TONES[each.state]}>{t(`runs.state.${each.state}`)}</State>
          {each.problem && <div className={css.quiet}>{each.problem}</div>}
        </>
      ),
    },
    ...(["examined", "joined", "left"] as const).map(
      (name): Column<Run> => ({
        name,
        title: t(`runs.${name}`),
        sortable: true,
        number: true,
        cell: (each) => <Count value={each[name]} />,
      }),
    ),
    ...(["keptByGrace", "inVain"] as const).map(
      (name): Column<Run> => ({
        name,
        title: t(`runs.${name}`),
        number: true,
        optional: true,
        cell: (each) => <Count value={each[name]} />,
      }),
    ),
    {
      name: "took",
      title: t("runs.took"),
      number: true,
      cell: (each) =>
        each.seconds == null ? "–" : t("runs.seconds", { count: each.seconds }),
    },
  ];
  return (
    <Card title={t("runs.title")}>
      <p className={css.text}>{t("runs.text")}</p>
      {fault && (
        <Notice tone="bad">
          {fault instanceof Refused ? fault.message : textOf(fault)}
        </Notice>
      )}
      {going && (
        <Progress
          run={going}
          customers={runs.data?.customerGroupTotals?.customers ?? 0}
          stop={() => stop.mutate({ id: going.id })}
          isStopping={stop.isPending}
        />
      )}
      <div>
        <BusyButton
          variant="secondary"
          disabled={!group.isActive}
          busy={Boolean(going) || run.isPending}
          onClick={() => run.mutate({ id: group.id })}
        >
          {t("runs.now")}
        </BusyButton>
        {!group.isActive && <span className={css.quiet}> {t("runs.groupOff")}</span>}
      </div>
      <Table
        name="runs"
        label={t("runs.title")}
        columns={columns}
        list={list}
        query={runs}
        idOf={(each) => each.id}
        nameOf={(each) => each.startedAt}
        view={view}
        change={change}
        searchable={false}
        filters={
          <>
            <FilterSelect
              name="state"
              label={t("runs.state")}
              options={STATES.map((value) => ({
                value,
                label: t(`runs.state.${value}`),
              }))}
              {...{ view, change }}
            />
            <FilterSelect
              name="cause"
              label={t("runs.cause")}
              options={CAUSES.map((value) => ({
                value,
                label: t(`runs.cause.${value}`),
              }))}
              {...{ view, change }}
            />
          </>
        }
        empty={<Empty title={t("runs.empty")} />}
      />
    </Card>
  );
}

function Progress(props: {
  run: { examined: number };
  customers: number;
  stop: () => void;
  isStopping: boolean;
}) {
  const t = useText();
  const { examined } = props.run;
  const customers = Math.max(props.customers, examined, 1);
  return (
    <div className={css.stack}>
      <progress
        className={own.progress}
        aria-label={t("runs.progress")}
        value={examined}
        max={customers}
      />
      <div className={css.row}>
        <span className={css.text}>{t("runs.looked", { examined, customers })}</span>
        <BusyButton variant="secondary" busy={props.isStopping} onClick={props.stop}>
          {t("runs.stop")}
        </BusyButton>
      </div>
      <span className={css.quiet}>{t("runs.leave")}</span>
    </div>
  );
}
