import type { ReactNode } from "react";
import type { VariablesOf } from "../../api/graphql";
import type { TextKey } from "../../text";
import { useText } from "../../text";
import type { Column } from "../../ui/table/columns";
import type { Connection } from "../../ui/table/foot";
import { Table } from "../../ui/table/table";
import { useReviewActions } from "./review-actions";
import { type InView, Nobody, ReviewFrame } from "./review-frame";
import type { REVIEW_FILE } from "./review-requests";
import { unfiltered } from "./review-values";
import { type Reviewed, useCustomerColumns } from "./reviewed-customer";

interface Group {
  id: string;
  name: string;
}

interface Row extends Reviewed {
  group?: Group | null;
}

/** A list of customers: what it is about, its rows, and what can be done with them. */
export function CustomerReview<Shown extends Row>(
  props: InView & {
    /** What its texts are called, and the columns that a browser remembers. */
    name: "inactive" | "lapsing" | "near" | "grace" | "waiting";
    filters: ReactNode;
    file: VariablesOf<typeof REVIEW_FILE> | null;
    asked: { error: Error | null; refetch: () => unknown; isPlaceholderData: boolean };
    list: Connection<Shown> | null | undefined;
    /** The columns between that of the customer and that of the last order. */
    columns: Column<Shown>[];
    /** The columns after these. */
    more?: Column<Shown>[];
    /** The group that a row can be taken out of; null where it is in none. */
    groupOf: (row: Shown) => Group | null;
    /** What stands there where the list cannot be asked for yet. */
    instead?: ReactNode;
  },
) {
  const t = useText();
  const { name, list, columns, more = [], view, change } = props;
  const text: TextKey = `review.${name}.text`;
  const rows = list?.edges.map(({ node }) => node) ?? [];
  // Somebody may stand there twice, for two groups.
  const idOf = (row: Shown) => `${row.customerId} ${row.group?.id ?? ""}`;
  const { bulk, dialogs } = useReviewActions(rows, idOf, props.groupOf);
  const { customer, last, nameOf } = useCustomerColumns<Shown>();
  return (
    <ReviewFrame text={text} filters={props.filters} file={props.file}>
      {props.instead || (
        <Table
          name={`review-${name}`}
          label={t(`review.${name}`)}
          columns={[customer, ...columns, last, ...more]}
          {...{ list, idOf, nameOf, change, bulk }}
          view={unfiltered(view)}
          query={props.asked}
          searchable={false}
          empty={<Nobody />}
        />
      )}
      {dialogs}
    </ReviewFrame>
  );
}
