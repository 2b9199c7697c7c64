import { describe, expect, it } from "vitest";
import en from "../../text/en";
import { fieldWords } from "./change-words";

const words = (field: string, before: string, after: string) => {
  const said = fieldWords({ field, before, after }, (key) => en[key]);
  return `${said.name}: ${said.before} → ${said.after}`;
};

describe("a changed field", () => {
  it.each([
    ["net_days", "30", "45", "Days to pay: 30 → 45"],
    ["credit_limit", "", "500", "Credit limit: – → 500"],
    ["is_blocked", "false", "true", "No new orders on terms: No → Yes"],
    [
      "options",
      "online",
      "online, net_terms",
      "Ways to pay: Online → Online, On terms: later, on account",
    ],
    [
      "instructions.bank_transfer",
      "",
      "To our account.",
      "What buyers read (Bank transfer): – → To our account.",
    ],
    ["another", "1", "", "another: 1 → –"],
    ["options", "", "barter", "Ways to pay: – → barter"],
  ])("%s is said in words", (field, before, after, said) => {
    expect(words(field, before, after)).toBe(said);
  });
});
