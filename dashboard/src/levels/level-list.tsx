import { Button } from "@saleor/macaw-ui";
import { Link, useLocation } from "wouter";
import type { ResultOf } from "../api/graphql";
import { useAsk } from "../api/hooks";
import { pageOf, sortingOf, useView } from "../app/address";
import { useText } from "../text";
import { Empty } from "../ui/messages/notices";
import { Page } from "../ui/page";
import type { Column } from "../ui/table/columns";
import { Table } from "../ui/table/table";
import css from "../ui/ui.module.css";
import { Count, Day, GroupBadge } from "../ui/values/values";
import { PROGRAMMES } from "./requests";

type Programme = NonNullable<
  ResultOf<typeof PROGRAMMES>["customerGroupLevelProgrammes"]
>["edges"][number]["node"];

/** The loyalty programmes of the shop. */
export default function LevelList() {
  const t = useText();
  const [, go] = useLocation();
  const { view, change } = useView("name");
  const programmes = useAsk(
    PROGRAMMES,
    {
      search: view.search || null,
      sortBy: sortingOf(view, { name: "NAME", begins: "ACTIVE_FROM" }),
      ...pageOf(view),
    },
    { keep: true },
  );
  const columns: Column<Programme>[] = [
    {
      name: "name",
      title: t("levels.name"),
      sortable: true,
      fixed: true,
      cell: ({ id, name }) => (
        <Link className={css.link} to={`/levels/${id}`}>
          <bdi>{name}</bdi>
        </Link>
      ),
    },
    {
      name: "levels",
      title: t("levels.levels"),
      cell: ({ levels }) => (
        <span className={css.row}>
          {levels?.map(({ group }) => (
            <GroupBadge key={group.id} group={group} />
          ))}
        </span>
      ),
    },
    {
      name: "customers",
      title: t("levels.customers"),
      number: true,
      cell: ({ levels }) => (
        <Count
          value={levels?.reduce((sum, { group }) => sum + (group.membersCount ?? 0), 0)}
        />
      ),
    },
    {
      name: "metric",
      title: t("levels.metric"),
      cell: ({ metric, currency }) =>
        `${t(`levels.metric.${metric}`)}${currency ? ` (${currency})` : ""}`,
    },
    {
      name: "reset",
      title: t("levels.reset"),
      cell: ({ reset }) => reset && t(`levels.reset.${reset}`),
    },
    {
      name: "begins",
      title: t("levels.activeFrom"),
      sortable: true,
      cell: ({ activeFrom }) => <Day at={activeFrom} />,
    },
  ];
  const create = <Button onClick={() => go("/levels/new")}>{t("levels.new")}</Button>;
  return (
    <Page title={t("levels.title")} actions={create}>
      <Table
        name="levels"
        label={t("levels.title")}
        columns={columns}
        list={programmes.data?.customerGroupLevelProgrammes}
        query={programmes}
        idOf={({ id }) => id}
        nameOf={({ name }) => name}
        view={view}
        change={change}
        empty={<Empty title={t("levels.empty.title")}>{t("levels.empty.text")}</Empty>}
      />
    </Page>
  );
}
