import { createContext, useContext, useSyncExternalStore } from "react";
import { DashboardHost, originAround } from "./dashboard";
import type { Host } from "./host";
import { OwnHost } from "./own";

export type { Host, Theme } from "./host";

/** How long a framed page waits for the Dashboard to load it again with its theme. */
const SECOND_LOAD_MS = 400;

/**
 * Finds out where the page is shown.
 *
 * The Dashboard loads each frame twice, first without a theme: nothing is asked until it
 * has, or until it is clear that it will not. What it says until then is heard.
 */
export async function findHost(window: Window): Promise<Host> {
  if (window.parent === window) return new OwnHost(window);
  const parameters = new URLSearchParams(window.location.search);
  const theme = parameters.get("theme");
  const host = new DashboardHost(
    window.parent,
    originAround(window),
    theme === "dark" ? "dark" : "light",
    window,
    parameters.get("locale"),
  );
  if (!theme) {
    host.onChange(() => handOn(host, window));
    await new Promise((resolve) => setTimeout(resolve, SECOND_LOAD_MS));
  }
  host.start();
  return host;
}

/**
 * Loads the page with its theme before the Dashboard does, where that has said to this one
 * what it will not say again, and the browser keeps nothing for the next.
 */
function handOn({ lost }: DashboardHost, window: Window): void {
  if (!lost.locale || !lost.theme) return;
  const address = new URL(window.location.href);
  address.searchParams.set("theme", lost.theme);
  address.searchParams.set("locale", lost.locale);
  window.location.replace(address);
}

const HostContext = createContext<Host | null>(null);
export const HostProvider = HostContext.Provider;

/** The place in which the page is shown. */
export function useHost(): Host {
  const host = useContext(HostContext);
  if (!host) throw new Error("There is no host around this page.");
  return host;
}

/** A value of the host, kept up to date. */
export function useOfHost<T>(read: (host: Host) => T): T {
  const host = useHost();
  return useSyncExternalStore(
    (listener) => host.onChange(listener),
    () => read(host),
  );
}
