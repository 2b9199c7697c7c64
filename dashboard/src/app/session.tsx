import { createContext, type ReactNode, useContext } from "react";
import { graphql, type ResultOf } from "../api/graphql";

export const SESSION = graphql(`
  query Session {
    customerGroupSession {
      isSwitchedOn
      name
      email
      permissions
      defaultCurrency
      timeZone
      channels {
        slug
        name
        currency
        isActive
      }
    }
  }
`);

export type Session = NonNullable<ResultOf<typeof SESSION>["customerGroupSession"]>;
export type Permission = Session["permissions"][number];

const SessionContext = createContext<Session | null>(null);

export function SessionProvider(props: { session: Session; children: ReactNode }) {
  return (
    <SessionContext.Provider value={props.session}>
      {props.children}
    </SessionContext.Provider>
  );
}

/** Who asks, what they may do, and the channels of the shop. */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error("There is no session around this page.");
  return session;
}

/** Whether the staff member has a permission, with the token that the page has. */
export function useMay(permission: Permission): boolean {
  return useSession().permissions.includes(permission);
}

/** The currencies of the shop, the chosen one among them. */
export function useCurrencies(): string[] {
  const { channels, defaultCurrency } = useSession();
  const all = [defaultCurrency, ...channels.map((channel) => channel.currency)];
  return [...new Set(all.filter((each): each is string => Boolean(each)))];
}
