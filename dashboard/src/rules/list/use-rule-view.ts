import { pageOf, sortingOf, useView } from "../../app/address";
import { stateOf } from "./states";

const SORTS = {
  name: "NAME",
  from: "VALID_FROM",
  until: "VALID_UNTIL",
  priority: "PRIORITY",
  updated: "UPDATED_AT",
} as const;

/** What a list of rules shows by its address, and what it asks for that. */
export function useRuleView(groupId?: string) {
  const { view, change } = useView("name");
  const { kind, group: chosen } = view.filters;
  const group = groupId ?? chosen;
  const groups = group ? [group] : null;
  const state = stateOf(view);
  return {
    view,
    change,
    kinds: kind ? [kind] : null,
    asked: {
      ...pageOf(view),
      filter: {
        search: view.search || null,
        customerGroups: groups,
        states: state ? [state] : null,
      },
      sortBy: sortingOf(view, SORTS),
      groups,
    },
  } as const;
}
