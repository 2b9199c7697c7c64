import { Button } from "@saleor/macaw-ui";
import { useState } from "react";
import { Link } from "wouter";
import type { View } from "../../app/address";
import { type TextKey, useText } from "../../text";
import { BusyButton } from "../../ui/busy-button";
import { ConfirmDialog } from "../../ui/dialogs";
import { Menu } from "../../ui/menu";
import { Empty, State } from "../../ui/messages/notices";
import { GroupFilter } from "../../ui/pickers/group-filter";
import type { Column } from "../../ui/table/columns";
import { FilterSelect } from "../../ui/table/filters";
import { Table } from "../../ui/table/table";
import css from "../../ui/ui.module.css";
import { Count, Day, GroupBadge, Moment } from "../../ui/values/values";
import { useWords } from "../../ui/values/words";
import type { Kind } from "../kinds";
import { type RuleState, StateOf, StateTabs } from "./states";

/** What a list shows of price rules and promotions alike. */
export interface RuleRow {
  id: string;
  name: string;
  summary: string | null;
  problem: string | null;
  state: RuleState | null;
  isActive: boolean | null;
  priority: number | null;
  validFrom: string | null;
  validUntil: string | null;
  updatedAt: string | null;
  groups: readonly { id: string; name: string; colour: string | null }[] | null;
}

interface Props<Row extends RuleRow> {
  noun: "prices" | "price-lists" | "promotions";
  texts: {
    title: TextKey;
    emptyTitle: TextKey;
    emptyText: TextKey;
    deleteText: TextKey;
  };
  list: React.ComponentProps<typeof Table<Row>>["list"];
  query: React.ComponentProps<typeof Table<Row>>["query"];
  view: View;
  change: (changed: Record<string, string | null>) => void;
  /** What they can be of; none where there is but one. */
  kinds?: Kind[];
  /** How many there are in each state. */
  counts: Record<"total" | "running" | "planned" | "ended" | "off", number> | undefined;
  /** The columns that only these have. */
  columns: Column<Row>[];
  /** The group whose page this is. */
  groupId?: string;
  onSwitch: (ids: string[], on: boolean) => Promise<void>;
  onDelete: (ids: string[]) => Promise<void>;
  /** Makes a copy, where one can be made. */
  onDuplicate?: (id: string) => void;
  busy: boolean;
}

/** A list of price rules or promotions. */
export function RuleTable<Row extends RuleRow>(props: Props<Row>) {
  const t = useText();
  const words = useWords();
  const { noun, texts, view, change, onSwitch } = props;
  const [doomed, setDoomed] = useState<{ ids: string[]; name?: string } | null>(null);
  const title = t(texts.title);
  const columns: Column<Row>[] = [
    {
      name: "name",
      title: t("rule.name"),
      sortable: true,
      fixed: true,
      cell: (row) => (
        <div className={css.nameCell}>
          <Link className={css.link} to={`/${noun}/${encodeURIComponent(row.id)}`}>
            <bdi>{row.name}</bdi>
          </Link>
          <div className={css.quiet}>{row.problem ?? row.summary}</div>
        </div>
      ),
    },
    ...(props.groupId ? [] : [groupsColumn<Row>(t("rule.groups"))]),
    ...props.columns,
    {
      name: "from",
      title: t("rule.from"),
      sortable: true,
      cell: (row) => (
        <span className={css.nowrap}>
          <Day at={row.validFrom} />
        </span>
      ),
    },
    {
      name: "until",
      title: t("rule.until"),
      sortable: true,
      cell: (row) => (
        <span className={css.nowrap}>
          <Day at={row.validUntil} />
        </span>
      ),
    },
    {
      name: "priority",
      title: t("rule.priority"),
      sortable: true,
      number: true,
      cell: (row) => <Count value={row.priority} />,
    },
    {
      name: "state",
      title: t("rule.state"),
      cell: (row) =>
        row.problem ? (
          <State tone="bad">{t("rule.broken")}</State>
        ) : (
          <StateOf state={row.state} />
        ),
    },
    {
      name: "updated",
      title: t("rule.updated"),
      sortable: true,
      optional: true,
      cell: (row) => <Moment at={row.updatedAt} />,
    },
    {
      name: "actions",
      title: t("rule.actions"),
      titleHidden: true,
      fixed: true,
      cell: (row) => (
        <Menu
          label={t("rule.actionsOf", { name: row.name })}
          items={[
            {
              label: t(row.isActive ? "rule.switchOff" : "rule.switchOn"),
              onSelect: () => void onSwitch([row.id], !row.isActive),
            },
            ...(props.onDuplicate
              ? [
                  {
                    label: t("rule.duplicate"),
                    onSelect: () => props.onDuplicate?.(row.id),
                  },
                ]
              : []),
            {
              label: t("rule.delete"),
              onSelect: () => setDoomed({ ids: [row.id], name: row.name }),
            },
          ]}
        />
      ),
    },
  ];
  return (
    <>
      <StateTabs label={title} counts={props.counts} view={view} change={change} />
      <Table
        name={noun}
        label={title}
        columns={columns}
        list={props.list}
        query={props.query}
        idOf={(row) => row.id}
        nameOf={(row) => row.name}
        view={view}
        change={change}
        filters={
          <>
            {!props.groupId && <GroupFilter view={view} change={change} />}
            {props.kinds && (
              <FilterSelect
                name="kind"
                label={t("rule.kind")}
                options={props.kinds.map((kind) => ({
                  value: kind.kind,
                  label: words(kind.title),
                }))}
                view={view}
                change={change}
              />
            )}
          </>
        }
        bulk={(ids, clear) => (
          <>
            <BusyButton
              variant="secondary"
              busy={props.busy}
              onClick={() => void onSwitch(ids, true)}
            >
              {t("rule.switchOn")}
            </BusyButton>
            <BusyButton
              variant="secondary"
              busy={props.busy}
              onClick={() => void onSwitch(ids, false)}
            >
              {t("rule.switchOff")}
            </BusyButton>
            <BusyButton
              variant="secondary"
              busy={props.busy}
              onClick={() => setDoomed({ ids })}
            >
              {t("rule.delete")}
            </BusyButton>
            <Button variant="tertiary" onClick={clear}>
              {t("cancel")}
            </Button>
          </>
        )}
        empty={<Empty title={t(texts.emptyTitle)}>{t(texts.emptyText)}</Empty>}
      />
      <ConfirmDialog
        title={
          doomed?.name
            ? t("rule.deleteOne", { name: doomed.name })
            : t("rule.deleteMany", { count: doomed?.ids.length ?? 0 })
        }
        open={doomed !== null}
        onClose={() => setDoomed(null)}
        onConfirm={() => {
          if (doomed) void props.onDelete(doomed.ids).then(() => setDoomed(null));
        }}
        confirmLabel={t("rule.delete")}
        busy={props.busy}
      >
        {t(texts.deleteText)}
      </ConfirmDialog>
    </>
  );
}

function groupsColumn<Row extends RuleRow>(title: string): Column<Row> {
  return {
    name: "groups",
    title,
    cell: (row) => (
      <span className={css.badges}>
        {row.groups?.map((group) => (
          <GroupBadge key={group.id} group={group} />
        ))}
      </span>
    ),
  };
}
