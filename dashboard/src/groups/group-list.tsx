import { Button } from "@saleor/macaw-ui";
import { Link, useLocation } from "wouter";
import { graphql, type ResultOf } from "../api/graphql";
import { useAsk } from "../api/hooks";
import { pageOf, useView } from "../app/address";
import { useText } from "../text";
import { Empty, State } from "../ui/notices";
import { Page } from "../ui/page";
import { type Column, Table } from "../ui/table";
import css from "../ui/ui.module.css";
import { Count, Day, GroupBadge } from "../ui/values";
import { groupAddress } from "./group-context";

const GROUPS = graphql(`
  query Groups(
    $first: Int
    $last: Int
    $after: String
    $before: String
    $filter: CustomerGroupFilterInput
    $sortBy: CustomerGroupSortingInput
  ) {
    customerGroups(
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
          name
          colour
          kind
          isActive
          isDefault
          forGuests
          membersCount
          createdAt
        }
      }
    }
  }
`);

type Group = NonNullable<
  ResultOf<typeof GROUPS>["customerGroups"]
>["edges"][number]["node"];

const SORTS = {
  name: "NAME",
  customers: "MEMBERS_COUNT",
  created: "CREATED_AT",
} as const;

/** The list of all customer groups. */
export default function GroupList() {
  const t = useText();
  const [, go] = useLocation();
  const { view, change } = useView("name");
  const field = SORTS[view.sort.replace("-", "") as keyof typeof SORTS] ?? "NAME";
  const groups = useAsk(
    GROUPS,
    {
      ...pageOf(view),
      filter: { search: view.search || null },
      sortBy: { field, direction: view.sort.startsWith("-") ? "DESC" : "ASC" },
    },
    { keep: true },
  );
  const columns: Column<Group>[] = [
    {
      name: "name",
      title: t("groups.name"),
      sortable: true,
      fixed: true,
      cell: (group) => (
        <Link className={css.link} to={groupAddress(group.id)}>
          <GroupBadge group={group} />
        </Link>
      ),
    },
    {
      name: "customers",
      title: t("groups.customers"),
      sortable: true,
      number: true,
      cell: (group) => <Count value={group.membersCount} />,
    },
    {
      name: "fills",
      title: t("groups.fills"),
      cell: (group) => group.kind && t(`groups.fills.${group.kind}`),
    },
    {
      name: "status",
      title: t("groups.status"),
      cell: (group) => (
        <span className={css.row}>
          <State tone={group.isActive ? "good" : "plain"}>
            {t(group.isActive ? "groups.active" : "groups.off")}
          </State>
          {group.isDefault && <State>{t("groups.default")}</State>}
          {group.forGuests && <State>{t("groups.forGuests")}</State>}
        </span>
      ),
    },
    {
      name: "created",
      title: t("groups.created"),
      sortable: true,
      optional: true,
      cell: (group) => <Day at={group.createdAt} />,
    },
  ];
  const create = <Button onClick={() => go("/groups/new")}>{t("groups.new")}</Button>;
  return (
    <Page title={t("groups.title")} actions={create}>
      <Table
        name="groups"
        label={t("groups.title")}
        columns={columns}
        list={groups.data?.customerGroups}
        query={groups}
        idOf={(group) => group.id}
        nameOf={(group) => group.name}
        view={view}
        change={change}
        empty={
          <Empty title={t("groups.empty.title")} action={create}>
            {t("groups.empty.text")}
          </Empty>
        }
      />
    </Page>
  );
}
