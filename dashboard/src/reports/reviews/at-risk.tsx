import { FormattedDate } from "react-intl";
import { useAsk } from "../../api/hooks";
import { pageOf, useView } from "../../app/address";
import { useMay } from "../../app/session";
import { useText } from "../../text";
import { State } from "../../ui/messages/notices";
import { useGroupChoices } from "../../ui/pickers/group-picker";
import type { Column } from "../../ui/table/columns";
import { Table } from "../../ui/table/table";
import { Day, Money } from "../../ui/values/values";
import { useReviewActions } from "./review-actions";
import {
  ChooseGroup,
  type InView,
  Nobody,
  ReviewCurrency,
  ReviewFrame,
  ReviewGroup,
  ReviewNumber,
} from "./review-frame";
import {
  INACTIVE,
  type Inactive,
  LAPSING,
  LAPSING_COUNT,
  type Lapsing,
} from "./review-requests";
import { chosenOf, DAYS, unfiltered, withCount } from "./review-values";
import { useCustomerColumns } from "./reviewed-customer";

const USUAL = 365;

/** Members who have ordered nothing for some time. */
export function InactiveMembers() {
  const t = useText();
  const { view, change } = useView();
  const emails = useMay("MANAGE_USERS");
  const { group, about } = useAbout({ view, change });
  const asked = useAsk(
    INACTIVE,
    { ...about, emails, ...pageOf(view) },
    { wait: !group, keep: true },
  );
  const list = asked.data?.customerGroupReviewInactive;
  const rows = list?.edges.map(({ node }) => node) ?? [];
  const idOf = (row: Inactive) => row.customerId;
  const { bulk, dialogs } = useReviewActions(rows, idOf, () => group);
  const { customer, last, nameOf } = useCustomerColumns<Inactive>();
  const columns = [customer, last, ...useRevenueColumns<Inactive>()];
  return (
    <ReviewFrame
      text="review.inactive.text"
      filters={
        <AboutFilters
          {...{ view, change }}
          textOf={(days) => t("review.for", { days })}
        />
      }
      file={group && { review: "INACTIVE", ...about }}
    >
      {group ? (
        <Table
          name="review-inactive"
          label={t("review.inactive")}
          {...{ columns, list, idOf, nameOf, change, bulk }}
          view={unfiltered(view)}
          query={asked}
          searchable={false}
          empty={<Nobody />}
        />
      ) : (
        <ChooseGroup />
      )}
      {dialogs}
    </ReviewFrame>
  );
}

/** Members for whom the conditions will no longer hold. */
export function LapsingMembers() {
  const t = useText();
  const { view, change } = useView();
  const emails = useMay("MANAGE_USERS");
  const { group, about } = useAbout({ view, change });
  const asked = useAsk(
    LAPSING,
    { ...about, emails, ...pageOf(view) },
    { wait: !group, keep: true },
  );
  const counted = useAsk(
    LAPSING_COUNT,
    { groupId: about.groupId, days: about.days },
    { wait: !group, aside: true },
  );
  const list = withCount(
    asked.data?.customerGroupReviewLapsing,
    counted.data?.customerGroupReviewLapsing,
  );
  const rows = list?.edges.map(({ node }) => node) ?? [];
  const idOf = (row: Lapsing) => row.customerId;
  const { bulk, dialogs } = useReviewActions(rows, idOf, () => group);
  const { customer, last, nameOf } = useCustomerColumns<Lapsing>();
  const columns: Column<Lapsing>[] = [
    customer,
    {
      name: "ends",
      title: t("review.endsOn"),
      cell: (row) => <OnDay day={row.endsOn} />,
    },
    {
      name: "leaves",
      title: t("review.leavesOn"),
      cell: (row) =>
        row.isKept ? <State>{t("review.isKept")}</State> : <OnDay day={row.leavesOn} />,
    },
    last,
    ...useRevenueColumns<Lapsing>(),
  ];
  return (
    <ReviewFrame
      text="review.lapsing.text"
      filters={
        <AboutFilters
          {...{ view, change }}
          textOf={(days) => t("review.in", { days })}
        />
      }
      file={group && { review: "LAPSING", ...about }}
    >
      {group ? (
        <Table
          name="review-lapsing"
          label={t("review.lapsing")}
          {...{ columns, list, idOf, nameOf, change, bulk }}
          view={unfiltered(view)}
          query={asked}
          searchable={false}
          empty={<Nobody />}
        />
      ) : (
        <ChooseGroup />
      )}
      {dialogs}
    </ReviewFrame>
  );
}

/** The group of a view with its name, and what its list is asked with. */
function useAbout({ view }: InView) {
  const id = view.filters.group ?? "";
  const { chosen } = useGroupChoices(id ? [id] : []);
  const [found] = chosen;
  return {
    group: found ? { id: found.value, name: found.label } : null,
    about: {
      groupId: id,
      days: chosenOf(view, "days", DAYS),
      currency: view.filters.currency ?? null,
    },
  };
}

function AboutFilters(props: InView & { textOf: (days: number) => string }) {
  const t = useText();
  const { textOf, ...inView } = props;
  return (
    <>
      <ReviewGroup {...inView} />
      <ReviewNumber
        {...inView}
        name="days"
        label={t("review.days")}
        usual={USUAL}
        choices={DAYS}
        textOf={textOf}
      />
      <ReviewCurrency {...inView} />
    </>
  );
}

function useRevenueColumns<Row extends Pick<Inactive, "revenue" | "memberSince">>() {
  const t = useText();
  const columns: Column<Row>[] = [
    {
      name: "revenue",
      title: t("review.revenue"),
      number: true,
      cell: (row) => <Money {...row.revenue} />,
    },
    {
      name: "since",
      title: t("report.memberSince"),
      optional: true,
      cell: (row) => <Day at={row.memberSince} />,
    },
  ];
  return columns;
}

/** A day of the shop, which is the same wherever it is read. */
function OnDay(props: { day: string | null }) {
  if (!props.day) return <>–</>;
  return <FormattedDate value={props.day} dateStyle="medium" timeZone="UTC" />;
}
