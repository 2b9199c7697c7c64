import { useText } from "../../text";
import type { Column } from "../../ui/table/columns";
import { Count, Money, Percent } from "../../ui/values/values";
import { ReportTable } from "../group/report-table";
import type { Goods } from "../report-requests";
import { type GoodsRow, rowsOf } from "./words";

/** What was bought, the most money first, with what is left below it. */
export function GoodsTable(props: {
  label: string;
  /** What the items are, such as "Category". */
  what: string;
  goods: Goods;
  busy: boolean;
}) {
  const t = useText();
  const columns: Column<GoodsRow>[] = [
    {
      name: "name",
      title: props.what,
      cell: (row) =>
        row.kind === "item" ? (
          <bdi>{row.item.name}</bdi>
        ) : (
          t(`report.goods.${row.kind}`, { count: row.count })
        ),
    },
    {
      name: "units",
      title: t("report.units"),
      number: true,
      cell: (row) => (row.kind === "item" ? <Count value={row.item.units} /> : "–"),
    },
    {
      name: "revenue",
      title: t("report.net"),
      number: true,
      cell: (row) => <Money {...(row.kind === "item" ? row.item : row).revenue} />,
    },
    {
      name: "share",
      title: t("report.goods.share"),
      number: true,
      cell: (row) => {
        const share = row.kind === "item" ? row.item.share : null;
        return share == null ? "–" : <Percent value={share} digits={2} />;
      },
    },
    {
      name: "margin",
      title: t("report.margin"),
      number: true,
      cell: (row) => {
        const margin = row.kind === "item" ? row.item.margin : null;
        return margin ? <Money {...margin} /> : "–";
      },
    },
  ];
  return (
    <ReportTable
      label={props.label}
      columns={columns}
      rows={rowsOf(props.goods)}
      idOf={(row) => (row.kind === "item" ? row.item.id : row.kind)}
      busy={props.busy}
    />
  );
}
