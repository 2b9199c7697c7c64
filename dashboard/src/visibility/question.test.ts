import { expect, it } from "vitest";
import { idsOf, partedBy, shopAs, whoSees } from "./question";

it("keeps what is asked in the address", () => {
  expect(shopAs(["R3JvdXA6MQ==", "R3JvdXA6Mg=="])).toBe(
    "/shop-as?groups=R3JvdXA6MQ%3D%3D%2CR3JvdXA6Mg%3D%3D",
  );
  expect(whoSees("UHJvZHVjdDox")).toBe("/who-sees?productId=UHJvZHVjdDox");
  expect(idsOf("A,B,")).toEqual(["A", "B"]);
  expect(idsOf(undefined)).toEqual([]);
});

it("parts the groups that see a product from the others", () => {
  const vip = { isVisible: true, name: "VIP" };
  const retail = { isVisible: false, name: "Retail" };
  expect(partedBy([retail, vip])).toEqual({ seeing: [vip], others: [retail] });
});
