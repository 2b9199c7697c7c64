import type { ReactNode } from "react";
import { Link, useLocation, useSearch } from "wouter";
import { useHost } from "../bridge";
import css from "../ui/ui.module.css";

/**
 * How another of our pages is opened from here.
 *
 * A card or a dialog of the Dashboard is too small for a page, and its token too weak:
 * there the Dashboard opens the page as one of the app's.
 */
export function useOwnPages(): { open: (to: string) => void; elsewhere: boolean } {
  const host = useHost();
  const [location, go] = useLocation();
  const app = new URLSearchParams(useSearch()).get("id");
  const elsewhere = host.framed && isBare(location);
  const open = (to: string) => {
    if (!elsewhere) return go(to);
    host.open(`/extensions/app/${encodeURIComponent(app ?? "")}${to}`);
    host.close();
  };
  return { open, elsewhere };
}

/** Whether a page is a card beside one of the Dashboard's own. */
export function isCard(location: string): boolean {
  return location.startsWith("/widget/");
}

/** In the address of a dialog that an older Dashboard shows as a page, without margins. */
export const AS_PAGE = "page=yes";

/** Whether a page stands in the margins of a card or a dialog of the Dashboard. */
export function useMargins(): boolean {
  const [location] = useLocation();
  const query = useSearch();
  return isBare(location) && !query.includes(AS_PAGE);
}

/** Whether a page is a card or a dialog of the Dashboard. */
export function isBare(location: string): boolean {
  return isCard(location) || location.startsWith("/popup/");
}

/** A link to one of our pages, from wherever it stands. */
export function PageLink(props: { to: string; children: ReactNode }) {
  const { open, elsewhere } = useOwnPages();
  if (!elsewhere) {
    return (
      <Link className={css.link} to={props.to}>
        {props.children}
      </Link>
    );
  }
  return (
    <button
      type="button"
      className={`${css.link} ${css.linkButton}`}
      onClick={() => open(props.to)}
    >
      {props.children}
    </button>
  );
}
