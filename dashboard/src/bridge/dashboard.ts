import { recall, remember } from "../app/storage";
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

/**
 * Since which Dashboard there is an action that not all have. Older ones throw an error, or
 * warn of it, for each that they do not know.
 */
const SINCE: Record<string, Version> = {
  popupClose: [3, 22, 31],
  widgetResize: [3, 23, 8],
  openPopup: [3, 23, 19],
};

type Version = [number, number, number];

const LOCALE = "locale";

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
  /**
   * As the Dashboard said it last: it says it once for each frame, and may say it to what it
   * loads there first and replaces at once.
   */
  locale: string;
  /** What the Dashboard has said to this page that nothing keeps for the next one. */
  readonly lost: { theme?: Theme; locale?: string } = {};
  denied = false;
  private version: Version | null = null;
  private height: number | null = null;
  private isPlaced = false;
  private readonly listeners = new Listeners();
  private readonly waiting = new Map<string, (ok: boolean) => void>();
  private current: string | null = null;

  constructor(
    private readonly around: Pick<Window, "postMessage">,
    private readonly origin: string,
    theme: Theme,
    window: Pick<Window, "addEventListener">,
    locale: string | null = null,
  ) {
    this.theme = theme;
    this.locale = locale ?? recall(LOCALE) ?? "en";
    window.addEventListener("message", (event) => this.take(event));
  }

  /** Has the Dashboard send what it has for this page. */
  start(): void {
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
    if (!this.knows("openPopup")) return Promise.resolve(false);
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
    this.height = height;
    // Before the handshake nobody knows which Dashboard it is; then it is sent.
    if (this.isPlaced && this.knows("widgetResize")) {
      this.send("widgetResize", { height });
    }
  }

  get canClose(): boolean {
    return this.knows("popupClose");
  }

  close(): void {
    if (this.canClose) this.send("popupClose");
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

  /** Whether this Dashboard has an action; one that says no version has all of them. */
  private knows(action: string): boolean {
    const since = SINCE[action];
    if (!this.version || !since) return true;
    for (const [place, number] of since.entries()) {
      const own = this.version[place] ?? 0;
      if (own !== number) return own > number;
    }
    return true;
  }

  private takePlace(payload: Record<string, unknown>): void {
    this.version = versionIn(String(payload.dashboardVersion ?? ""));
    if (this.isPlaced) return;
    this.isPlaced = true;
    if (this.height !== null) this.resize(this.height);
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
    if (type === "handshake") this.takePlace(payload);
    if (type === "handshake" || type === "tokenRefresh") {
      this.takeToken(payload.token);
    } else if (type === "theme") {
      this.theme = payload.theme === "dark" ? "dark" : "light";
      this.lost.theme = this.theme;
    } else if (type === "localeChanged") {
      this.locale = String(payload.locale);
      if (!remember(LOCALE, this.locale)) this.lost.locale = this.locale;
    } else {
      if (type === "response") {
        this.waiting.get(String(payload.actionId))?.(payload.ok === true);
      }
      return;
    }
    this.listeners.call();
  }
}

/** The numbers of a version such as "v3.22.44". */
function versionIn(text: string): Version | null {
  const found = /^v?(\d+)\.(\d+)\.(\d+)/.exec(text);
  return found && [Number(found[1]), Number(found[2]), Number(found[3])];
}

/** The origin of the window around this one, as far as the browser says it. */
export function originAround(window: Window): string {
  const origin = window.location.ancestorOrigins?.[0];
  if (origin) return origin;
  return window.document.referrer ? new URL(window.document.referrer).origin : "";
}
