import type { ResultOf } from "../../api/graphql";
import type { CHECK } from "./documents";

export type Finding = NonNullable<
  ResultOf<typeof CHECK>["customerGroupRuleCheck"]
>[number];
export type Weight = Finding["weight"];

/** Findings by weight; what matters most comes first, as the API has them. */
export function byWeight<Found extends Pick<Finding, "weight">>(
  findings: readonly Found[],
): { weight: Weight; findings: Found[] }[] {
  const weights = [...new Set(findings.map(({ weight }) => weight))];
  return weights.map((weight) => ({
    weight,
    findings: findings.filter((each) => each.weight === weight),
  }));
}
