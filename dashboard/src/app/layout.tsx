import { Button } from "@saleor/macaw-ui";
import type { ReactNode } from "react";
import { Link, useLocation } from "wouter";
import { useHost } from "../bridge";
import { useText } from "../text";
import { focusTitle } from "../ui/focus";
import css from "../ui/ui.module.css";
import { PAGES } from "./pages";
import { useSession } from "./session";

/** The navigation between the pages, above each of them. */
export function Layout(props: { children: ReactNode }) {
  const t = useText();
  const host = useHost();
  const pages = useNavigation();
  const [location] = useLocation();
  return (
    <>
      <button type="button" className={css.skip} onClick={focusTitle}>
        {t("nav.skip")}
      </button>
      <nav className={css.nav} aria-label={t("nav.label")}>
        {pages.map(({ path, nav }) => {
          const here = path === "/" ? location === "/" : within(location, path);
          return (
            <Link key={path} to={path} aria-current={here ? "page" : undefined}>
              {t(nav)}
            </Link>
          );
        })}
        {host.logOut && (
          <span className={css.navEnd}>
            <Button variant="tertiary" onClick={() => host.logOut?.()}>
              {t("logout")}
            </Button>
          </span>
        )}
      </nav>
      {props.children}
    </>
  );
}

/** The entries of the navigation that somebody may open. */
export function useNavigation() {
  const { permissions } = useSession();
  return PAGES.flatMap(({ path, nav, permission }) =>
    nav && (!permission || permissions.includes(permission)) ? [{ path, nav }] : [],
  );
}

function within(location: string, path: string): boolean {
  return location === path || location.startsWith(`${path}/`);
}
