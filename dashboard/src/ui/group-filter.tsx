import type { View } from "../app/address";
import { useText } from "../text";
import { MAX_NAMED } from "./pickers/catalogue";
import { useAllGroups, useGroupChoices } from "./pickers/group-picker";
import { Picker } from "./pickers/picker";
import { FilterSelect } from "./table/filters";
import css from "./ui.module.css";

interface Props {
  view: View;
  change: (changed: Record<string, string | null>) => void;
}

/** A filter of a list: what belongs to one group. */
export function GroupFilter(props: Props) {
  const t = useText();
  const groups = useAllGroups();
  if (groups.length >= MAX_NAMED) return <SearchedGroup {...props} />;
  return (
    <FilterSelect
      name="group"
      label={t("rule.group")}
      options={groups.map(({ id, name }) => ({ value: id, label: name }))}
      {...props}
    />
  );
}

function SearchedGroup(props: Props) {
  const t = useText();
  const id = props.view.filters.group;
  const { choices, chosen, loading, onSearch } = useGroupChoices(id ? [id] : []);
  return (
    <div className={css.filterPicker}>
      <Picker
        size="small"
        label={t("rule.group")}
        {...{ choices, loading, onSearch }}
        value={chosen[0] ?? null}
        onChange={(choice) => props.change({ group: choice?.value ?? null })}
      />
    </div>
  );
}
