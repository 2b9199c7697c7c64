import { Button } from "@saleor/macaw-ui";
import type { ReactNode } from "react";
import { Link, useLocation } from "wouter";
import { useHost } from "../bridge";
import { useText } from "../text";
import { focusTitle } from "../ui/focus";
import css from "../ui/ui.module.css";
import { entriesFor, isWithin, sectionOf, sectionsOf } from "./navigation";
import { useSession } from "./session";

/** The navigation between the pages, above each of them: its parts, and one of them. */
export function Layout(props: { children: ReactNode }) {
  const t = useText();
  const host = useHost();
  const [location] = useLocation();
  const sections = sectionsOf(useNavigation());
  const here = sectionOf(location);
  const current = sections.find(({ section }) => section === here);
  return (
    <>
      <button type="button" className={css.skip} onClick={focusTitle}>
        {t("nav.skip")}
      </button>
      <nav className={css.nav} aria-label={t("nav.label")}>
        <div className={css.navRow}>
          {sections.map(({ section, entries: [first, ...others] }) => {
            if (others.length === 0) return <Entry key={section} {...first} />;
            return (
              <Link
                key={section}
                to={first.path}
                aria-current={section === here ? "true" : undefined}
              >
                {t(`nav.section.${section}`)}
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
        </div>
        {current && current.entries.length > 1 && (
          <div className={css.navRow} data-inner>
            {current.entries.map((entry) => (
              <Entry key={entry.path} {...entry} />
            ))}
          </div>
        )}
      </nav>
      {props.children}
    </>
  );
}

function Entry(props: ReturnType<typeof useNavigation>[number]) {
  const t = useText();
  const [location] = useLocation();
  const here = isWithin(location, props.path);
  return (
    <Link to={props.path} aria-current={here ? "page" : undefined}>
      {t(props.nav)}
    </Link>
  );
}

/** The entries of the navigation that somebody may open. */
export function useNavigation() {
  return entriesFor(useSession().permissions);
}
