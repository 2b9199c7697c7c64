import type { View } from "../app/address";
import { useText } from "../text";
import { useGroupChoices } from "../ui/group-picker";
import { Picker } from "../ui/picker";
import css from "../ui/ui.module.css";

/** A filter of a list: what hangs on one group. */
export function GroupFilter(props: {
  view: View;
  change: (changed: Record<string, string | null>) => void;
}) {
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
