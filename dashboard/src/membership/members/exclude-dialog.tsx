import { useForm } from "react-hook-form";
import { useChange } from "../../api/hooks";
import { useText } from "../../text";
import { BusyButton } from "../../ui/busy-button";
import { Dialog } from "../../ui/dialogs";
import { TextField, useField } from "../../ui/fields";
import { Form } from "../../ui/form";
import { type Choice, ManyPicker } from "../../ui/pickers/picker";
import css from "../../ui/ui.module.css";
import { useCustomerChoices } from "../customer-choices";
import { EXCLUDE } from "./documents";
import { RefusedCustomers, useRefusedCustomers } from "./refused-customers";

const FORM = "exclude-customers";

interface Values {
  customers: Choice[];
  reason: string;
}

/** Keeps customers out of a group, whether they are in it or not. */
export function ExcludeDialog(props: {
  group: { id: string; name: string };
  onClose: () => void;
}) {
  const t = useText();
  const exclude = useChange(EXCLUDE);
  const { refused, attempt } = useRefusedCustomers();
  const form = useForm<Values>({ defaultValues: { customers: [], reason: "" } });
  const count = form.watch("customers").length;
  return (
    <Dialog
      title={t("exclude.title", { group: props.group.name })}
      open
      onClose={props.onClose}
      actions={
        <BusyButton
          type="submit"
          form={FORM}
          disabled={count === 0}
          busy={exclude.isPending}
        >
          {t("remove.exclude")}
        </BusyButton>
      }
    >
      <Form
        form={form}
        id={FORM}
        bar={false}
        save={({ customers, reason }) =>
          attempt(
            exclude.mutateAsync({
              id: props.group.id,
              customers: customers.map(({ value }) => value),
              reason: reason || null,
            }),
          )
        }
        savedText={({ changed }) =>
          t("exclude.done", { count: changed, group: props.group.name })
        }
        onSaved={props.onClose}
      >
        <p className={css.text}>{t("exclude.text")}</p>
        <CustomersField />
        <TextField name="reason" label={t("add.reason")} help={t("add.reasonHelp")} />
        <RefusedCustomers refused={refused} count={count} canSkip={false} />
      </Form>
    </Dialog>
  );
}

function CustomersField() {
  const t = useText();
  const field = useField<Choice[]>("customers");
  const { choices, loading, onSearch } = useCustomerChoices(null);
  return (
    <ManyPicker
      label={t("exclude.customers")}
      {...{ choices, loading, onSearch }}
      value={field.value}
      error={field.error}
      onChange={field.onChange}
    />
  );
}
