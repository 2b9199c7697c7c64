import { FormattedDate } from "react-intl";
import { useAsk } from "../../api/hooks";
import { pageOf, useView } from "../../app/address";
import { useMay } from "../../app/session";
import { useText } from "../../text";
import { State } from "../../ui/messages/notices";
import { useGroupChoices } from "../../ui/pickers/group-picker";
import type { Column } from "../../ui/table/columns";
import { Day, Money } from "../../ui/values/values";
import { CustomerReview } from "./customer-review";
import { LAPSING_COUNT } from "./review-counts";
import {
  ChooseGroup,
  type InView,
  ReviewCurrency,
  ReviewGroup,
  ReviewNumber,
} from "./review-frame";
import { INACTIVE, type Inactive, LAPSING, type Lapsing } from "./review-requests";
import { chosenOf, DAYS, withCount } from "./review-values";

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
  return (
    <CustomerReview<Inactive>
      name="inactive"
      {...{ view, change, asked }}
      filters={
        <AboutFilters
          {...{ view, change }}
          textOf={(days) => t("review.for", { days })}
        />
      }
      file={group && { review: "INACTIVE", ...about }}
      list={asked.data?.customerGroupReviewInactive}
      columns={[]}
      more={useRevenueColumns<Inactive>()}
      groupOf={() => group}
      instead={!group && <ChooseGroup />}
    />
  );
}

/** Members for whom the conditions will no longer hold. */
export function LapsingMembers() {
  const t = useText();
  const { view, change } = useView();
  const emails = useMay("MANAGE_USERS");
  const { group, about } = useAbout({ view, change });
  const { groupId, days } = about;
  const wait = !group;
  const asked = useAsk(
    LAPSING,
    { ...about, emails, ...pageOf(view) },
    { wait, keep: true },
  );
  const counted = useAsk(LAPSING_COUNT, { groupId, days }, { wait, aside: true });
  const columns: Column<Lapsing>[] = [
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
  ];
  return (
    <CustomerReview<Lapsing>
      name="lapsing"
      {...{ view, change, asked, columns }}
      filters={
        <AboutFilters
          {...{ view, change }}
          textOf={(number) => t("review.in", { days: number })}
        />
      }
      file={group && { review: "LAPSING", ...about }}
      list={withCount(
        asked.data?.customerGroupReviewLapsing,
        counted.data?.customerGroupReviewLapsing,
      )}
      more={useRevenueColumns<Lapsing>()}
      groupOf={() => group}
      instead={!group && <ChooseGroup />}
    />
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
