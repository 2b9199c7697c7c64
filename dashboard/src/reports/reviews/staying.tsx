import { useAsk } from "../../api/hooks";
import { pageOf, useView } from "../../app/address";
import { useMay } from "../../app/session";
import { useText } from "../../text";
import type { Column } from "../../ui/table/columns";
import { Day, GroupBadge } from "../../ui/values/values";
import { CustomerReview } from "./customer-review";
import { WAITING_COUNT } from "./review-counts";
import { ReviewGroup } from "./review-frame";
import { IN_GRACE, type InGrace, WAITING, type Waiting } from "./review-requests";
import { withCount } from "./review-values";

/** Members who would have left but for the grace days. */
export function MembersInGrace() {
  const t = useText();
  const { view, change } = useView();
  const emails = useMay("MANAGE_USERS");
  const groupId = view.filters.group ?? null;
  const asked = useAsk(IN_GRACE, { groupId, emails, ...pageOf(view) }, { keep: true });
  return (
    <CustomerReview<InGrace>
      name="grace"
      {...{ view, change, asked }}
      filters={<ReviewGroup {...{ view, change }} />}
      file={{ review: "IN_GRACE", groupId }}
      list={asked.data?.customerGroupReviewInGrace}
      columns={[
        useGroupColumn<InGrace>(),
        {
          name: "unqualified",
          title: t("review.unqualified"),
          cell: (row) => <Day at={row.unqualifiedSince} />,
        },
        {
          name: "leaves",
          title: t("review.leavesOn"),
          cell: (row) => <Day at={row.leavesAt} />,
        },
      ]}
      groupOf={({ group }) => group}
    />
  );
}

/** Customers who qualify for a group that has no place for them. */
export function WaitingCustomers() {
  const t = useText();
  const { view, change } = useView();
  const emails = useMay("MANAGE_USERS");
  const groupId = view.filters.group ?? null;
  const asked = useAsk(WAITING, { groupId, emails, ...pageOf(view) }, { keep: true });
  const counted = useAsk(WAITING_COUNT, { groupId }, { aside: true });
  return (
    <CustomerReview<Waiting>
      name="waiting"
      {...{ view, change, asked }}
      filters={<ReviewGroup {...{ view, change }} />}
      file={{ review: "WAITING", groupId }}
      list={withCount(
        asked.data?.customerGroupReviewWaiting,
        counted.data?.customerGroupReviewWaiting,
      )}
      columns={[
        useGroupColumn<Waiting>(),
        {
          name: "registered",
          title: t("review.registered"),
          cell: (row) => <Day at={row.registeredAt} />,
        },
      ]}
      // They are not in the group yet.
      groupOf={() => null}
    />
  );
}

function useGroupColumn<Row extends Pick<InGrace, "group">>(): Column<Row> {
  const t = useText();
  return {
    name: "group",
    title: t("review.group"),
    cell: (row) => row.group && <GroupBadge group={row.group} />,
  };
}
