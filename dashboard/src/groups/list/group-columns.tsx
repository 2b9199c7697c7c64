import { ChevronDown, ChevronRight } from "lucide-react";
import { Link } from "wouter";
import { useText } from "../../text";
import type { Column } from "../../ui/table/columns";
import css from "../../ui/ui.module.css";
import { Count, Day } from "../../ui/values/values";
import { accessOf } from "../../visibility/group/access-values";
import { groupsBelow } from "../group-context";
import { GroupLink } from "../group-link";
import { GroupStates } from "../group-states";
import type { ListedGroup } from "./group-list-requests";
import type { TreeRow } from "./group-tree";

/** How many groups are shown below one: the most that the API gives at once. */
export const BELOW = 100;

export type GroupRow = TreeRow<ListedGroup>;

/** The columns of the list of groups. */
export function useGroupColumns(props: {
  isTree: boolean;
  prices: boolean;
  onFold: (id: string) => void;
  onTag: (tag: string) => void;
}): Column<GroupRow>[] {
  const t = useText();
  const columns: (Column<GroupRow> | false)[] = [
    {
      name: "name",
      title: t("groups.name"),
      sortable: true,
      fixed: true,
      cell: (row) => <Name row={row} isTree={props.isTree} onFold={props.onFold} />,
    },
    {
      name: "customers",
      title: t("groups.customers"),
      sortable: true,
      number: true,
      cell: ({ group }) => <Count value={group.membersCount} />,
    },
    {
      name: "fills",
      title: t("groups.fills"),
      cell: ({ group }) => <Fills group={group} />,
    },
    props.prices && {
      name: "price",
      title: t("groups.price"),
      cell: ({ group }) =>
        group.priceSummary || (
          <span className={css.quiet}>{t("groups.price.none")}</span>
        ),
    },
    {
      name: "visibility",
      title: t("visibility.title"),
      optional: true,
      cell: ({ group }) => {
        const access = accessOf(group);
        if (access !== "inherit") return t(`visibility.access.${access}`);
        return <span className={css.quiet}>{t("groups.price.none")}</span>;
      },
    },
    {
      name: "status",
      title: t("groups.status"),
      cell: ({ group }) => <GroupStates group={group} />,
    },
    {
      name: "tags",
      title: t("group.form.tags"),
      optional: true,
      cell: ({ group }) => (
        <span className={css.row}>
          {group.tags?.map((tag) => (
            <button
              key={tag}
              type="button"
              className={css.tag}
              onClick={() => props.onTag(tag)}
            >
              {tag}
            </button>
          ))}
        </span>
      ),
    },
    {
      name: "code",
      title: t("group.code"),
      optional: true,
      cell: ({ group }) => group.code,
    },
    {
      name: "priority",
      title: t("group.form.priority"),
      sortable: true,
      number: true,
      optional: true,
      cell: ({ group }) => <Count value={group.priority} />,
    },
    {
      name: "created",
      title: t("groups.created"),
      sortable: true,
      optional: true,
      cell: ({ group }) => <Day at={group.createdAt} />,
    },
  ];
  return columns.filter((column) => column !== false);
}

/** How customers come into a group. */
export function Fills(props: { group: Pick<ListedGroup, "kind" | "levelProgramme"> }) {
  const t = useText();
  const { kind, levelProgramme } = props.group;
  if (levelProgramme) return <>{t("groups.fills.levels")}</>;
  return <>{kind && t(`groups.fills.${kind}`)}</>;
}

function Name(props: { row: GroupRow; isTree: boolean; onFold: (id: string) => void }) {
  const t = useText();
  const { group, level, isOpen } = props.row;
  const link = <GroupLink group={group} />;
  if (!props.isTree) return link;
  const label = t("groups.below", { name: group.name });
  const below = group.childrenCount ?? 0;
  return (
    <span className={css.branch} style={{ paddingInlineStart: level * 24 }}>
      {group.childrenCount ? (
        <button
          type="button"
          className={css.foldButton}
          aria-expanded={isOpen}
          aria-label={label}
          onClick={() => props.onFold(group.id)}
        >
          {isOpen ? <ChevronDown size={16} /> : <ChevronRight size={16} />}
        </button>
      ) : (
        <span className={css.foldButton} />
      )}
      <span>
        {link}
        {isOpen && below > BELOW && (
          <div className={css.quiet}>
            {t("groups.someBelow", { shown: BELOW, count: below })}{" "}
            <Link className={css.link} to={groupsBelow(group.id)}>
              {t("group.children.all", { count: below })}
            </Link>
          </div>
        )}
      </span>
    </span>
  );
}
