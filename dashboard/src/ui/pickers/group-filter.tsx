import type { View } from "../../app/address";
import { useText } from "../../text";
import { FilterSelect } from "../table/filters";
import css from "../ui.module.css";
import { MAX_NAMED } from "./catalogue";
import { useAllGroups, useGroupChoices } from "./group-picker";
import { Picker } from "./picker";

interface Props {
  /** Its name in the address, where it is not "group". */
  name?: string;
  label?: string;
  view: View;
  change: (changed: Record<string, string | null>) => void;
}

/** A filter of a list: what belongs to one group. */
export function GroupFilter(props: Props) {
  const t = useText();
  const groups = useAllGroups();
  const { name = "group", label = t("rule.group"), ...rest } = props;
  if (groups.length >= MAX_NAMED)
    return <SearchedGroup {...{ name, label, ...rest }} />;
  return (
    <FilterSelect
      name={name}
      label={label}
      options={groups.map((each) => ({ value: each.id, label: each.name }))}
      {...rest}
    />
  );
}

function SearchedGroup(props: Required<Props>) {
  const { name, label } = props;
  const id = props.view.filters[name];
  const { choices, chosen, loading, onSearch } = useGroupChoices(id ? [id] : []);
  return (
    <div className={css.filterPicker}>
      <Picker
        bare
        size="small"
        label={label}
        {...{ choices, loading, onSearch }}
        value={chosen[0] ?? null}
        onChange={(choice) => props.change({ [name]: choice?.value ?? null })}
      />
    </div>
  );
}
