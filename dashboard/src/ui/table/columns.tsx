import { Button, Dropdown, List } from "@saleor/macaw-ui";
import { type ReactNode, useState } from "react";
import { recall, remember } from "../../app/storage";
import { useText } from "../../text";

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

/** Chooses which columns are shown. */
export function Columns<Row>(props: {
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

/** Which columns are shown: what this browser remembers, else all but the optional. */
export function useColumns<Row>(
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
