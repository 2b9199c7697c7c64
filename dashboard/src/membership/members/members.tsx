import { Button } from "@saleor/macaw-ui";
import { useState } from "react";
import { Link } from "wouter";
import { graphql, type ResultOf } from "../../api/graphql";
import { useAsk } from "../../api/hooks";
import { pageOf, sortingOf, useView } from "../../app/address";
import { useCurrencies } from "../../app/session";
import { groupAddress, useGroup } from "../../groups/group-context";
import { useText } from "../../text";
import { Empty, NotFound, State } from "../../ui/messages/notices";
import type { Column } from "../../ui/table/columns";
import { FilterSelect } from "../../ui/table/filters";
import { Table } from "../../ui/table/table";
import css from "../../ui/ui.module.css";
import { Count, Day } from "../../ui/values/values";
import {
  CustomerLink,
  LastOrder,
  nameOf,
  PURCHASES,
  TotalPurchases,
  YearsPurchases,
} from "../customer";
import { AddDialog } from "./add-dialog";
import { FilesMenu } from "./files";
import { RemoveDialog } from "./remove-dialog";

const MEMBERS = graphql(
  `
    query Members(
      $id: ID!
      $first: Int
      $last: Int
      $after: String
      $before: String
      $filter: CustomerGroupMemberFilterInput
      $sortBy: CustomerGroupMemberSortingInput
    ) {
      customerGroup(id: $id) {
        id
        name
        kind
        members(
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
              since
              until
              sources
              reason
              isPrimary
              ordersCount
              lastOrderAt
              inactiveMonths
              purchases {
                ...Purchases
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
  `,
  [PURCHASES],
);

type Group = NonNullable<ResultOf<typeof MEMBERS>["customerGroup"]>;
type Member = NonNullable<Group["members"]>["edges"][number]["node"];

const SORTS = { since: "SINCE", customer: "EMAIL", total: "NET_REVENUE" } as const;
const SOURCES = ["BY_HAND", "BY_RULE", "BY_DEFAULT"] as const;

/** Who is in a group, since when and why; who may come in, and who has to go. */
export function Members(props: { groupId: string }) {
  const t = useText();
  const { view, change } = useView("since");
  // What staff would add to it, the API refuses.
  const isByRules = useGroup().kind === "AUTOMATIC";
  const [adding, setAdding] = useState(false);
  const [removing, setRemoving] = useState<Member[]>([]);
  const { filters } = view;
  const currencies = useCurrencies();
  const currency =
    currencies.find((each) => each === filters.currency) ?? currencies[0] ?? null;
  const sortBy = sortingOf(view, SORTS);
  const source = SOURCES.find((each) => each === filters.source);
  const members = useAsk(
    MEMBERS,
    {
      id: props.groupId,
      ...pageOf(view),
      filter: {
        search: view.search || null,
        sources: source && [source],
        inactiveMonths: filters.inactive ? Number(filters.inactive) : null,
        hasEnd: filters.ends ? filters.ends === "yes" : null,
        isPrimary: filters.primary ? filters.primary === "yes" : null,
      },
      sortBy: { ...sortBy, currency: sortBy.field === "NET_REVENUE" ? currency : null },
    },
    { keep: true },
  );
  const group = members.data?.customerGroup;
  if (members.data && !group) return <NotFound />;

  const columns: Column<Member>[] = [
    {
      name: "customer",
      title: t("members.customer"),
      sortable: true,
      fixed: true,
      cell: (member) => <CustomerLink person={member.customer} />,
    },
    {
      name: "since",
      title: t("members.since"),
      sortable: true,
      cell: (member) => <Day at={member.since} />,
    },
    {
      name: "purchases",
      title: t("members.purchases"),
      number: true,
      cell: (member) => <YearsPurchases purchases={member.purchases} />,
    },
    {
      name: "total",
      title: t(currencies.length > 1 ? "members.totalIn" : "members.total", {
        currency,
      }),
      sortable: currency !== null,
      number: true,
      cell: (member) => <TotalPurchases {...{ currency }} of={member.purchases} />,
    },
    {
      name: "orders",
      title: t("members.orders"),
      number: true,
      optional: true,
      cell: (member) => <Count value={member.ordersCount} />,
    },
    {
      name: "last",
      title: t("members.lastOrder"),
      cell: (member) => (
        <LastOrder at={member.lastOrderAt} inactiveMonths={member.inactiveMonths} />
      ),
    },
    {
      name: "how",
      title: t("members.how"),
      cell: (member) => (
        <>
          {member.sources.map((each) => t(`members.how.${each}`)).join(" + ")}
          {member.reason && (
            <div className={`${css.quiet} ${css.reason}`}>{member.reason}</div>
          )}
        </>
      ),
    },
    {
      name: "until",
      title: t("members.until"),
      cell: (member) => <Day at={member.until} />,
    },
    {
      name: "primary",
      title: t("members.primary"),
      cell: (member) => member.isPrimary && <State>{t("members.primary")}</State>,
    },
  ];
  const rows = group?.members?.edges.map(({ node }) => node) ?? [];
  const add = <Button onClick={() => setAdding(true)}>{t("members.add")}</Button>;
  return (
    <>
      <div className={css.row}>
        {!isByRules && add}
        {group && (
          <FilesMenu groupId={group.id} groupName={group.name} isByRules={isByRules} />
        )}
        <span className={css.text}>
          <Link
            className={css.link}
            to={`/history/then?${new URLSearchParams({ group: props.groupId })}`}
          >
            {t("then.link")}
          </Link>
        </span>
      </div>
      <Table
        name="members"
        label={t("members.title")}
        columns={columns}
        list={group?.members}
        query={members}
        idOf={(member) => member.id}
        nameOf={(member) => (member.customer ? nameOf(member.customer) : "")}
        view={view}
        change={change}
        filters={
          <>
            <FilterSelect
              name="source"
              label={t("members.how")}
              options={SOURCES.map((value) => ({
                value,
                label: t(`members.how.${value}`),
              }))}
              {...{ view, change }}
            />
            <FilterSelect
              name="inactive"
              label={t("members.activity")}
              options={[3, 6, 12].map((months) => ({
                value: String(months),
                label: t("members.inactive", { months }),
              }))}
              {...{ view, change }}
            />
            <FilterSelect
              name="ends"
              label={t("members.until")}
              options={[
                { value: "yes", label: t("members.ends.yes") },
                { value: "no", label: t("members.ends.no") },
              ]}
              {...{ view, change }}
            />
            <FilterSelect
              name="primary"
              label={t("members.primary")}
              options={[
                { value: "yes", label: t("members.primary.yes") },
                { value: "no", label: t("members.primary.no") },
              ]}
              {...{ view, change }}
            />
            {currencies.length > 1 && (
              <FilterSelect
                name="currency"
                label={t("members.currency")}
                options={currencies.map((value) => ({ value, label: value }))}
                {...{ view, change }}
              />
            )}
          </>
        }
        bulk={(ids) => (
          <Button
            variant="secondary"
            onClick={() => setRemoving(rows.filter((row) => ids.includes(row.id)))}
          >
            {t("members.remove")}
          </Button>
        )}
        empty={
          <Empty
            title={t("members.empty.title")}
            action={
              isByRules && (
                <span className={css.text}>
                  <Link
                    className={css.link}
                    to={groupAddress(props.groupId, "joining")}
                  >
                    {t("joining.title")}
                  </Link>
                </span>
              )
            }
          >
            {t(isByRules ? "members.empty.automatic" : "members.empty.text")}
          </Empty>
        }
      />
      {adding && group && <AddDialog group={group} onClose={() => setAdding(false)} />}
      {removing.length > 0 && group && (
        <RemoveDialog
          group={group}
          customers={removing.flatMap(({ customer }) => customer ?? [])}
          onClose={() => setRemoving([])}
        />
      )}
    </>
  );
}
