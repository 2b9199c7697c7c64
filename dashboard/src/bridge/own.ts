import { forget, recall, remember } from "../app/storage";
import { type Host, Listeners, type Theme } from "./host";

const KEY = "token";

/** The page in a window of its own, with a login: on Saleor 2.10. */
export class OwnHost implements Host {
  readonly framed = false;
  readonly denied = false;
  readonly canClose = false;
  theme: Theme;
  readonly locale: string;
  private readonly listeners = new Listeners();
  private current = recall(KEY, "session");

  constructor(window: Window) {
    const dark = window.matchMedia("(prefers-color-scheme: dark)");
    this.theme = dark.matches ? "dark" : "light";
    this.locale = window.navigator.language;
    dark.addEventListener("change", () => {
      this.theme = dark.matches ? "dark" : "light";
      this.listeners.call();
    });
  }

  token(): string | null {
    return this.current;
  }

  onChange(listener: () => void): () => void {
    return this.listeners.add(listener);
  }

  notify(): boolean {
    return false;
  }

  open(): boolean {
    return false;
  }

  openPopup(): Promise<boolean> {
    return Promise.resolve(false);
  }

  resize(): void {}

  close(): void {}

  expired(): void {
    this.logOut();
  }

  logIn(token: string): void {
    remember(KEY, token, "session");
    this.current = token;
    this.listeners.call();
  }

  logOut(): void {
    forget(KEY, "session");
    this.current = null;
    this.listeners.call();
  }
}
