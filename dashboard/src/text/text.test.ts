import { describe, expect, it } from "vitest";
import de from "./de";
import en from "./en";
import { textsFor } from "./index";

// All sources of the pages, as text.
const sources = Object.values(
  import.meta.glob(["../**/*.{ts,tsx}", "!../text/**"], {
    query: "?raw",
    import: "default",
    eager: true,
  }),
).join("\n");

describe("texts", () => {
  it("are the same in each language", () => {
    expect(Object.keys(de).sort()).toEqual(Object.keys(en).sort());
  });

  it.each(Object.entries(en))(
    "%s has the same values in each language",
    (key, text) => {
      const arguments_ = (of: string) =>
        new Set([...of.matchAll(/\{(\w+)(?=[,}])/g)].map(([, name]) => name));
      expect(arguments_(de[key as keyof typeof de])).toEqual(arguments_(text));
    },
  );

  it.each(Object.keys(en))("%s is used", (key) => {
    // Names may be put together, as in `nav.${page}`.
    const start = key.slice(0, key.lastIndexOf(".") + 1);
    expect(
      sources.includes(`"${key}"`) || (start && sources.includes(`\`${start}\${`)),
    ).toBe(true);
  });

  it("are English where there is no other", () => {
    expect(textsFor("pt-BR").language).toBe("en");
    expect(textsFor("de-AT").language).toBe("de");
  });
});
