import { useHost } from "../../bridge";
import { LastOrder, type Person } from "../../membership/customer";
import { useText } from "../../text";
import type { Column } from "../../ui/table/columns";
import css from "../../ui/ui.module.css";

/** Somebody to look at; without the address for who may not manage customers. */
export interface Reviewed {
  customerId: string;
  name: string;
  email?: string | null;
  lastOrderAt: string | null;
  inactiveMonths: number | null;
}

/** A customer as the dialogs of members know them. */
export function personOf(row: Reviewed): Person & { id: string } {
  return {
    id: row.customerId,
    email: row.email ?? "",
    firstName: row.name,
    lastName: "",
  };
}

/** The columns that every list of customers has. */
export function useCustomerColumns<Row extends Reviewed>(): {
  customer: Column<Row>;
  last: Column<Row>;
  nameOf: (row: Row) => string;
} {
  const t = useText();
  const nameOf = (row: Row) => row.name || row.email || t("report.customer.noName");
  return {
    nameOf,
    customer: {
      name: "customer",
      title: t("members.customer"),
      fixed: true,
      cell: (row) => <ReviewedCustomer row={row} name={nameOf(row)} />,
    },
    last: {
      name: "last",
      title: t("members.lastOrder"),
      cell: (row) => (
        <LastOrder at={row.lastOrderAt} inactiveMonths={row.inactiveMonths} />
      ),
    },
  };
}

/** The name of a customer, in the Dashboard a link to their page. */
function ReviewedCustomer(props: { row: Reviewed; name: string }) {
  const host = useHost();
  const { row, name } = props;
  return (
    <div className={css.nameCell}>
      {host.framed ? (
        <button
          type="button"
          className={`${css.link} ${css.linkButton}`}
          onClick={() => host.open(`/customers/${encodeURIComponent(row.customerId)}`)}
        >
          <bdi>{name}</bdi>
        </button>
      ) : (
        <bdi>{name}</bdi>
      )}
      {row.email && row.email !== name && <div className={css.quiet}>{row.email}</div>}
    </div>
  );
}
