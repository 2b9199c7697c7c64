import { Link } from "wouter";
import { useAsk } from "../../api/hooks";
import { pageOf, useView } from "../../app/address";
import { useText } from "../../text";
import { Empty, State } from "../../ui/messages/notices";
import type { Column } from "../../ui/table/columns";
import { Table } from "../../ui/table/table";
import css from "../../ui/ui.module.css";
import { Count, GroupBadge, Percent } from "../../ui/values/values";
import { OVERLAP_COUNT } from "./review-counts";
import { ReviewFrame } from "./review-frame";
import { OVERLAP, type Overlap } from "./review-requests";
import { unfiltered, withCount } from "./review-values";

/** Each two groups that share customers. */
export function Overlaps() {
  const t = useText();
  const { view, change } = useView();
  const asked = useAsk(OVERLAP, pageOf(view), { keep: true });
  const counted = useAsk(OVERLAP_COUNT, {}, { aside: true });
  const list = withCount(
    asked.data?.customerGroupReviewOverlap,
    counted.data?.customerGroupReviewOverlap,
  );
  const groups = (row: Overlap) => [row.first, row.second];
  const idOf = (row: Overlap) =>
    groups(row)
      .map((each) => each?.id)
      .join(",");
  const columns: Column<Overlap>[] = [
    {
      name: "groups",
      title: t("review.groups"),
      fixed: true,
      cell: (row) => (
        <span className={css.row}>
          {groups(row).map((each) => each && <GroupBadge key={each.id} group={each} />)}
        </span>
      ),
    },
    {
      name: "shared",
      title: t("review.shared"),
      number: true,
      cell: (row) => <Count value={row.shared} />,
    },
    {
      name: "smaller",
      title: t("review.smaller"),
      number: true,
      cell: (row) => <Count value={row.smaller} />,
    },
    {
      name: "percent",
      title: t("review.overlapPercent"),
      number: true,
      cell: (row) => <Percent value={row.percent} />,
    },
    {
      name: "hint",
      title: t("review.hint"),
      cell: (row) =>
        row.isProbablyOne && <State tone="warning">{t("review.isProbablyOne")}</State>,
    },
    {
      name: "compare",
      title: t("reports.compare"),
      titleHidden: true,
      fixed: true,
      cell: (row) => (
        <Link
          className={css.link}
          to={`/reports?${new URLSearchParams({ groups: idOf(row) })}`}
        >
          {t("reports.compare")}
        </Link>
      ),
    },
  ];
  return (
    <ReviewFrame text="review.overlap.text" file={{ review: "OVERLAP" }}>
      <Table
        name="review-overlap"
        label={t("review.overlap")}
        {...{ columns, list, idOf, change }}
        view={unfiltered(view)}
        nameOf={(row) =>
          groups(row)
            .map((each) => each?.name)
            .join(", ")
        }
        query={asked}
        searchable={false}
        empty={
          <Empty title={t("review.overlap.none")}>{t("review.overlap.noneText")}</Empty>
        }
      />
    </ReviewFrame>
  );
}
