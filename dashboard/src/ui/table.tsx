import { Box, Button, Dropdown, List, SearchInput, Skeleton } from "@saleor/macaw-ui";
import { ArrowDown, ArrowUp, ChevronLeft, ChevronRight } from "lucide-react";
import { type ReactNode, useEffect, useState } from "react";
import type { View } from "../app/address";
import { recall, remember } from "../app/storage";
import { useText } from "../text";
import { Empty, Fault } from "./notices";
import { Tick } from "./tick";
import css from "./ui.module.css";

export interface Column<Row> {
  /** Its name in the address where the list is sorted by it, and for what is kept. */
  name: string;
  title: string;
  cell: (row: Row) => ReactNode;
  sortable?: boolean;
  /** Numbers stand at the end of their column. */
  number?: boolean;
  /** Not shown until somebody chooses it. */
  optional?: boolean;
  /** Always shown. */
  fixed?: boolean;
  /** Its title is for screen readers alone. */
  titleHidden?: boolean;
}

interface Connection<Row> {
  totalCount?: number | null;
  pageInfo: {
    hasNextPage: boolean;
    hasPreviousPage: boolean;
    startCursor: string | null;
    endCursor: string | null;
  };
  edges: readonly { node: Row }[];
}

interface Props<Row> {
  /** The name under which the chosen columns are kept. */
  name: string;
  label: string;
  columns: Column<Row>[];
  list: Connection<Row> | null | undefined;
  /** The request that the list comes from. */
  query: { error: Error | null; refetch: () => unknown; isPlaceholderData: boolean };
  idOf: (row: Row) => string;
  nameOf: (row: Row) => string;
  view: View;
  change: (changed: Record<string, string | null>) => void;
  searchable?: boolean;
  filters?: ReactNode;
  /** What can be done with the ticked rows. */
  bulk?: (ids: string[], clear: () => void) => ReactNode;
  /** What is shown where there is nothing at all. */
  empty: ReactNode;
  /** What stands beside the number of entries. */
  totals?: ReactNode;
}

const TYPING_MS = 300;

/** A list: searched, filtered, sorted and paged by its address. */
export function Table<Row>(props: Props<Row>) {
  const t = useText();
  const { view, change, list, idOf, columns } = props;
  const [chosen, setChosen] = useColumns(props.name, columns);
  const [ticked, setTicked] = useState<string[]>([]);
  const shown = columns.filter((column) => chosen.includes(column.name));
  const rows = list?.edges.map(({ node }) => node);
  const ids = rows?.map(idOf) ?? [];
  const picked = ticked.filter((id) => ids.includes(id));
  const filtered = view.search !== "" || Object.keys(view.filters).length > 0;
  const paged = Boolean(view.after || view.before);

  const { error, refetch, isPlaceholderData } = props.query;
  const fault = error && <Fault error={error} retry={() => void refetch()} />;
  if (fault && !list) return fault;
  if (rows?.length === 0 && !filtered && !paged) return <>{props.empty}</>;

  return (
    <div className={css.stack}>
      {fault}
      <div className={css.toolbar}>
        {props.searchable !== false && (
          <Search value={view.search} onChange={(search) => change({ search })} />
        )}
        {props.filters}
        {Object.keys(view.filters).length > 0 && (
          <Button
            variant="tertiary"
            onClick={() =>
              change(
                Object.fromEntries(Object.keys(view.filters).map((f) => [f, null])),
              )
            }
          >
            {t("table.clear")}
          </Button>
        )}
        <Box marginLeft="auto">
          <Columns columns={columns} chosen={chosen} onChange={setChosen} />
        </Box>
      </div>
      {props.bulk && picked.length > 0 && (
        <div className={css.bulk} role="status">
          <span>{t("table.selected", { count: picked.length })}</span>
          {props.bulk(picked, () => setTicked([]))}
        </div>
      )}
      <div className={css.tableBox}>
        <table
          className={css.table}
          aria-label={props.label}
          aria-busy={!rows || isPlaceholderData}
        >
          <thead>
            <tr>
              {props.bulk && (
                <th className={css.narrow}>
                  <Tick
                    label={t("table.selectAll")}
                    checked={
                      picked.length > 0 && picked.length < ids.length
                        ? "indeterminate"
                        : ids.length > 0 && picked.length === ids.length
                    }
                    onChange={(on) => setTicked(on ? ids : [])}
                  />
                </th>
              )}
              {shown.map((column) => (
                <Heading key={column.name} {...{ column, view, change }} />
              ))}
            </tr>
          </thead>
          <tbody>
            {rows?.map((row) => {
              const id = idOf(row);
              return (
                <tr key={id}>
                  {props.bulk && (
                    <td className={css.narrow}>
                      <Tick
                        label={t("table.selectRow", { name: props.nameOf(row) })}
                        checked={picked.includes(id)}
                        onChange={(on) =>
                          setTicked(
                            on ? [...picked, id] : picked.filter((p) => p !== id),
                          )
                        }
                      />
                    </td>
                  )}
                  {shown.map((column) => (
                    <td
                      key={column.name}
                      className={column.number ? css.number : undefined}
                    >
                      {column.cell(row)}
                    </td>
                  ))}
                </tr>
              );
            }) ?? <Skeletons columns={shown.length + (props.bulk ? 1 : 0)} />}
          </tbody>
        </table>
        {rows?.length === 0 && (
          <Empty title={t("table.nothing")}>{t("table.nothingText")}</Empty>
        )}
      </div>
      {list && <Foot {...{ list, change }} totals={props.totals} />}
    </div>
  );
}

function Heading<Row>(props: {
  column: Column<Row>;
  view: View;
  change: (changed: Record<string, string | null>) => void;
}) {
  const { column, view, change } = props;
  const up = view.sort === column.name;
  const down = view.sort === `-${column.name}`;
  const className = column.number ? css.number : undefined;
  if (!column.sortable) {
    return (
      <th scope="col" className={className}>
        <span className={column.titleHidden ? css.hidden : undefined}>
          {column.title}
        </span>
      </th>
    );
  }
  return (
    <th
      scope="col"
      className={className}
      aria-sort={up ? "ascending" : down ? "descending" : "none"}
    >
      <button
        type="button"
        className={css.sort}
        onClick={() => change({ sort: up ? `-${column.name}` : column.name })}
      >
        {column.title}
        {up && <ArrowUp size={14} aria-hidden />}
        {down && <ArrowDown size={14} aria-hidden />}
      </button>
    </th>
  );
}

/** A search that waits until somebody has stopped typing. */
export function Search(props: {
  value: string;
  onChange: (value: string) => void;
  label?: string;
}) {
  const t = useText();
  const [text, setText] = useState(props.value);
  const { value, onChange } = props;
  useEffect(() => setText(value), [value]);
  useEffect(() => {
    if (text === value) return;
    const timer = setTimeout(() => onChange(text), TYPING_MS);
    return () => clearTimeout(timer);
  }, [text, value, onChange]);
  const label = props.label ?? t("table.search");
  return (
    <div className={css.grow}>
      <SearchInput
        size="small"
        aria-label={label}
        placeholder={label}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
    </div>
  );
}

function Columns<Row>(props: {
  columns: Column<Row>[];
  chosen: string[];
  onChange: (chosen: string[]) => void;
}) {
  const t = useText();
  const free = props.columns.filter((column) => !column.fixed);
  if (free.length === 0) return null;
  return (
    <Dropdown>
      <Dropdown.Trigger>
        <Button variant="secondary">{t("table.columns")}</Button>
      </Dropdown.Trigger>
      <Dropdown.Content align="end">
        <List
          padding={2}
          borderRadius={4}
          boxShadow="defaultOverlay"
          backgroundColor="default1"
        >
          {free.map(({ name, title }) => {
            const on = props.chosen.includes(name);
            return (
              <Dropdown.Item key={name}>
                <List.Item
                  paddingX={2}
                  paddingY={1.5}
                  borderRadius={4}
                  role="menuitemcheckbox"
                  aria-checked={on}
                  onClick={() =>
                    props.onChange(
                      on
                        ? props.chosen.filter((each) => each !== name)
                        : [...props.chosen, name],
                    )
                  }
                >
                  {`${on ? "✓" : "\u2003"} ${title}`}
                </List.Item>
              </Dropdown.Item>
            );
          })}
        </List>
      </Dropdown.Content>
    </Dropdown>
  );
}

function Foot<Row>(props: {
  list: Connection<Row>;
  change: (changed: Record<string, string | null>) => void;
  totals?: ReactNode;
}) {
  const t = useText();
  const { pageInfo, totalCount } = props.list;
  return (
    <div className={css.foot}>
      <span>
        {totalCount != null && <span>{t("table.total", { count: totalCount })}</span>}
        {props.totals && <> · {props.totals}</>}
      </span>
      <span className={css.row}>
        <Button
          variant="secondary"
          icon={<ChevronLeft size={16} />}
          aria-label={t("table.previous")}
          disabled={!pageInfo.hasPreviousPage}
          onClick={() => props.change({ before: pageInfo.startCursor, after: null })}
        />
        <Button
          variant="secondary"
          icon={<ChevronRight size={16} />}
          aria-label={t("table.next")}
          disabled={!pageInfo.hasNextPage}
          onClick={() => props.change({ after: pageInfo.endCursor, before: null })}
        />
      </span>
    </div>
  );
}

function Skeletons(props: { columns: number }) {
  return Array.from({ length: 6 }, (_, row) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: they are all the same
    <tr key={row}>
      {Array.from({ length: props.columns }, (_, column) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they are all the same
        <td key={column}>
          <Skeleton height={4} />
        </td>
      ))}
    </tr>
  ));
}

/** Which columns are shown: what this browser remembers, else all but the optional. */
function useColumns<Row>(
  name: string,
  columns: Column<Row>[],
): [string[], (chosen: string[]) => void] {
  const key = `columns.${name}`;
  const [kept, setKept] = useState(() => recall(key)?.split(","));
  const chosen = columns
    .filter((c) => c.fixed || (kept ? kept.includes(c.name) : !c.optional))
    .map((c) => c.name);
  return [
    chosen,
    (next) => {
      remember(key, next.join(","));
      setKept(next);
    },
  ];
}
