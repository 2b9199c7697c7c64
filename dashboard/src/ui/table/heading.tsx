import { ArrowDown, ArrowUp } from "lucide-react";
import type { View } from "../../app/address";
import css from "../ui.module.css";
import type { Column } from "./columns";

/** A title of more letters may stand in two lines, rather than take room from names. */
const LONG = 12;
/** Two lines of so much of a title, which is not shared out evenly, have room for it. */
const LINE = 0.62;

/** The title of a column, by which the list is sorted where it can be. */
export function Heading<Row>(props: {
  column: Column<Row>;
  view: View;
  change: (changed: Record<string, string | null>) => void;
}) {
  const { column, view, change } = props;
  const up = view.sort === column.name;
  const down = view.sort === `-${column.name}`;
  const { length } = column.title;
  const isLong = length > LONG && !column.titleHidden;
  const place = {
    className: `${column.number ? css.number : ""} ${isLong ? css.long : ""}`,
    style: isLong ? { minWidth: `${Math.ceil(length * LINE)}ch` } : undefined,
  };
  if (!column.sortable) {
    return (
      <th scope="col" {...place}>
        <span className={column.titleHidden ? css.hidden : undefined}>
          {column.title}
        </span>
      </th>
    );
  }
  return (
    <th
      scope="col"
      {...place}
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
