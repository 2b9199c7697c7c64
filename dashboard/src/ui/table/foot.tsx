import { Button } from "@saleor/macaw-ui";
import { ChevronLeft, ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import { useText } from "../../text";
import css from "../ui.module.css";

/** What the API answers where a list is asked in parts. */
export interface Connection<Row> {
  totalCount?: number | null;
  pageInfo: {
    hasNextPage: boolean;
    hasPreviousPage: boolean;
    startCursor: string | null;
    endCursor: string | null;
  };
  edges: readonly { node: Row }[];
}

/** How many there are, and the way to the next and the previous of them. */
export function Foot<Row>(props: {
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
