import { useAsk } from "../../api/hooks";
import { pageOf, useView } from "../../app/address";
import { useMay } from "../../app/session";
import { useText } from "../../text";
import type { Column } from "../../ui/table/columns";
import { Table } from "../../ui/table/table";
import { Day, GroupBadge } from "../../ui/values/values";
import { useReviewActions } from "./review-actions";
import { Nobody, ReviewFrame, ReviewGroup } from "./review-frame";
import {
  IN_GRACE,
  type InGrace,
  WAITING,
  WAITING_COUNT,
  type Waiting,
} from "./review-requests";
import { unfiltered, withCount } from "./review-values";
import { useCustomerColumns } from "./reviewed-customer";

/** Members who would have left but for the grace days. */
export function MembersInGrace() {
  const t = useText();
  const { view, change } = useView();
  const emails = useMay("MANAGE_USERS");
  const groupId = view.filters.group ?? null;
  const asked = useAsk(IN_GRACE, { groupId, emails, ...pageOf(view) }, { keep: true });
  const list = asked.data?.customerGroupReviewInGrace;
  const rows = list?.edges.map(({ node }) => node) ?? [];
  const idOf = (row: InGrace) => `${row.customerId} ${row.group?.id}`;
  const { bulk, dialogs } = useReviewActions(rows, idOf, ({ group }) => group);
  const { customer, last, nameOf } = useCustomerColumns<InGrace>();
  const columns: Column<InGrace>[] = [
    customer,
    {
      name: "group",
      title: t("review.group"),
      cell: (row) => row.group && <GroupBadge group={row.group} />,
    },
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
    last,
  ];
  return (
    <ReviewFrame
      text="review.grace.text"
      filters={<ReviewGroup {...{ view, change }} />}
      file={{ review: "IN_GRACE", groupId }}
    >
      <Table
        name="review-grace"
        label={t("review.grace")}
        {...{ columns, list, idOf, nameOf, change, bulk }}
        view={unfiltered(view)}
        query={asked}
        searchable={false}
        empty={<Nobody />}
      />
      {dialogs}
    </ReviewFrame>
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
  const list = withCount(
    asked.data?.customerGroupReviewWaiting,
    counted.data?.customerGroupReviewWaiting,
  );
  const rows = list?.edges.map(({ node }) => node) ?? [];
  const idOf = (row: Waiting) => `${row.customerId} ${row.group?.id}`;
  // They are not in the group yet.
  const { bulk, dialogs } = useReviewActions(rows, idOf, () => null);
  const { customer, last, nameOf } = useCustomerColumns<Waiting>();
  const columns: Column<Waiting>[] = [
    customer,
    {
      name: "group",
      title: t("review.group"),
      cell: (row) => row.group && <GroupBadge group={row.group} />,
    },
    {
      name: "registered",
      title: t("review.registered"),
      cell: (row) => <Day at={row.registeredAt} />,
    },
    last,
  ];
  return (
    <ReviewFrame
      text="review.waiting.text"
      filters={<ReviewGroup {...{ view, change }} />}
      file={{ review: "WAITING", groupId }}
    >
      <Table
        name="review-waiting"
        label={t("review.waiting")}
        {...{ columns, list, idOf, nameOf, change, bulk }}
        view={unfiltered(view)}
        query={asked}
        searchable={false}
        empty={<Nobody />}
      />
      {dialogs}
    </ReviewFrame>
  );
}
