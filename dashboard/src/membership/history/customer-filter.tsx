import type { View } from "../../app/address";
import { useText } from "../../text";
import { Picker } from "../../ui/pickers/picker";
import css from "../../ui/ui.module.css";
import { useCustomerChoices } from "../customer-choices";

/** A filter of a list: what is about one customer. */
export function CustomerFilter(props: {
  view: View;
  change: (changed: Record<string, string | null>) => void;
}) {
  const t = useText();
  const { chosen, ...choices } = useCustomerChoices(
    props.view.filters.customer ?? null,
  );
  return (
    <div className={css.filterPicker}>
      <Picker
        bare
        size="small"
        label={t("members.customer")}
        {...choices}
        value={chosen}
        onChange={(choice) => props.change({ customer: choice?.value ?? null })}
      />
    </div>
  );
}
