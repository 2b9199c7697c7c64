import type { ResultOf } from "../../api/graphql";
import type { CHECK } from "./check";

export type Finding = NonNullable<
  ResultOf<typeof CHECK>["customerGroupRuleCheck"]
>[number];

/** How much a finding matters: money is lost, something has no effect, or a hint. */
export const WEIGHTS = ["loss", "broken", "hint"] as const;
export type Weight = (typeof WEIGHTS)[number];

const WEIGHT_OF: Record<Finding["kind"], Weight> = {
  BELOW_COST: "loss",
  FAR_ABOVE_LISTING: "loss",
  FLOOR_UNDERCUT: "loss",
  GIFT_CARD: "loss",
  GIVES_MORE_THAN_MINIMUM: "loss",
  SEVERAL_ADD: "loss",
  CONDITIONS_NOT_ASKED: "broken",
  FOREIGN_CURRENCY: "broken",
  GIFT_UNAVAILABLE: "broken",
  INCREASE_CANCELLED: "broken",
  LEVEL_FOR_ALL: "broken",
  NOBODY_GETS_IT: "broken",
  SWITCHED_OFF: "broken",
  TOO_LARGE: "broken",
  UNKNOWN_CURRENCY: "broken",
  UNREADABLE_GROUP: "broken",
  UNREADABLE_SETTING: "broken",
  EMPTY_GROUP: "hint",
  EMPTY_LIST: "hint",
  TWINS: "hint",
};

/** Findings by weight, what matters most first; each as the API has them. */
export function byWeight<Found extends Pick<Finding, "kind">>(
  findings: readonly Found[],
): { weight: Weight; findings: Found[] }[] {
  return WEIGHTS.map((weight) => ({
    weight,
    findings: findings.filter(({ kind }) => WEIGHT_OF[kind] === weight),
  })).filter((each) => each.findings.length > 0);
}
