import { describe, expect, it } from "vitest";
import {
  above,
  helpOf,
  isAllowed,
  openLabel,
  PORTAL_FIELDS,
  portalInput,
  portalValues,
} from "./portal-values";

const UPDATED = "2026-01-02T00:00:00+00:00";
const SETTINGS = {
  canLogIn: "OPEN",
  canSeePrices: "NO",
  canOrder: "YES",
  canRequestQuotes: "OPEN",
  canSeeInvoices: "OPEN",
} as const;
const SAID_NO = { isAllowed: false, by: "Trade" };
const SAID_YES = { isAllowed: true, by: "Trade" };
const SAID_NOTHING = { isAllowed: true, by: null };

describe("what a group may do, in the words of its form", () => {
  it("has all that the API has, and sends it back", () => {
    const stored = { ...SETTINGS, inheritsPortal: false, updatedAt: UPDATED };
    expect(portalValues(stored)).toEqual(stored);
    expect(portalInput(portalValues(stored))).toEqual({
      ...SETTINGS,
      inheritsPortal: false,
    });
  });

  it("takes what cannot be read for open", () => {
    const values = portalValues({
      ...SETTINGS,
      canOrder: null,
      inheritsPortal: null,
      updatedAt: null,
    });
    expect([values.canOrder, values.inheritsPortal]).toEqual(["OPEN", true]);
  });

  it("finds what the groups above say about each", () => {
    const said = {
      permission: "CAN_ORDER",
      isAllowedAbove: false,
      decidedAbove: { id: "1", name: "Trade" },
    } as const;
    const found = PORTAL_FIELDS.map((field) => above([said], field));
    const others = Array(2).fill(SAID_NOTHING);
    expect(found).toEqual([...others, SAID_NO, ...others]);
    expect(above(null, "canOrder")).toEqual(SAID_NOTHING);
  });

  it.each([
    [SAID_NO, true, ["portal.open.no", "Trade"]],
    [SAID_YES, true, ["portal.open.yes", "Trade"]],
    [SAID_NO, false, ["portal.open", ""]],
    [SAID_NOTHING, true, ["portal.open", ""]],
  ] as const)("says what %o means if it inherits: %s", (said, inherits, expected) => {
    expect(openLabel(said, inherits)).toEqual(expected);
  });

  it.each([
    ["OPEN", SAID_NO, true, false],
    ["OPEN", SAID_NO, false, true],
    ["OPEN", SAID_NOTHING, true, true],
    ["YES", SAID_NO, true, true],
    ["NO", SAID_YES, true, false],
    ["NO", SAID_YES, false, false],
  ] as const)("%s with %o, inheriting %s: %s", (setting, said, inherits, expected) => {
    expect(isAllowed(setting, said, inherits)).toBe(expected);
  });

  it("says below a field what it is good for, or why it counts for nothing", () => {
    const usual = { hidesPrices: false, forGuests: false };
    expect(helpOf("canOrder", usual)).toBe("portal.canOrder.help");
    expect(helpOf("canOrder", { ...usual, hidesPrices: true })).toBe(
      "portal.canOrder.hidden",
    );
    expect(helpOf("canLogIn", { ...usual, forGuests: true })).toBe(
      "portal.canLogIn.guests",
    );
    expect(helpOf("canSeePrices", { hidesPrices: true, forGuests: true })).toBe(
      "portal.canSeePrices.help",
    );
  });
});
