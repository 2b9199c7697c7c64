import { Button } from "@saleor/macaw-ui";
import { graphql, type ResultOf } from "../api/graphql";
import { useAsk } from "../api/hooks";
import { ask } from "../api/request";
import { pageOf, useView } from "../app/address";
import { download } from "../app/download";
import { useHost } from "../bridge";
import { useText } from "../text";
import { Empty, useFaultText } from "../ui/notices";
import { Page } from "../ui/page";
import { type Column, Table } from "../ui/table";
import { useToast } from "../ui/toasts";
import css from "../ui/ui.module.css";
import { Moment } from "../ui/values";
import { Customer } from "./customer";
import { endOfDay, startOfDay } from "./days";

const LEDGER = graphql(`
  query Ledger(
    $first: Int
    $last: Int
    $after: String
    $before: String
    $filter: CustomerGroupLedgerFilterInput
  ) {
    customerGroupLedger(
      first: $first
      last: $last
      after: $after
      before: $before
      filter: $filter
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

/** Who joined and left what, when, why, and by whom: of one group, or of all. */
export function History(props: { groupCode?: string; customerId?: string }) {
  const t = useText();
  const host = useHost();
  const toast = useToast();
  const textOf = useFaultText();
  const { view, change } = useView();
  const { since, until } = view.filters;
  const filter = {
    groupCode: props.groupCode ?? null,
    customer: props.customerId ?? null,
    since: since ? startOfDay(since) : null,
    until: until ? endOfDay(until) : null,
  };
  const ledger = useAsk(LEDGER, { ...pageOf(view), filter }, { keep: true });
  const columns: Column<Entry>[] = [
    {
      name: "at",
      title: t("history.at"),
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
      cell: (entry) => t(`history.change.${entry.change}`, { group: entry.groupName }),
    },
    {
      name: "why",
      title: t("history.why"),
      cell: (entry) => (
        <span>
          {t(`history.cause.${entry.cause}`)}
          {entry.reason && (
            <span className={css.quiet}>
              <br />
              {entry.reason}
            </span>
          )}
        </span>
      ),
    },
    {
      name: "by",
      title: t("history.by"),
      cell: (entry) => entry.byUser?.email || entry.byApp || "–",
    },
  ];
  const save = async () => {
    try {
      const answer = await ask(host, EXPORT, { filter });
      download(answer.customerGroupLedgerExport ?? "", `${t("history.file")}.csv`);
    } catch (error) {
      toast(textOf(error as Error), "error");
    }
  };
  const day = (name: "since" | "until") => (
    <label className={css.row}>
      <span className={css.text}>{t(`history.${name}`)}</span>
      <input
        className={css.native}
        type="date"
        value={view.filters[name] ?? ""}
        onChange={(event) => change({ [name]: event.target.value || null })}
      />
    </label>
  );
  return (
    <Table
      name="history"
      label={t("history.title")}
      columns={columns}
      list={ledger.data?.customerGroupLedger}
      query={ledger}
      idOf={(entry) => entry.id}
      nameOf={(entry) => entry.groupName}
      view={view}
      change={change}
      searchable={false}
      filters={
        <>
          {day("since")}
          {day("until")}
          <Button variant="secondary" onClick={() => void save()}>
            {t("files.export")}
          </Button>
        </>
      }
      empty={<Empty title={t("history.empty.title")}>{t("history.empty.text")}</Empty>}
    />
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
