import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useMemo,
  useState,
} from "react";
import { useHost } from "../../bridge";
import css from "./toasts.module.css";

type Status = "success" | "error";

const ToastContext = createContext<(title: string, status?: Status) => void>(() => {});

const SHOWN_MS = 5000;

/** Says in a corner what was done: the Dashboard's, or one of our own. */
export function ToastProvider(props: { children: ReactNode }) {
  const host = useHost();
  const [toasts, setToasts] = useState<{ id: number; title: string; status: Status }[]>(
    [],
  );
  const say = useCallback(
    (title: string, status: Status = "success") => {
      if (host.notify(title, status)) return;
      const id = Date.now() + Math.random();
      setToasts((before) => [...before, { id, title, status }]);
      setTimeout(
        () => setToasts((before) => before.filter((toast) => toast.id !== id)),
        SHOWN_MS,
      );
    },
    [host],
  );
  const shown = useMemo(
    () =>
      toasts.map(({ id, title, status }) => (
        <div key={id} className={css.toast} data-status={status}>
          {title}
        </div>
      )),
    [toasts],
  );
  return (
    <ToastContext.Provider value={say}>
      {props.children}
      <div className={css.toasts} role="status" aria-live="polite">
        {shown}
      </div>
    </ToastContext.Provider>
  );
}

/** Says that something was done. */
export function useToast() {
  return useContext(ToastContext);
}
