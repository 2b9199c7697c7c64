import { Box, Button, Skeleton } from "@saleor/macaw-ui";
import { type ReactNode, useState } from "react";
import type { View } from "../../app/address";
import { useText } from "../../text";
import { Empty, Fault } from "../messages/notices";
import { Tick } from "../tick";
import css from "../ui.module.css";
import { type Column, Columns, useColumns } from "./columns";
import { type Connection, Foot } from "./foot";
import { Heading } from "./heading";
import { Search } from "./search";

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
                <th className={`${css.narrow} ${css.unprinted}`}>
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
                    <td className={`${css.narrow} ${css.unprinted}`}>
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
