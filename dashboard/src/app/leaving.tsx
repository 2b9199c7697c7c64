import { Button } from "@saleor/macaw-ui";
import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import {
  type BrowserLocationHook,
  useBrowserLocation,
} from "wouter/use-browser-location";
import { useText } from "../text";
import { Dialog } from "../ui/dialogs";

// "Leave this page?" of the browser does nothing in the Dashboard's frames: links inside
// the pages ask by a dialog of their own. Outside of a frame the browser asks as well.

interface Guards {
  add(guard: symbol): void;
  remove(guard: symbol): void;
  any(): boolean;
  ask(go: () => void): void;
}

const GuardContext = createContext<Guards | null>(null);

export function LeavingProvider(props: { children: ReactNode }) {
  const t = useText();
  const guards = useRef(new Set<symbol>());
  const [asked, setAsked] = useState<{ go: () => void } | null>(null);
  const value = useMemo<Guards>(
    () => ({
      add: (guard) => void guards.current.add(guard),
      remove: (guard) => void guards.current.delete(guard),
      any: () => guards.current.size > 0,
      ask: (go) => setAsked({ go }),
    }),
    [],
  );
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => {
      if (guards.current.size > 0) event.preventDefault();
    };
    window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, []);
  useEffect(() => onLeavingByHistory(value), [value]);
  return (
    <GuardContext.Provider value={value}>
      {props.children}
      <Dialog
        title={t("leave.title")}
        open={asked !== null}
        onClose={() => setAsked(null)}
        closeLabel={t("leave.stay")}
        actions={
          <Button
            variant="error"
            onClick={() => {
              guards.current.clear();
              setAsked(null);
              asked?.go();
            }}
          >
            {t("leave.go")}
          </Button>
        }
      >
        {t("leave.text")}
      </Dialog>
    </GuardContext.Provider>
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
    guards.ask(() => window.history.back());
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

/** Asks before the page is left, as long as there is something unsaved on it. */
export function useLeaveGuard(active: boolean): void {
  const guards = useContext(GuardContext);
  useEffect(() => {
    if (!active || !guards) return;
    const guard = Symbol("unsaved");
    guards.add(guard);
    return () => guards.remove(guard);
  }, [active, guards]);
}

/** The place in the address bar, which asks before it is left with changes. */
export const useGuardedLocation: BrowserLocationHook = () => {
  const guards = useContext(GuardContext);
  const [location, go] = useBrowserLocation();
  const guarded = useCallback(
    (to: string | URL, options?: { replace?: boolean; state?: unknown }) => {
      const here =
        new URL(to, window.location.href).pathname === window.location.pathname;
      if (!here && guards?.any()) guards.ask(() => go(to, options));
      else go(to, options);
    },
    [go, guards],
  );
  return [location, guarded];
};
