import { useState } from "react";
import { graphql, type ResultOf } from "../../api/graphql";
import { useAsk } from "../../api/hooks";
import { pageOf, sortingOf, useView } from "../../app/address";
import { useText } from "../../text";
import { ExportButton } from "../../ui/export-button";
import { Empty } from "../../ui/messages/notices";
import { Page } from "../../ui/page";
import { GroupFilter } from "../../ui/pickers/group-filter";
import type { Column } from "../../ui/table/columns";
import { FilterDay } from "../../ui/table/filters";
import { Table } from "../../ui/table/table";
import css from "../../ui/ui.module.css";
import { Moment } from "../../ui/values/values";
import { Customer, nameOf } from "../customer";
import { dayOf, endOfDay } from "../days";
import { By, Why } from "./ledger-words";

const MEMBERS_THEN = graphql(`
  query MembersThen(
    $group: ID!
    $at: DateTime!
    $search: String
    $sortBy: CustomerGroupLedgerSortingInput
    $first: Int
    $last: Int
    $after: String
    $before: String
  ) {
    customerGroupMembersAt(id: $group, at: $at) {
      count
      erasedCount
      entries(
        search: $search
        sortBy: $sortBy
        first: $first
        last: $last
        after: $after
        before: $before
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
            cause
            reason
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
  }
`);

const EXPORT = graphql(`
  query ExportMembersThen($group: ID!, $at: DateTime!) {
    customerGroupMembersAtExport(id: $group, at: $at)
  }
`);

type Then = NonNullable<ResultOf<typeof MEMBERS_THEN>["customerGroupMembersAt"]>;
type Entry = Then["entries"]["edges"][number]["node"];

/** Who was in a group at the end of a day. */
export default function MembersThen() {
  const t = useText();
  const { view, change } = useView("since");
  const [today] = useState(() => dayOf(new Date().toISOString()));
  const { group = "" } = view.filters;
  const day = view.filters.day ?? today;
  const variables = { group, at: endOfDay(day) };
  const asked = useAsk(
    MEMBERS_THEN,
    {
      ...variables,
      ...pageOf(view),
      search: view.search || null,
      sortBy: sortingOf(view, { since: "AT" }),
    },
    { wait: !group, keep: true },
  );
  const then = asked.data?.customerGroupMembersAt;
  const columns: Column<Entry>[] = [
    {
      name: "customer",
      title: t("members.customer"),
      fixed: true,
      cell: (entry) => <Customer person={entry.customer} />,
    },
    {
      name: "since",
      title: t("members.since"),
      sortable: true,
      cell: (entry) => <Moment at={entry.at} />,
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
  // Both belong to the question: what is found has no filter but the search.
  const shown = { ...view, filters: {} };
  const question = { ...view, filters: { ...view.filters, day } };
  return (
    <Page
      title={t("then.title")}
      back={{ to: "/history", label: t("history.title") }}
      actions={
        group && (
          <ExportButton
            document={EXPORT}
            variables={variables}
            name={`${t("then.file")}-${day}`}
          />
        )
      }
    >
      <div className={css.toolbar}>
        <GroupFilter view={view} change={change} />
        <FilterDay name="day" label={t("then.day")} view={question} change={change} />
      </div>
      {group ? (
        <Table
          name="members-then"
          label={t("then.title")}
          columns={columns}
          list={asked.data && (then?.entries ?? NOBODY)}
          query={asked}
          idOf={(entry) => entry.id}
          nameOf={(entry) => (entry.customer ? nameOf(entry.customer) : "")}
          view={shown}
          change={change}
          totals={
            then?.erasedCount ? t("then.erased", { count: then.erasedCount }) : null
          }
          empty={
            <Empty title={t("then.empty.title")}>
              {then?.erasedCount
                ? t("then.erased", { count: then.erasedCount })
                : t("then.empty.text")}
            </Empty>
          }
        />
      ) : (
        <Empty title={t("then.choose.title")}>{t("then.choose.text")}</Empty>
      )}
    </Page>
  );
}

const NOBODY: Then["entries"] = {
  totalCount: 0,
  pageInfo: {
    hasNextPage: false,
    hasPreviousPage: false,
    startCursor: null,
    endCursor: null,
  },
  edges: [],
};
