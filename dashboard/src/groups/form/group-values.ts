import type { Group } from "../group-context";
import type { GroupInput } from "../group-requests";

/** A group as its form has it. */
export interface GroupValues {
  name: string;
  code: string;
  description: string;
  /** As #RRGGBB; empty for none. */
  colour: string;
  /** Separated by commas. */
  tags: string;
  /** The id of the group above it. */
  parent: string | null;
  inheritsPricing: boolean;
  priority: string;
  capacity: string;
  isActive: boolean;
  isDefault: boolean;
  forGuests: boolean;
  isVip: boolean;
  highlight: boolean;
}

export const NEW_GROUP: GroupValues = {
  name: "",
  code: "",
  description: "",
  colour: "",
  tags: "",
  parent: null,
  inheritsPricing: true,
  priority: "0",
  capacity: "",
  isActive: true,
  isDefault: false,
  forGuests: false,
  isVip: false,
  highlight: false,
};

/** The values of a group's form. */
export function valuesOf(
  group: Pick<Group, Exclude<keyof GroupValues, "parent">> & {
    parent: { id: string } | null;
  },
): GroupValues {
  return {
    name: group.name,
    code: group.code,
    description: group.description ?? "",
    colour: group.colour,
    tags: (group.tags ?? []).join(", "),
    parent: group.parent?.id ?? null,
    inheritsPricing: group.inheritsPricing ?? true,
    priority: String(group.priority ?? 0),
    capacity: group.capacity == null ? "" : String(group.capacity),
    isActive: group.isActive ?? true,
    isDefault: group.isDefault ?? false,
    forGuests: group.forGuests ?? false,
    isVip: group.isVip,
    highlight: group.highlight ?? false,
  };
}

/** What the API is sent for a form. */
export function inputOf(values: GroupValues) {
  return {
    name: values.name,
    code: values.code,
    description: values.description,
    colour: values.colour,
    tags: values.tags
      .split(",")
      .map((tag) => tag.trim())
      .filter(Boolean),
    parent: values.parent,
    inheritsPricing: values.inheritsPricing,
    priority: Number(values.priority),
    // The default group takes whoever is in no other.
    capacity:
      values.capacity.trim() && !values.isDefault ? Number(values.capacity) : null,
    isActive: values.isActive,
    isDefault: values.isDefault,
    forGuests: values.forGuests,
    isVip: values.isVip,
    highlight: values.highlight,
  } satisfies GroupInput;
}

/** What of a form has changed: the API works more for some fields, and refuses others. */
export function changesOf(before: GroupValues, after: GroupValues): GroupInput {
  const old = Object.entries(inputOf(before));
  const same = new Map(old.map(([name, value]) => [name, JSON.stringify(value)]));
  return Object.fromEntries(
    Object.entries(inputOf(after)).filter(
      ([name, value]) => same.get(name) !== JSON.stringify(value),
    ),
  );
}

const LARGEST = 2 ** 31 - 1;

/** The fields in which there has to be a whole number, and is none. */
export function notWhole(values: GroupValues): ("priority" | "capacity")[] {
  return (["priority", "capacity"] as const).filter((name) => {
    const number = Number(values[name]);
    return !Number.isInteger(number) || Math.abs(number) > LARGEST;
  });
}
