import { Link } from "wouter";
import { graphql, type ResultOf } from "../../api/graphql";
import { useAsk } from "../../api/hooks";
import { pageOf, sortingOf, useView } from "../../app/address";
import { useText } from "../../text";
import { ExportButton } from "../../ui/export-button";
import { Empty } from "../../ui/messages/notices";
import { Page } from "../../ui/page";
import { GroupFilter } from "../../ui/pickers/group-filter";
import type { Column } from "../../ui/table/columns";
import { FilterDay, FilterSelect } from "../../ui/table/filters";
import { Table } from "../../ui/table/table";
import css from "../../ui/ui.module.css";
import { Moment } from "../../ui/values/values";
import { Customer, nameOf } from "../customer";
import { endOfDay, startOfDay } from "../days";
import { CustomerFilter } from "./customer-filter";
import { By, Why } from "./ledger-words";

const LEDGER = graphql(`
  query Ledger(
    $first: Int
    $last: Int
    $after: String
    $before: String
    $filter: CustomerGroupLedgerFilterInput
    $sortBy: CustomerGroupLedgerSortingInput
  ) {
    customerGroupLedger(
      first: $first
      last: $last
      after: $after
      before: $before
      filter: $filter
      sortBy: $sortBy
    ) {
      totalCount
      pageInfo {
        hasNextPage
        hasPreviousPage
        startCursor
        endCursor
      }
      edges {
        node {
          id
          at
          change
          cause
          reason
          groupName
          byApp
          byUser {
            email
          }
          customer {
            id
            email
            firstName
            lastName
          }
        }
      }
    }
  }
`);

const EXPORT = graphql(`
  query ExportLedger($filter: CustomerGroupLedgerFilterInput) {
    customerGroupLedgerExport(filter: $filter)
  }
`);

type Entry = NonNullable<
  ResultOf<typeof LEDGER>["customerGroupLedger"]
>["edges"][number]["node"];

const CHANGES = [
  "JOINED",
  "LEFT",
  "SOURCE_CHANGED",
  "MADE_PRIMARY",
  "NO_LONGER_PRIMARY",
  "EXCLUDED",
  "EXCLUSION_LIFTED",
] as const satisfies Entry["change"][];
const CAUSES = [
  "STAFF",
  "APP",
  "RULE",
  "IMPORT",
  "REGISTERED",
  "EXPIRED",
  "GROUP_DELETED",
  "ERASED",
] as const satisfies Entry["cause"][];

/** Who joined and left what, when, why, and by whom: of one group, or of all. */
export function History(props: { groupId?: string }) {
  const t = useText();
  const { view, change } = useView("-at");
  const { since, until, customer, group } = view.filters;
  const what = CHANGES.find((each) => each === view.filters.what);
  const why = CAUSES.find((each) => each === view.filters.why);
  const filter = {
    group: props.groupId ?? group ?? null,
    customer: customer ?? null,
    changes: what && [what],
    causes: why && [why],
    since: since ? startOfDay(since) : null,
    until: until ? endOfDay(until) : null,
  };
  const ledger = useAsk(
    LEDGER,
    { ...pageOf(view), filter, sortBy: sortingOf(view, { at: "AT" }) },
    { keep: true },
  );
  const columns: Column<Entry>[] = [
    {
      name: "at",
      title: t("history.at"),
      sortable: true,
      fixed: true,
      cell: (entry) => <Moment at={entry.at} />,
    },
    {
      name: "customer",
      title: t("members.customer"),
      cell: (entry) => <Customer person={entry.customer} />,
    },
    {
      name: "change",
      title: t("history.change"),
      cell: (entry) => (
        <span className={css.names}>
          {t(`history.change.${entry.change}`, { group: entry.groupName })}
        </span>
      ),
    },
    {
      name: "why",
      title: t("history.why"),
      cell: (entry) => <Why entry={entry} />,
    },
    {
      name: "by",
      title: t("history.by"),
      cell: (entry) => <By entry={entry} />,
    },
  ];
  const query = props.groupId
    ? `?${new URLSearchParams({ group: props.groupId })}`
    : "";
  return (
    <>
      <div className={css.row}>
        <ExportButton
          document={EXPORT}
          variables={{ filter }}
          name={t("history.file")}
        />
        <span className={css.text}>
          <Link className={css.link} to={`/history/then${query}`}>
            {t("then.link")}
          </Link>{" "}
          <Link className={css.link} to={`/history/terms${query}`}>
            {t("termsHistory.link")}
          </Link>
        </span>
      </div>
      <Table
        name="history"
        label={t("history.title")}
        columns={columns}
        list={ledger.data?.customerGroupLedger}
        query={ledger}
        idOf={(entry) => entry.id}
        nameOf={(entry) => (entry.customer ? nameOf(entry.customer) : entry.groupName)}
        view={view}
        change={change}
        searchable={false}
        filters={
          <>
            <CustomerFilter view={view} change={change} />
            {!props.groupId && <GroupFilter view={view} change={change} />}
            <FilterSelect
              name="what"
              label={t("history.change")}
              options={CHANGES.map((value) => ({
                value,
                label: t(`history.changes.${value}`),
              }))}
              {...{ view, change }}
            />
            <FilterSelect
              name="why"
              label={t("history.why")}
              options={CAUSES.map((value) => ({
                value,
                label: t(`history.cause.${value}`),
              }))}
              {...{ view, change }}
            />
            <FilterDay name="since" label={t("history.since")} {...{ view, change }} />
            <FilterDay name="until" label={t("history.until")} {...{ view, change }} />
          </>
        }
        empty={
          <Empty title={t("history.empty.title")}>{t("history.empty.text")}</Empty>
        }
      />
    </>
  );
}

export default function HistoryPage() {
  const t = useText();
  return (
    <Page title={t("history.title")}>
      <History />
    </Page>
  );
}
