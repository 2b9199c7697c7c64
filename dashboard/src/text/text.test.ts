import { type MessageFormatElement, parse } from "@formatjs/icu-messageformat-parser";
import { describe, expect, it } from "vitest";
import { formatsFor, isolated, textsFor } from ".";
import de from "./de";
import en from "./en";

const sources = Object.values(
  import.meta.glob<string>(["../**/*.{ts,tsx}", "!../text/**"], {
    query: "?raw",
    import: "default",
    eager: true,
  }),
).join("\n");
// Names may be put together, as in `nav.${page}`.
const templates = [...sources.matchAll(/`(\w[\w.]*(?:\$\{[^}`]+\}[\w.]*)+)`/g)].map(
  ([, text = ""]) =>
    new RegExp(`^${text.replaceAll(".", "\\.").replace(/\$\{[^}]*\}/g, "[\\w.]+")}$`),
);

/** The names of the values that a text is filled with. */
function valuesOf(elements: MessageFormatElement[]): Set<string> {
  const found = new Set<string>();
  for (const element of elements) {
    if (!("value" in element) || element.type === 0) continue;
    if (typeof element.value === "string") found.add(element.value);
    if ("options" in element) {
      for (const option of Object.values(element.options)) {
        for (const name of valuesOf(option.value)) found.add(name);
      }
    }
  }
  return found;
}

describe("texts", () => {
  it("are the same in each language", () => {
    expect(Object.keys(de).sort()).toEqual(Object.keys(en).sort());
  });

  it.each(Object.entries(en))(
    "%s has the same values in each language",
    (key, text) => {
      expect(valuesOf(parse(de[key as keyof typeof de]))).toEqual(
        valuesOf(parse(text)),
      );
    },
  );

  it.each(Object.keys(en))("%s is used", (key) => {
    const used =
      sources.includes(`"${key}"`) || templates.some((template) => template.test(key));
    expect(used).toBe(true);
  });

  it("keep names that run from right to left apart from what is around them", () => {
    expect(isolated({ group: "לקוחות 1", other: "VIP", count: 2 })).toEqual({
      group: "\u2068לקוחות 1\u2069",
      other: "VIP",
      count: 2,
    });
  });

  it("are English where there is no other", () => {
    expect(textsFor("pt-BR").language).toBe("en");
    expect(textsFor("de-AT").language).toBe("de");
  });
});

it("writes numbers as the locale has them, where browsers know it", () => {
  expect(formatsFor("de-AT", "de")).toBe("de-AT");
  expect(formatsFor("fr", "en")).toBe("en");
  expect(formatsFor("en-US@posix", "en")).toBe("en");
});
