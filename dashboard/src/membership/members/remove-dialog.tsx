import { useForm } from "react-hook-form";
import { useChange } from "../../api/hooks";
import { useText } from "../../text";
import { BusyButton } from "../../ui/busy-button";
import { Dialog } from "../../ui/dialogs";
import { RadioField, TextField } from "../../ui/fields";
import { Form } from "../../ui/form";
import { GroupField } from "../../ui/pickers/group-picker";
import { nameOf, type Person } from "../customer";
import { EXCLUDE, REMOVE } from "./documents";
import {
  RefusedCustomers,
  type Skipping,
  useRefusedCustomers,
} from "./refused-customers";

const FORM = "remove-members";
type Mode = "REMOVE" | "TO_DEFAULT" | "TO_GROUP";
const MODES: Mode[] = ["REMOVE", "TO_DEFAULT", "TO_GROUP"];

interface Values extends Skipping {
  mode: Mode | "EXCLUDE";
  toGroup: string | null;
  reason: string;
}

/** Takes customers out of a group: to another, to the default one, or just out. */
export function RemoveDialog(props: {
  group: { id: string; name: string };
  customers: (Person & { id: string })[];
  onClose: () => void;
}) {
  const t = useText();
  const remove = useChange(REMOVE);
  const exclude = useChange(EXCLUDE);
  const { refused, attempt } = useRefusedCustomers();
  const form = useForm<Values>({
    defaultValues: { mode: "REMOVE", toGroup: null, reason: "", skipRefused: false },
  });
  const mode = form.watch("mode");
  const ids = props.customers.map(({ id }) => id);
  const [first] = props.customers;
  return (
    <Dialog
      title={t("remove.title", {
        count: ids.length,
        name: first ? nameOf(first) : "",
        group: props.group.name,
      })}
      open
      onClose={props.onClose}
      actions={
        <BusyButton
          type="submit"
          form={FORM}
          variant="error"
          busy={remove.isPending || exclude.isPending}
        >
          {t(mode === "EXCLUDE" ? "remove.exclude" : "members.remove")}
        </BusyButton>
      }
    >
      <Form
        form={form}
        id={FORM}
        bar={false}
        save={(values) => {
          const common = {
            id: props.group.id,
            customers: ids,
            reason: values.reason || null,
          };
          return attempt<{ changed: number }>(
            values.mode === "EXCLUDE"
              ? exclude.mutateAsync(common)
              : remove.mutateAsync({
                  ...common,
                  mode: values.mode,
                  toGroup: values.mode === "TO_GROUP" ? values.toGroup : null,
                  skipRefused: values.skipRefused,
                }),
          );
        }}
        savedText={({ changed }) =>
          t("remove.done", { count: changed, group: props.group.name })
        }
        onSaved={props.onClose}
      >
        <RadioField
          name="mode"
          label={t("remove.mode")}
          options={([...MODES, "EXCLUDE"] as const).map((value) => ({
            value,
            label: t(`remove.mode.${value}`),
          }))}
        />
        {mode === "TO_GROUP" && (
          <GroupField name="toGroup" label={t("remove.toGroup")} manual />
        )}
        <TextField name="reason" label={t("add.reason")} help={t("add.reasonHelp")} />
        <RefusedCustomers
          refused={refused}
          count={ids.length}
          canSkip={mode !== "EXCLUDE"}
        />
      </Form>
    </Dialog>
  );
}
