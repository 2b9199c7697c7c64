import { Button } from "@saleor/macaw-ui";
import { type ReactNode, useCallback, useEffect, useMemo, useState } from "react";
import {
  type BrowserLocationHook,
  useBrowserLocation,
} from "wouter/use-browser-location";
import { useText } from "../text";
import { Dialog } from "../ui/dialogs";
import {
  GuardProvider,
  type Guards,
  guardsOf,
  type Place,
  useGuards,
} from "../ui/unsaved";

/** Asks before something unsaved is left; outside of a frame the browser asks as well. */
export function LeavingProvider(props: { children: ReactNode }) {
  const t = useText();
  const [asked, setAsked] = useState<{ place: Place; go: () => void } | null>(null);
  const place = asked?.place ?? "page";
  const guards = useMemo<Guards>(
    () => guardsOf((of, go) => setAsked({ place: of, go })),
    [],
  );
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => {
      if (guards.any()) event.preventDefault();
    };
    window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, [guards]);
  useEffect(() => onLeavingByHistory(guards), [guards]);
  return (
    <GuardProvider value={guards}>
      {props.children}
      <Dialog
        title={t(`leave.${place}.title`)}
        open={asked !== null}
        onClose={() => setAsked(null)}
        closeLabel={t(`leave.${place}.stay`)}
        actions={
          <Button
            variant="error"
            onClick={() => {
              setAsked(null);
              asked?.go();
            }}
          >
            {t(`leave.${place}.go`)}
          </Button>
        }
      >
        {t(`leave.${place}.text`)}
      </Dialog>
    </GuardProvider>
  );
}

let onPop: ((event: PopStateEvent) => void) | null = null;
// Here, so that it is before the router's, which would draw another page first.
window.addEventListener("popstate", (event) => onPop?.(event));

/**
 * Asks before Back and Forward of the browser leave the page; returns an undo.
 *
 * They have moved already when they are heard of: the page takes its place again, and
 * goes where they led once that was confirmed.
 */
function onLeavingByHistory(guards: Guards): () => void {
  let here = window.location.href;
  const follow = () => {
    here = window.location.href;
  };
  onPop = (event) => {
    const isElsewhere = new URL(here).pathname !== window.location.pathname;
    if (!isElsewhere || !guards.any()) return follow();
    event.stopImmediatePropagation();
    window.history.pushState(null, "", here);
    guards.ask("page", () => {
      guards.clear();
      window.history.back();
    });
  };
  // Both are the router's own.
  window.addEventListener("pushState", follow);
  window.addEventListener("replaceState", follow);
  return () => {
    onPop = null;
    window.removeEventListener("pushState", follow);
    window.removeEventListener("replaceState", follow);
  };
}

/** The place in the address bar, which asks before it is left with changes. */
export const useGuardedLocation: BrowserLocationHook = () => {
  // A link in a dialog leaves the page, too.
  const guards = useGuards()?.page;
  const [location, go] = useBrowserLocation();
  const guarded = useCallback(
    (to: string | URL, options?: { replace?: boolean; state?: unknown }) => {
      const here =
        new URL(to, window.location.href).pathname === window.location.pathname;
      const leave = () => {
        guards?.clear();
        go(to, options);
      };
      if (!here && guards?.any()) guards.ask("page", leave);
      else go(to, options);
    },
    [go, guards],
  );
  return [location, guarded];
};
