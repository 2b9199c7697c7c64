import { useIntl } from "react-intl";

/**
 * What the API calls something, in the language of the page.
 *
 * The API writes the titles of kinds and of their parameters in English. What is known of
 * them has a text of its own; what is new stays as the API writes it.
 */
export function useWords(): (english: string) => string {
  const { messages, formatMessage } = useIntl();
  return (english) => {
    const id = `api.${slug(english)}`;
    return id in messages ? formatMessage({ id }) : english;
  };
}

function slug(english: string): string {
  return english
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^_|_$/g, "")
    .slice(0, 40);
}
