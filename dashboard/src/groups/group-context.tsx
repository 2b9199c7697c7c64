import { createContext, type ReactNode, useContext } from "react";
import { graphql, type ResultOf } from "../api/graphql";

export const GROUP = graphql(`
  query Group($id: ID!) {
    customerGroup(id: $id) {
      id
      name
      code
      description
      colour
      kind
      isActive
      isDefault
      forGuests
      isVip
      highlight
      tags
      priority
      capacity
      membersCount
      inheritsPricing
      inheritsVisibility
      inheritsTerms
      parent {
        id
        name
        colour
      }
      children {
        id
        name
        colour
      }
      levelProgramme {
        id
      }
      createdAt
      updatedAt
    }
  }
`);

export type Group = NonNullable<ResultOf<typeof GROUP>["customerGroup"]>;

const GroupContext = createContext<Group | null>(null);

export function GroupProvider(props: { group: Group; children: ReactNode }) {
  return (
    <GroupContext.Provider value={props.group}>{props.children}</GroupContext.Provider>
  );
}

/** The group that the page and its tabs are about. */
export function useGroup(): Group {
  const group = useContext(GroupContext);
  if (!group) throw new Error("There is no group around this.");
  return group;
}

/** The address of a group's page, or of one of its tabs. */
export function groupAddress(id: string, tab = ""): string {
  return tab ? `/groups/${id}/${tab}` : `/groups/${id}`;
}

/** The address of the list of those that stand right below a group. */
export function groupsBelow(id: string): string {
  return `/groups?${new URLSearchParams({ parent: id })}`;
}
