import { type Host, Listeners, type Theme } from "./host";

interface Message {
  type: string;
  payload?: Record<string, unknown>;
}

/** How long the answer to an action is waited for: what is unknown is never answered. */
const ANSWER_MS = 800;

/**
 * How long a token is waited for. The Dashboard draws cards from what it remembers of them,
 * without a token, and sends that when it has asked for it: an empty one for whom lacks the
 * permission.
 */
const TOKEN_MS = 2000;

let actions = 0;

/**
 * The Dashboard of Saleor 3 around the page.
 *
 * It sends the token in a handshake, which comes twice, and a new one before each ends,
 * but not to dialogs. Only messages of the window around this one, and of the origin
 * that has framed it, are taken.
 */
export class DashboardHost implements Host {
  readonly framed = true;
  theme: Theme;
  locale = "en";
  denied = false;
  private readonly listeners = new Listeners();
  private readonly waiting = new Map<string, (ok: boolean) => void>();
  private current: string | null = null;

  constructor(
    private readonly around: Pick<Window, "postMessage">,
    private readonly origin: string,
    theme: Theme,
    window: Pick<Window, "addEventListener">,
  ) {
    this.theme = theme;
    window.addEventListener("message", (event) => this.take(event));
    this.send("notifyReady");
  }

  token(): string | null {
    return this.current;
  }

  onChange(listener: () => void): () => void {
    return this.listeners.add(listener);
  }

  notify(title: string, status: "success" | "error"): boolean {
    this.send("notification", { title, status });
    return true;
  }

  open(path: string, inNewTab = false): boolean {
    this.send("redirect", { to: path, newContext: inNewTab });
    return true;
  }

  openPopup(name: string, values: Record<string, string>): Promise<boolean> {
    const actionId = this.send("openPopup", {
      extensionIdentifier: name,
      appParams: btoa(JSON.stringify(values)),
    });
    return new Promise((answer) => {
      this.waiting.set(actionId, answer);
      setTimeout(() => answer(false), ANSWER_MS);
    }).then((ok) => {
      this.waiting.delete(actionId);
      return ok === true;
    });
  }

  resize(height: number): void {
    this.send("widgetResize", { height });
  }

  close(): void {
    this.send("popupClose");
  }

  expired(): void {
    this.current = null;
    this.listeners.call();
  }

  private send(type: string, payload: Record<string, unknown> = {}): string {
    actions += 1;
    const actionId = `customer-groups-${actions}`;
    this.around.postMessage({ type, payload: { ...payload, actionId } }, this.origin);
    return actionId;
  }

  private takeToken(token: unknown): void {
    this.current = token ? String(token) : null;
    this.denied = false;
    if (this.current) return;
    setTimeout(() => {
      this.denied = this.current === null;
      this.listeners.call();
    }, TOKEN_MS);
  }

  private take(event: MessageEvent<Message>): void {
    if (event.source !== this.around || event.origin !== this.origin) return;
    const { type, payload = {} } = event.data;
    if (type === "handshake" || type === "tokenRefresh") {
      this.takeToken(payload.token);
    } else if (type === "theme") {
      this.theme = payload.theme === "dark" ? "dark" : "light";
    } else if (type === "localeChanged") {
      this.locale = String(payload.locale);
    } else {
      if (type === "response") {
        this.waiting.get(String(payload.actionId))?.(payload.ok === true);
      }
      return;
    }
    this.listeners.call();
  }
}

/** The origin of the window around this one, as far as the browser says it. */
export function originAround(window: Window): string {
  const origin = window.location.ancestorOrigins?.[0];
  if (origin) return origin;
  return window.document.referrer ? new URL(window.document.referrer).origin : "";
}
