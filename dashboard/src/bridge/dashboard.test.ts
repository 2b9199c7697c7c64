import { beforeEach, describe, expect, it, vi } from "vitest";
import { DashboardHost } from "./dashboard";

beforeEach(() => {
  const stored = new Map<string, string>();
  vi.stubGlobal("window", {
    localStorage: {
      getItem: (name: string) => stored.get(name) ?? null,
      setItem: (name: string, text: string) => void stored.set(name, text),
    },
  });
  return () => vi.unstubAllGlobals();
});

const ORIGIN = "https://dashboard.example";

/** A page in a frame of a Dashboard, and what it asks of it. */
class Framed {
  readonly asked: string[] = [];
  readonly host: DashboardHost;
  private readonly around = {
    postMessage: (message: { type: string }) => void this.asked.push(message.type),
  };
  private listener: (event: object) => void = () => {};

  constructor(locale: string | null = null) {
    const window = {
      addEventListener: (_: string, listener: (event: object) => void) => {
        this.listener = listener;
      },
    };
    this.host = new DashboardHost(
      this.around as unknown as Window,
      ORIGIN,
      "light",
      window as unknown as Window,
      locale,
    );
  }

  hear(type: string, payload: object, origin = ORIGIN): void {
    this.listener({ source: this.around, origin, data: { type, payload } });
  }

  shakeHands(dashboardVersion?: string): void {
    this.hear("handshake", { token: "a", version: 1, dashboardVersion });
  }
}

describe("what is asked of a Dashboard", () => {
  it.each([
    ["v3.21.21", []],
    ["v3.22.30", []],
    ["v3.22.31", ["popupClose"]],
    ["3.22.44", ["popupClose"]],
    ["3.23.7", ["popupClose"]],
    ["3.23.8", ["popupClose", "widgetResize"]],
    ["3.23.18-a.0", ["popupClose", "widgetResize"]],
    ["3.23.19", ["popupClose", "widgetResize", "openPopup"]],
    ["3.24.0", ["popupClose", "widgetResize", "openPopup"]],
    ["4.0.0", ["popupClose", "widgetResize", "openPopup"]],
    ["of our own", ["popupClose", "widgetResize", "openPopup"]],
    [undefined, ["popupClose", "widgetResize", "openPopup"]],
  ])("is what version %s knows", (version, known) => {
    const page = new Framed();
    page.shakeHands(version);
    page.host.close();
    page.host.resize(100);
    void page.host.openPopup("customer-add", {});
    expect(page.asked).toEqual(known);
    expect(page.host.canClose).toBe(known.includes("popupClose"));
  });

  it("is a dialog, or at once the answer that there is none", async () => {
    const page = new Framed();
    page.shakeHands("3.22.44");
    await expect(page.host.openPopup("customer-add", {})).resolves.toBe(false);
  });

  it("is the height of a card when it is known who is asked", () => {
    const page = new Framed();
    page.host.resize(100);
    page.host.resize(120);
    expect(page.asked).toEqual([]);
    page.shakeHands("3.23.27");
    page.shakeHands("3.23.27");
    expect(page.asked).toEqual(["widgetResize"]);
  });
});

describe("the language of a page", () => {
  it("is what the Dashboard says, also before it is asked", () => {
    const page = new Framed();
    expect(page.host.locale).toBe("en");
    page.hear("localeChanged", { locale: "de-AT" });
    expect(page.host.locale).toBe("de-AT");
    expect(page.asked).toEqual([]);
    page.host.start();
    expect(page.asked).toEqual(["notifyReady"]);
  });

  it("is kept for what is loaded next", () => {
    new Framed().hear("localeChanged", { locale: "de" });
    expect(new Framed().host.locale).toBe("de");
  });

  it("is nothing that anybody else says", () => {
    const page = new Framed();
    page.hear("localeChanged", { locale: "de" }, "https://other.example");
    expect(page.host.locale).toBe("en");
    expect(new Framed().host.locale).toBe("en");
  });

  it("is what the Dashboard says where storage is closed, too", () => {
    vi.stubGlobal("window", {});
    const page = new Framed();
    page.hear("localeChanged", { locale: "de" });
    expect(page.host.locale).toBe("de");
  });

  it("is what its address says, before what was said to another page", () => {
    new Framed().hear("localeChanged", { locale: "en" });
    const page = new Framed("de-AT");
    expect(page.host.locale).toBe("de-AT");
    page.hear("localeChanged", { locale: "fr" });
    expect(page.host.locale).toBe("fr");
  });

  it("is lost to the next page where storage is closed, and only there", () => {
    const kept = new Framed();
    kept.hear("localeChanged", { locale: "de" });
    kept.hear("theme", { theme: "dark" });
    expect(kept.host.lost).toEqual({ theme: "dark" });
    vi.stubGlobal("window", {});
    const page = new Framed();
    page.hear("localeChanged", { locale: "de" });
    page.hear("theme", { theme: "dark" });
    expect(page.host.lost).toEqual({ locale: "de", theme: "dark" });
  });
});
