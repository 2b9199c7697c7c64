// A tree of conditions while somebody builds it: blocks with lines and blocks in them.

import type { ScopeDraft } from "../../rules/drafts";

export const JUNCTIONS = ["all", "any", "none"] as const;
export type Junction = (typeof JUNCTIONS)[number];

/** A period as it stands in its inputs. */
export interface PeriodDraft {
  kind: "lifetime" | "rolling_days" | "since";
  days: string;
  date: string;
}

/** One condition as it stands in its inputs; what it does not ask for is kept as well. */
export interface Line {
  key: string;
  field: string;
  operator: string;
  value: string;
  /** The end of a range. */
  to: string;
  list: string[];
  period: PeriodDraft;
  currency: string;
  scope: ScopeDraft;
  /** Further arguments by their names. */
  more: Record<string, string | boolean>;
}

export interface Block {
  key: string;
  junction: Junction;
  parts: Part[];
}

export type Part = Block | Line;

/** How many blocks may stand in each other: the most that the API takes. */
const MAX_LEVELS = 5;

let last = 0;
/** A name that no part of a tree has had. */
export function newKey(): string {
  last += 1;
  return `part-${last}`;
}

export function isBlock(part: Part): part is Block {
  return "parts" in part;
}

export function newBlock(junction: Junction, parts: Part[] = []): Block {
  return { key: newKey(), junction, parts };
}

/** How many blocks stand in each other. */
export function heightOf(part: Part): number {
  return isBlock(part) ? 1 + Math.max(0, ...part.parts.map(heightOf)) : 0;
}

export function linesOf(part: Part): Line[] {
  return isBlock(part) ? part.parts.flatMap(linesOf) : [part];
}

/** The block that a part stands in. */
export function parentOf(tree: Block, key: string): Block | null {
  if (tree.parts.some((part) => part.key === key)) return tree;
  for (const part of tree.parts.filter(isBlock)) {
    const found = parentOf(part, key);
    if (found) return found;
  }
  return null;
}

/** The tree with what a function makes of one part in its place. */
function replace(tree: Block, key: string, by: (part: Part) => Part[]): Block {
  return {
    ...tree,
    parts: tree.parts.flatMap((part) => {
      if (part.key === key) return by(part);
      return isBlock(part) ? [replace(part, key, by)] : [part];
    }),
  };
}

export function changeLine(tree: Block, key: string, changed: Partial<Line>): Block {
  return replace(tree, key, (part) => [isBlock(part) ? part : { ...part, ...changed }]);
}

export function changeJunction(tree: Block, key: string, junction: Junction): Block {
  if (tree.key === key) return { ...tree, junction };
  return replace(tree, key, (part) => [isBlock(part) ? { ...part, junction } : part]);
}

export function add(tree: Block, blockKey: string, part: Part): Block {
  if (tree.key === blockKey) return { ...tree, parts: [...tree.parts, part] };
  return replace(tree, blockKey, (found) => [
    isBlock(found) ? { ...found, parts: [...found.parts, part] } : found,
  ]);
}

export function remove(tree: Block, key: string): Block {
  return replace(tree, key, () => []);
}

/** Puts a part into a block of its own. */
export function wrap(tree: Block, key: string): Block {
  return replace(tree, key, (part) => [newBlock("any", [part])]);
}

/** Puts what is in a block in its place. */
export function unwrap(tree: Block, key: string): Block {
  return replace(tree, key, (part) => (isBlock(part) ? part.parts : [part]));
}

export function duplicate(tree: Block, key: string): Block {
  return replace(tree, key, (part) => [part, copyOf(part)]);
}

function copyOf(part: Part): Part {
  return isBlock(part)
    ? { ...part, key: newKey(), parts: part.parts.map(copyOf) }
    : { ...part, key: newKey() };
}

/**
 * Moves a part one place up or down, as somebody reads the tree: into a block that it
 * comes to, and out of the one whose end it has come to.
 */
export function move(tree: Block, key: string, by: -1 | 1): Block {
  const place = tree.parts.findIndex((part) => part.key === key);
  const part = tree.parts[place];
  if (!part) {
    return {
      ...tree,
      parts: tree.parts.flatMap((each) => {
        if (!isBlock(each)) return [each];
        const edge = by < 0 ? each.parts[0] : each.parts.at(-1);
        if (edge?.key !== key) return [move(each, key, by)];
        const rest = { ...each, parts: each.parts.filter((one) => one !== edge) };
        return by < 0 ? [edge, rest] : [rest, edge];
      }),
    };
  }
  const beside = tree.parts[place + by];
  if (!beside) return tree;
  const others = tree.parts.filter((each) => each !== part);
  if (!isBlock(beside))
    return { ...tree, parts: others.toSpliced(place + by, 0, part) };
  const joined = {
    ...beside,
    parts: by < 0 ? [...beside.parts, part] : [part, ...beside.parts],
  };
  return { ...tree, parts: others.map((each) => (each === beside ? joined : each)) };
}

/** A change, or none where it would make nothing else or blocks too deep. */
export function possible(tree: Block, changed: Block): Block | null {
  const isSame = JSON.stringify(changed) === JSON.stringify(tree);
  return isSame || heightOf(changed) > MAX_LEVELS ? null : changed;
}

/** Where each part stands, as the API writes it: `conditions.all.0`. */
export function pathsOf(tree: Block, path = "conditions"): Map<string, string> {
  const paths = new Map([[path, tree.key]]);
  tree.parts.forEach((part, index) => {
    const below = `${path}.${tree.junction}.${index}`;
    if (isBlock(part)) for (const each of pathsOf(part, below)) paths.set(...each);
    else paths.set(below, part.key);
  });
  return paths;
}

/** What was refused, by the part of the tree that it is about. */
export function errorsByKey(
  tree: Block,
  errors: readonly { field: string | null; message: string | null }[],
): Record<string, string[]> {
  const paths = pathsOf(tree);
  const found: Record<string, string[]> = {};
  for (const { field, message } of errors) {
    let path = field ?? "";
    while (path && !paths.has(path)) {
      path = path.slice(0, Math.max(path.lastIndexOf("."), 0));
    }
    const key = paths.get(path);
    if (key) found[key] = [...(found[key] ?? []), message ?? ""];
  }
  return found;
}

/** Whether a customer meets a part, by which lines they meet; none if that is unknown. */
export function isMet(part: Part, lines: Record<string, boolean>): boolean | null {
  if (!isBlock(part)) return lines[part.key] ?? null;
  const met = part.parts.map((each) => isMet(each, lines));
  if (met.length === 0 || met.includes(null)) return null;
  if (part.junction === "all") return met.every((each) => each);
  return met.some((each) => each) === (part.junction === "any");
}
