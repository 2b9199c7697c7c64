import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
} from "react";

// What somebody has typed and not saved, on the page or in a dialog over it. "Leave this
// page?" of the browser does nothing in the Dashboard's frames, and knows no dialogs: the
// pages ask by a dialog of their own.

/** What is left: the page, or a dialog over it. */
export type Place = "page" | "dialog";

export interface Guards {
  add(guard: symbol): void;
  remove(guard: symbol): void;
  clear(): void;
  any(): boolean;
  /** Those of the page, where these are of a dialog over it. */
  readonly page: Guards;
  /** Asks, and goes on where that was confirmed. */
  ask(place: Place, go: () => void): void;
}

const GuardContext = createContext<Guards | null>(null);

export const GuardProvider = GuardContext.Provider;

export function useGuards(): Guards | null {
  return useContext(GuardContext);
}

/** Guards of one place, which are those of what is around it as well. */
export function guardsOf(ask: Guards["ask"], around?: Guards | null): Guards {
  const own = new Set<symbol>();
  const remove = (guard: symbol) => {
    own.delete(guard);
    around?.remove(guard);
  };
  return {
    add: (guard) => {
      own.add(guard);
      around?.add(guard);
    },
    remove,
    clear: () => [...own].forEach(remove),
    any: () => own.size > 0,
    get page() {
      return around?.page ?? this;
    },
    ask,
  };
}

/**
 * Asks before what is around it is left, as long as something in it is not saved.
 *
 * @returns what says that it is saved, before that has been drawn.
 */
export function useLeaveGuard(active: boolean): () => void {
  const guards = useGuards();
  const guard = useRef(Symbol("unsaved")).current;
  useEffect(() => {
    if (!active || !guards) return;
    guards.add(guard);
    return () => guards.remove(guard);
  }, [active, guards, guard]);
  return useCallback(() => guards?.remove(guard), [guards, guard]);
}

/** Knows what is not saved in a dialog; its way out asks first where there is something. */
export function useDialogGuards(onClose: () => void): {
  close: () => void;
  guarded: (children: ReactNode) => ReactNode;
} {
  const around = useGuards();
  const own = useMemo(
    () => guardsOf((place, go) => around?.ask(place, go), around),
    [around],
  );
  return {
    close: () => (own.any() ? own.ask("dialog", onClose) : onClose()),
    guarded: (children) => <GuardProvider value={own}>{children}</GuardProvider>,
  };
}
