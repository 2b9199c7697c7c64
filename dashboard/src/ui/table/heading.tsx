import { ArrowDown, ArrowUp } from "lucide-react";
import type { View } from "../../app/address";
import css from "../ui.module.css";
import type { Column } from "./columns";

/** The title of a column, by which the list is sorted where it can be. */
export function Heading<Row>(props: {
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
