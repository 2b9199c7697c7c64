import { describe, expect, it } from "vitest";
import { readView } from "../../app/address";
import { enoughOn, filterOf, paymentOf, paymentsInput, todayIn } from "./item-values";

const money = (amount: number) => ({ amount, currency: "USD" });
const EARLY = {
  orderId: "T3JkZXI6MQ==",
  open: money(1000),
  paid: money(0),
  earlyPaymentUntil: "2026-03-11",
  earlyPaymentAmount: money(980),
};

describe("a payment of an open item", () => {
  it.each([
    ["2026-03-11", 980],
    ["2026-03-12", null],
  ])("is enough on %s with %s", (day, enough) => {
    expect(enoughOn(EARLY, day)).toBe(enough);
  });

  it("is enough with what is left of it", () => {
    const part = { ...EARLY, open: money(599.9), paid: money(400.1) };
    expect(enoughOn(part, "2026-03-01")).toBe(579.9);
  });

  it.each([
    { ...EARLY, earlyPaymentUntil: null },
    { ...EARLY, earlyPaymentAmount: null },
    { ...EARLY, open: money(10), paid: money(990) },
    { ...EARLY, open: money(300) },
  ])("is of all that is open: %o", (item) => {
    expect(enoughOn(item, "2026-03-01")).toBeNull();
  });

  it("begins with what is enough, or all", () => {
    const at = { orderId: EARLY.orderId, reference: "" };
    expect(paymentOf(EARLY, "2026-03-01", "de")).toEqual({
      ...at,
      amount: "980",
      receivedOn: "2026-03-01",
    });
    expect(paymentOf({ ...EARLY, open: money(10.5) }, "2026-04-01", "de")).toEqual({
      ...at,
      amount: "10,5",
      receivedOn: "2026-04-01",
    });
  });

  it("is sent as the API takes it", () => {
    const row = {
      orderId: "1",
      amount: "1.234,50",
      receivedOn: "2026-03-01",
      reference: "B1",
    };
    expect(paymentsInput([row], "de")).toEqual([{ ...row, amount: "1234.50" }]);
  });

  it("is received on the day that it is in the shop", () => {
    const now = new Date("2026-03-01T23:30:00Z");
    expect(todayIn("Europe/Berlin", now)).toBe("2026-03-02");
    expect(todayIn("UTC", now)).toBe("2026-03-01");
  });
});

it("asks for what the address says", () => {
  const address = "search=PO-7&state=WAITING&overdue=no&group=vip&option=NET_TERMS";
  expect(filterOf(readView(address, ""))).toEqual({
    search: "PO-7",
    groupCode: "vip",
    options: ["NET_TERMS"],
    states: ["WAITING"],
    isOverdue: false,
  });
  expect(filterOf(readView("state=no&option=no", ""))).toEqual({
    search: null,
    groupCode: null,
    options: null,
    states: null,
    isOverdue: null,
  });
});
