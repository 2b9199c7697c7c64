import type { JsonSchema } from "../../rules/schema";

// What conditions can ask for, as the API describes it, and how it is typed in.

export interface ConditionField {
  name: string;
  title: string;
  description: string;
  valueKind: string;
  /** Each operator that fits, with the schema of its value. */
  operators: Record<string, JsonSchema & { prefixItems?: JsonSchema[] }>;
  arguments: JsonSchema;
}

/** With what a value is typed or chosen. */
export type Input =
  | "decimal"
  | "whole"
  | "yesNo"
  | "choice"
  | "country"
  | "group"
  | "text";

/** How many values an operator compares with. */
export type Count = "one" | "pair" | "list" | "nothing";

const INPUTS: Record<string, Input> = {
  amount: "decimal",
  percent: "decimal",
  number: "whole",
  days: "whole",
  yes_or_no: "yesNo",
  country: "country",
  group: "group",
};

export function inputOf(field: ConditionField): Input {
  return INPUTS[field.valueKind] ?? (choicesOf(field).length > 0 ? "choice" : "text");
}

/** The values to choose from, where there are only some. */
export function choicesOf(field: ConditionField): string[] {
  for (const schema of Object.values(field.operators)) {
    if (schema.enum) return schema.enum;
  }
  return [];
}

export function countOf(field: ConditionField, operator: string): Count {
  const schema = field.operators[operator];
  if (schema?.type === "null") return "nothing";
  if (schema?.prefixItems) return "pair";
  return schema?.type === "array" ? "list" : "one";
}

/**
 * The operators that a field is offered with.
 *
 * "Is not yes" is "is no": it is offered only where it stands already.
 */
export function operatorsOf(field: ConditionField, current = ""): string[] {
  const all = Object.keys(field.operators);
  return inputOf(field) === "yesNo"
    ? all.filter((operator) => operator !== "ne" || operator === current)
    : all;
}

/** The operator for a field that takes the place of another. */
export function operatorFor(field: ConditionField, before: string): string {
  const all = operatorsOf(field);
  if (all.includes(before)) return before;
  const usual =
    inputOf(field) === "decimal" || inputOf(field) === "whole" ? "gte" : "eq";
  return all.includes(usual) ? usual : (all[0] ?? "");
}

/** Whether a field asks for something beside its value, such as a period. */
export function takes(field: ConditionField, argument: string): boolean {
  return argument in (field.arguments.properties ?? {});
}

const DRAWN = ["period", "currency", "scope"];

export interface Argument {
  name: string;
  title: string;
  isSwitch: boolean;
}

/** What else a field asks for: texts and switches, such as the key of metadata. */
export function furtherArguments(field: ConditionField): Argument[] {
  return Object.entries(field.arguments.properties ?? {})
    .filter(([name]) => !DRAWN.includes(name))
    .map(([name, schema]) => ({
      name,
      title: schema.title ?? name,
      isSwitch: schema.type === "boolean",
    }));
}

export const TOPICS = ["orders", "goods", "time", "person", "groups", "other"] as const;
type Topic = (typeof TOPICS)[number];

const TOPIC_OF: Record<string, Topic> = {
  net_revenue: "orders",
  order_count: "orders",
  average_order_value: "orders",
  gross_margin: "orders",
  has_ordered: "orders",
  payment_history: "orders",
  refund_rate: "orders",
  units_bought: "goods",
  amount_bought: "goods",
  days_since_last_order: "time",
  days_since_first_order: "time",
  account_age_days: "time",
  email_domain: "person",
  language: "person",
  country: "person",
  city: "person",
  is_confirmed: "person",
  in_group: "groups",
};

/** The fields by what they are about, in their order; a new one is among the others. */
export function byTopic(
  fields: readonly ConditionField[],
): { topic: Topic; fields: ConditionField[] }[] {
  return TOPICS.map((topic) => ({
    topic,
    fields: fields.filter(({ name }) => (TOPIC_OF[name] ?? "other") === topic),
  })).filter((each) => each.fields.length > 0);
}
