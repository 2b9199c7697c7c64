/** A row of the tree of groups. */
export interface TreeRow<Group> {
  group: Group;
  /** How many groups stand above it. */
  level: number;
  isOpen: boolean;
}

/**
 * The rows of a tree: each group, and below it those below it, where it is open.
 *
 * @param below what stands below the open ones, as far as it is loaded.
 */
export function rowsOfTree<Group extends { id: string }>(
  groups: readonly Group[],
  open: ReadonlySet<string>,
  below: ReadonlyMap<string, readonly Group[]>,
  level = 0,
): TreeRow<Group>[] {
  return groups.flatMap((group) => {
    const isOpen = open.has(group.id);
    const children = isOpen ? (below.get(group.id) ?? []) : [];
    return [{ group, level, isOpen }, ...rowsOfTree(children, open, below, level + 1)];
  });
}
