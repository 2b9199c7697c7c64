import { Button } from "@saleor/macaw-ui";
import { useRef, useState } from "react";
import { graphql } from "../../api/graphql";
import { useAsk } from "../../api/hooks";
import { useText } from "../../text";
import { useField } from "../fields";
import { useLater } from "../later";
import css from "../ui.module.css";
import { MAX_NAMED } from "./catalogue";
import { type Choice, ManyPicker, Picker } from "./picker";

const CHOICES = graphql(`
  query GroupChoices($filter: CustomerGroupFilterInput, $first: Int) {
    customerGroups(first: $first, filter: $filter) {
      edges {
        node {
          id
          name
          code
        }
      }
    }
  }
`);

const FOUND = 20;

/** Groups that take customers by hand. */
const BY_HAND = ["MANUAL", "HYBRID"] as const;

/**
 * The groups that are found for a text, and the names of some.
 *
 * @param manual whether only those are found that take customers by hand.
 */
export function useGroupChoices(ids: string[], manual = false) {
  const [text, setText] = useState("");
  const search = useLater(text);
  const found = useAsk(
    CHOICES,
    {
      first: FOUND,
      filter: { search: search || null, kind: manual ? [...BY_HAND] : null },
    },
    { keep: true },
  );
  const named = useAsk(
    CHOICES,
    { first: MAX_NAMED, filter: { ids: ids.slice(0, MAX_NAMED) } },
    { wait: ids.length === 0, keep: true },
  );
  const known = useRef(new Map<string, { name: string; code: string }>());
  const groups = found.data?.customerGroups?.edges.map(({ node }) => node) ?? [];
  for (const { node } of named.data?.customerGroups?.edges ?? []) {
    known.current.set(node.id, node);
  }
  for (const group of groups) known.current.set(group.id, group);
  return {
    choices: groups.map((group): Choice => ({ value: group.id, label: group.name })),
    chosen: ids.map(
      (id): Choice => ({ value: id, label: known.current.get(id)?.name ?? "…" }),
    ),
    /** The codes of the chosen groups, as far as they are known. */
    codes: ids.flatMap((id) => known.current.get(id)?.code ?? []),
    /** Whether all of them are, apart from those that are gone. */
    areNamed:
      ids.every((id) => known.current.has(id)) ||
      (named.isSuccess && !named.isPlaceholderData),
    codeOf: (id: string | null) => known.current.get(id ?? "")?.code ?? null,
    loading: found.isFetching,
    onSearch: setText,
  };
}

/** A field of a form with the id of a group, or none. */
export function GroupField(props: {
  name: string;
  label: string;
  help?: string;
  disabled?: boolean;
  /** The id of a group that cannot be chosen. */
  without?: string;
  /** Only groups that take customers by hand. */
  manual?: boolean;
}) {
  const { name, without, manual, ...rest } = props;
  const field = useField<string | null>(name);
  const { choices, chosen, loading, onSearch } = useGroupChoices(
    field.value ? [field.value] : [],
    manual,
  );
  return (
    <Picker
      {...rest}
      {...{ loading, onSearch }}
      choices={choices.filter(({ value }) => value !== without)}
      value={chosen[0] ?? null}
      error={field.error}
      onChange={(choice) => field.onChange(choice?.value ?? null)}
    />
  );
}

/** All groups of the shop, or the first hundred. */
export function useAllGroups() {
  return useEveryGroup() ?? [];
}

function useEveryGroup() {
  const all = useAsk(CHOICES, { first: MAX_NAMED, filter: {} });
  return all.data?.customerGroups?.edges.map(({ node }) => node);
}

/** A field of a form with the ids of groups. */
export function GroupsField(props: { name: string; label: string; help?: string }) {
  const t = useText();
  const field = useField<string[]>(props.name);
  const { choices, chosen, loading, onSearch } = useGroupChoices(field.value);
  const every = useEveryGroup();
  const all = every ?? [];
  const missing = all.filter(({ id }) => !field.value.includes(id));
  return (
    <div className={css.stack}>
      <ManyPicker
        label={props.label}
        {...{ choices, loading, onSearch }}
        value={chosen}
        error={field.error}
        help={props.help}
        onChange={(next) => field.onChange(next.map((choice) => choice.value))}
      />
      {/* Nothing below it is to move when it comes. */}
      {!every && <div className={css.buttonHeight} />}
      {all.length < MAX_NAMED && missing.length > 1 && (
        <div>
          <Button
            type="button"
            variant="secondary"
            onClick={() => field.onChange(all.map(({ id }) => id))}
          >
            {t("groups.pickAll", { count: all.length })}
          </Button>
        </div>
      )}
    </div>
  );
}
