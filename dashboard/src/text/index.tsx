import { type ReactNode, useCallback } from "react";
import { IntlProvider, useIntl } from "react-intl";
import de from "./de";
import en from "./en";

/** All texts of the pages have the names that the English ones have. */
export type TextKey = keyof typeof en;
export type Texts = Record<TextKey, string>;
export type Values = Record<
  string,
  string | number | boolean | Date | null | undefined
>;

const LANGUAGES: Record<string, Texts> = { en, de };

/** The texts for a locale such as "de-AT": English where there are none. */
export function textsFor(locale: string): { language: string; texts: Texts } {
  const language = locale.toLowerCase().split("-")[0] ?? "en";
  const texts = LANGUAGES[language];
  return texts ? { language, texts } : { language: "en", texts: en };
}

/**
 * The locale that numbers and dates are written in: it itself, where the texts are in its
 * language and browsers know it, which may be started with one such as "en-US@posix".
 */
export function formatsFor(locale: string, language: string): string {
  if (!locale.toLowerCase().startsWith(language)) return language;
  try {
    return Intl.getCanonicalLocales(locale)[0] ?? language;
  } catch {
    return language;
  }
}

export function TextProvider(props: { locale: string; children: ReactNode }) {
  const { language, texts } = textsFor(props.locale);
  const locale = formatsFor(props.locale, language);
  return (
    <IntlProvider locale={locale} messages={texts}>
      {props.children}
    </IntlProvider>
  );
}

/** The function that says a text in the language of the Dashboard. */
export function useText(): (key: TextKey, values?: Values) => string {
  const intl = useIntl();
  return useCallback(
    (key, values) => intl.formatMessage({ id: key }, values && isolated(values)),
    [intl],
  );
}

const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;

/** Values of a text, of which names that run from right to left do not turn the rest. */
export function isolated(values: Values): Values {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === "string" ? isolatedName(value) : value,
    ]),
  );
}

/** A name that does not turn what is around it, where it runs from right to left. */
export function isolatedName(name: string): string {
  return RIGHT_TO_LEFT.test(name) ? `\u2068${name}\u2069` : name;
}
