import { useMemo, useState } from "react";
import { useIntl } from "react-intl";
import { graphql } from "../../api/graphql";
import { useAsk } from "../../api/hooks";
import { useLater } from "../../ui/later";
import { MAX_NAMED } from "../../ui/pickers/catalogue";
import type { Choice } from "../../ui/pickers/picker";
import { countriesOf, found } from "./countries";
import type { Input } from "./fields";

const GROUPS = graphql(`
  query JoiningGroups($filter: CustomerGroupFilterInput, $first: Int) {
    customerGroups(first: $first, filter: $filter) {
      edges {
        node {
          id
          code
          name
        }
      }
    }
  }
`);

/**
 * What can be chosen for a text: countries, groups by their codes, or the text itself.
 * `named` are the chosen values, as people call them.
 */
export function useChoices(input: Input, values: string[]) {
  const { locale } = useIntl();
  const [text, setText] = useState("");
  const search = useLater(text);
  const isGroup = input === "group";
  const groups = useAsk(
    GROUPS,
    { first: 20, filter: { search: search || null } },
    { wait: !isGroup, keep: true },
  );
  const named = useAsk(
    GROUPS,
    { first: MAX_NAMED, filter: { codes: values.slice(0, MAX_NAMED) } },
    { wait: !isGroup || values.length === 0, keep: true },
  );
  const countries = useMemo(
    () => (input === "country" ? countriesOf(locale) : []),
    [input, locale],
  );
  const groupChoices = [groups, named].map(({ data }): Choice[] =>
    (data?.customerGroups?.edges ?? []).map(({ node }) => ({
      value: node.code,
      label: node.name,
    })),
  );
  const typed = text.trim();
  const choices = isGroup
    ? (groupChoices[0] ?? [])
    : input === "country"
      ? found(countries, text)
      : typed
        ? [{ value: typed, label: typed }]
        : [];
  const known = new Map(
    [...groupChoices.flat(), ...countries].map((choice) => [choice.value, choice]),
  );
  return {
    choices,
    named: values.map((value) => known.get(value) ?? { value, label: value }),
    loading: isGroup && groups.isFetching,
    onSearch: setText,
  };
}
