import { useMemo, useState } from "react";
import { useAsk } from "../api/hooks";
import { type Person as Named, nameOf } from "../membership/customer";
import { useText } from "../text";
import { useLater } from "../ui/later";
import { Notice } from "../ui/notices";
import { Card } from "../ui/page";
import { Picker } from "../ui/picker";
import css from "../ui/ui.module.css";
import { type Check, useBuilder } from "./builder-context";
import { ANYBODY, ONE_CUSTOMER } from "./requests";
import { type Block, isMet, pathsOf } from "./tree";

export interface Person extends Named {
  id: string;
}

/** What one customer has for each line; none as long as nobody is chosen. */
export function useChecks(of: {
  groupId: string;
  conditions: unknown;
  tree: Block;
  person: Person | null;
  wait: boolean;
}): Record<string, Check> | null {
  const { groupId, conditions, tree, person } = of;
  const asked = useAsk(
    ONE_CUSTOMER,
    { groupId, conditions, customerId: person?.id ?? "" },
    { wait: of.wait || !person },
  );
  const found = asked.data?.customerGroupConditionTest.conditions;
  return useMemo(() => {
    if (!person || !found) return null;
    const paths = pathsOf(tree);
    return Object.fromEntries(
      found.flatMap(({ path, value, isMet: met }) => {
        const key = paths.get(path);
        return key ? [[key, { value, isMet: met }]] : [];
      }),
    );
  }, [person, found, tree]);
}

/** Chooses the customer whose values stand at the lines, and says what comes of them. */
export function OneCustomer(props: {
  groupId: string;
  /** The name of the group. */
  name: string;
  person: Person | null;
  setPerson: (person: Person | null) => void;
}) {
  const t = useText();
  const { groupId, person } = props;
  const { tree, checks } = useBuilder();
  const [text, setText] = useState("");
  const search = useLater(text);
  const found = useAsk(ANYBODY, { groupId, search: search || null }, { keep: true });
  const people: Person[] = [
    ...(found.data?.customerGroup?.members?.edges ?? []).flatMap(
      ({ node }) => node.customer ?? [],
    ),
    ...(found.data?.customerGroupCandidates?.edges ?? []).map(
      ({ node }) => node.customer,
    ),
  ];
  const choiceOf = (of: Person) => {
    const name = nameOf(of);
    return { value: of.id, label: name === of.email ? name : `${name} (${of.email})` };
  };
  const met =
    checks &&
    isMet(
      tree,
      Object.fromEntries(Object.entries(checks).map(([k, check]) => [k, check.isMet])),
    );
  return (
    <Card title={t("joining.test")}>
      <p className={css.text}>{t("joining.testText")}</p>
      <Picker
        label={t("members.customer")}
        choices={people.map(choiceOf)}
        loading={found.isFetching}
        onSearch={setText}
        value={person && choiceOf(person)}
        onChange={(choice) =>
          props.setPerson(people.find(({ id }) => id === choice?.value) ?? null)
        }
      />
      {person && met != null && (
        <Notice tone={met ? "good" : "warning"}>
          {t(met ? "joining.personMeets" : "joining.personMeetsNot", {
            name: nameOf(person),
            group: props.name,
          })}
        </Notice>
      )}
    </Card>
  );
}
