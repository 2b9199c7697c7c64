import { describe, expect, it } from "vitest";
import { readView } from "../../app/address";
import {
  filterOf,
  maySend,
  mayWithdraw,
  nameOfLine,
  pricesInput,
  STATES,
  saidBy,
  sendValues,
} from "./quote-values";

const NOW = new Date("2026-03-01T12:00:00Z");

describe("a quote", () => {
  it("is sent until it is an order or withdrawn, and withdrawn while it is open", () => {
    expect(STATES.filter(maySend)).toEqual([
      "REQUESTED",
      "SENT",
      "DECLINED",
      "EXPIRED",
    ]);
    expect(STATES.filter(mayWithdraw)).toEqual(["REQUESTED", "SENT"]);
  });

  it.each([
    [null, "2026-03-15T13:00"],
    ["2026-02-01T00:00:00Z", "2026-03-15T13:00"],
    ["2026-04-01T00:00:00Z", "2026-04-01T02:00"],
  ])("that was valid until %s is sent until %s", (validUntil, until) => {
    const quote = { validUntil, message: "As agreed." };
    expect(sendValues(quote, NOW, "Europe/Berlin")).toEqual({
      validUntil: until,
      message: "As agreed.",
    });
  });

  it("shows why it was declined, or what was asked for", () => {
    const at = "2026-03-01T12:00:00Z";
    const changes = [
      { status: "DECLINED" as const, at, text: "Too dear.", byApp: "", byUser: null },
      { status: "SENT" as const, at, text: "", byApp: "", byUser: null },
    ];
    const note = "Monthly, please.";
    expect(saidBy({ status: "DECLINED", note, changes })).toBe("Too dear.");
    expect(saidBy({ status: "SENT", note, changes })).toBe(note);
    expect(saidBy({ status: "DECLINED", note, changes: null })).toBe(note);
  });

  it("is sent at the prices that were typed", () => {
    const lines = [{ id: "A" }, { id: "B" }, { id: "C" }];
    expect(pricesInput(lines, ["", "1.234,50", " 5 "], "de")).toEqual([
      { lineId: "B", unitPrice: "1234.50" },
      { lineId: "C", unitPrice: "5" },
    ]);
    expect(pricesInput(lines, [], "en")).toEqual([]);
  });

  it.each([
    ["1 kg", "TEA-1", "Tea, 1 kg"],
    ["TEA-1", "TEA-1", "Tea"],
    ["", null, "Tea"],
  ])("names a line with the variant %s", (variantName, sku, name) => {
    expect(nameOfLine({ productName: "Tea", variantName, sku })).toBe(name);
  });

  it("is found by its state", () => {
    expect(filterOf(readView("state=SENT", ""))).toEqual({ states: ["SENT"] });
    expect(filterOf(readView("state=no", ""))).toEqual({ states: null });
  });
});
