import { useMemo } from "react";
import { useAsk } from "../api/hooks";
import { useCustomerChoices } from "../membership/customer-choices";
import { useText } from "../text";
import { Notice } from "../ui/messages/notices";
import { Card } from "../ui/page";
import { Picker } from "../ui/pickers/picker";
import css from "../ui/ui.module.css";
import { type Check, useBuilder } from "./builder/builder-context";
import { type Block, isMet, pathsOf } from "./builder/tree";
import { ONE_CUSTOMER } from "./requests";

/** What one customer has for each line; none as long as nobody is chosen. */
export function useChecks(of: {
  groupId: string;
  conditions: unknown;
  tree: Block;
  /** The id of the customer. */
  person: string | null;
  wait: boolean;
}): Record<string, Check> | null {
  const { groupId, conditions, tree, person } = of;
  const asked = useAsk(
    ONE_CUSTOMER,
    { groupId, conditions, customerId: person ?? "" },
    { wait: of.wait || !person, aside: true },
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
  /** The name of the group. */
  name: string;
  /** The id of the customer. */
  person: string | null;
  setPerson: (id: string | null) => void;
}) {
  const t = useText();
  const { person } = props;
  const { tree, checks } = useBuilder();
  const { choices, chosen, loading, onSearch } = useCustomerChoices(person);
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
        {...{ choices, loading, onSearch }}
        value={chosen}
        onChange={(choice) => props.setPerson(choice?.value ?? null)}
      />
      {chosen && met != null && (
        <Notice tone={met ? "good" : "warning"}>
          {t(met ? "joining.personMeets" : "joining.personMeetsNot", {
            name: chosen.label,
            group: props.name,
          })}
        </Notice>
      )}
    </Card>
  );
}
