import { useHost } from "../../bridge";
import { useText } from "../../text";
import type { Column } from "../../ui/table/columns";
import css from "../../ui/ui.module.css";
import { Count, Money } from "../../ui/values/values";
import { ReportPart, ReportTable } from "../group/report-table";
import { changesOf } from "./dry-runs";
import { SignedMoney } from "./signed-money";

interface Amount {
  amount: number;
  currency: string;
}
interface Change {
  /** Of customers and products. */
  id?: string;
  /** Of groups. */
  code?: string;
  name?: string | null;
  email?: string | null;
  orders: number;
  before: Amount;
  after: Amount;
  difference: Amount;
}

const TITLES = {
  customer: "dryRun.customers",
  product: "dryRun.products",
  group: "dryRun.groups",
} as const;

/** The customers, products or groups that change most, both ways. */
export function ChangesPart(props: {
  of: { less: readonly Change[]; more: readonly Change[] };
  what: keyof typeof TITLES;
  file: React.ReactNode;
}) {
  const t = useText();
  const { what } = props;
  const idOf = ({ id, code }: Change) => id ?? code ?? "";
  const rows = changesOf(props.of, idOf);
  const title = t(TITLES[what]);
  const columns: Column<Change>[] = [
    {
      name: "name",
      title: t(`dryRun.${what}`),
      cell: (row) => <Name row={row} leads={what !== "group"} what={what} />,
    },
    {
      name: "orders",
      title: t("report.orders"),
      number: true,
      cell: ({ orders }) => <Count value={orders} />,
    },
    {
      name: "before",
      title: t("dryRun.before"),
      number: true,
      cell: ({ before }) => <Money {...before} />,
    },
    {
      name: "after",
      title: t("dryRun.after"),
      number: true,
      cell: ({ after }) => <Money {...after} />,
    },
    {
      name: "difference",
      title: t("dryRun.difference"),
      number: true,
      cell: ({ difference }) => <SignedMoney {...difference} />,
    },
  ];
  return (
    <ReportPart title={title} file={rows.length > 0 && props.file}>
      {rows.length > 0 ? (
        <ReportTable
          label={title}
          columns={columns}
          rows={rows}
          idOf={idOf}
          busy={false}
        />
      ) : (
        <p className={css.text}>{t("dryRun.nothing")}</p>
      )}
    </ReportPart>
  );
}

/** A name; of customers and products, in the Dashboard, a link to their page. */
function Name(props: { row: Change; leads: boolean; what: keyof typeof TITLES }) {
  const t = useText();
  const host = useHost();
  const { id, email } = props.row;
  const name = props.row.name || email || t("report.customer.noName");
  const place = props.what === "product" ? "products" : "customers";
  return (
    <div className={css.nameCell}>
      {host.framed && props.leads && id ? (
        <button
          type="button"
          className={`${css.link} ${css.linkButton}`}
          onClick={() => host.open(`/${place}/${encodeURIComponent(id)}`)}
        >
          <bdi>{name}</bdi>
        </button>
      ) : (
        <bdi>{name}</bdi>
      )}
      {email && email !== name && <div className={css.quiet}>{email}</div>}
    </div>
  );
}
