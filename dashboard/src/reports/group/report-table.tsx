import type { ReactNode } from "react";
import type { Column } from "../../ui/table/columns";
import css from "../../ui/ui.module.css";
import own from "../reports.module.css";

/** A part of a report: its heading, and what it can be saved as. */
export function ReportPart(props: {
  title: string;
  file?: ReactNode;
  children: ReactNode;
}) {
  return (
    <section className={own.part}>
      <div className={css.apart}>
        <h2 className={own.heading}>{props.title}</h2>
        <span className={css.unprinted}>{props.file}</span>
      </div>
      {props.children}
    </section>
  );
}

/** The rows of a report, each under the name of what it is about. */
export function ReportTable<Row>(props: {
  label: string;
  /** The first of them is the name of the row. */
  columns: Column<Row>[];
  rows: readonly Row[];
  idOf: (row: Row) => string;
  /** Whether something else is being asked for. */
  busy: boolean;
}) {
  const [name, ...others] = props.columns;
  return (
    <div className={css.tableBox}>
      <table
        className={`${css.table} ${own.table}`}
        aria-label={props.label}
        aria-busy={props.busy}
      >
        <thead>
          <tr>
            {props.columns.map((column) => (
              <th
                key={column.name}
                scope="col"
                className={column.number ? css.number : undefined}
              >
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {props.rows.map((row) => (
            <tr key={props.idOf(row)}>
              <th scope="row">{name?.cell(row)}</th>
              {others.map((column) => (
                <td
                  key={column.name}
                  className={column.number ? css.number : undefined}
                >
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
