import { useAsk } from "../../api/hooks";
import { pageOf, useView } from "../../app/address";
import { useMay } from "../../app/session";
import { PROGRAMMES } from "../../levels/requests";
import { useText } from "../../text";
import type { Column } from "../../ui/table/columns";
import { FilterNumber, FilterSelect } from "../../ui/table/filters";
import { Count, GroupBadge, Money, Percent } from "../../ui/values/values";
import { CustomerReview } from "./customer-review";
import { NEAR_LEVEL_COUNT } from "./review-counts";
import { type InView, ReviewNumber } from "./review-frame";
import { NEAR_LEVEL, type NearLevel } from "./review-requests";
import { amountOf, chosenOf, PERCENTS, withCount } from "./review-values";

const USUAL = 20;
const MANY = 100;

/** Customers who miss little to the next level. */
export function NearLevels() {
  const t = useText();
  const { view, change } = useView();
  const emails = useMay("MANAGE_USERS");
  const about = {
    programmeId: view.filters.programme ?? null,
    percent: chosenOf(view, "percent", PERCENTS),
    // Counts instead of the share.
    amount: amountOf(view, "amount"),
  };
  const asked = useAsk(
    NEAR_LEVEL,
    { ...about, emails, ...pageOf(view) },
    { keep: true },
  );
  const counted = useAsk(NEAR_LEVEL_COUNT, about, { aside: true });
  const columns: Column<NearLevel>[] = [
    {
      name: "level",
      title: t("review.level"),
      cell: (row) => row.group && <GroupBadge group={row.group} />,
    },
    {
      name: "programme",
      title: t("review.programme"),
      optional: true,
      cell: (row) => row.programme?.name ?? "–",
    },
    {
      name: "missing",
      title: t("review.missing"),
      number: true,
      cell: (row) => <Measured of={row.missing} currency={row.currency} />,
    },
    {
      name: "percent",
      title: t("review.missingPercent"),
      number: true,
      cell: (row) => <Percent value={row.missingPercent} />,
    },
    {
      name: "value",
      title: t("review.value"),
      number: true,
      cell: (row) => <Measured of={row.value} currency={row.currency} />,
    },
  ];
  return (
    <CustomerReview<NearLevel>
      name="near"
      {...{ view, change, asked, columns }}
      filters={
        <>
          {emails && <ProgrammeFilter {...{ view, change }} />}
          <ReviewNumber
            {...{ view, change }}
            name="percent"
            label={t("review.missingPercent")}
            usual={USUAL}
            choices={PERCENTS}
            textOf={(percent) => t("review.upTo", { percent })}
          />
          <FilterNumber
            {...{ view, change }}
            name="amount"
            label={t("review.orMissing")}
          />
        </>
      }
      file={{ review: "NEAR_LEVEL", ...about }}
      list={withCount(
        asked.data?.customerGroupReviewNearLevel,
        counted.data?.customerGroupReviewNearLevel,
      )}
      // They are not in the level yet.
      groupOf={() => null}
    />
  );
}

/** Chooses a programme, where there are several. */
function ProgrammeFilter(props: InView) {
  const t = useText();
  const asked = useAsk(PROGRAMMES, { first: MANY });
  const edges = asked.data?.customerGroupLevelProgrammes?.edges ?? [];
  if (edges.length < 2) return null;
  return (
    <FilterSelect
      {...props}
      name="programme"
      label={t("review.programme")}
      none={t("review.programme.all")}
      options={edges.map(({ node }) => ({ value: node.id, label: node.name }))}
    />
  );
}

/** What a programme measures: an amount, or a number of orders. */
function Measured(props: { of: number | string; currency: string | null }) {
  const { of, currency } = props;
  return currency ? (
    <Money amount={of} currency={currency} />
  ) : (
    <Count value={Number(of)} />
  );
}
