import { createContext, useContext } from "react";
import type { Fields, Habits } from "./conditions";
import type { Block } from "./tree";

/** What one customer has for a line. */
export interface Check {
  value: unknown;
  isMet: boolean;
}

/** What all parts of the builder share. */
export interface Builder {
  tree: Block;
  fields: Fields;
  habits: Habits;
  edit: (change: (tree: Block) => Block) => void;
  /** What is wrong, by the part. */
  errors: Record<string, string[]>;
  /** What the customer who is tested has, by the line; none if nobody is. */
  checks: Record<string, Check> | null;
  /** The part that was made or moved last: it gets the focus. */
  made: { key: string } | null;
  setMade: (key: string) => void;
}

export const BuilderContext = createContext<Builder | null>(null);

export function useBuilder(): Builder {
  const builder = useContext(BuilderContext);
  if (!builder) throw new Error("There is no builder around this.");
  return builder;
}
