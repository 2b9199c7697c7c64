import { Button } from "@saleor/macaw-ui";
import { type ReactNode, useState } from "react";
import { useForm } from "react-hook-form";
import { useChange } from "../../api/hooks";
import { useMay } from "../../app/session";
import { ADD } from "../../membership/members/documents";
import {
  RefusedCustomers,
  type Skipping,
  useRefusedCustomers,
} from "../../membership/members/refused-customers";
import { RemoveDialog } from "../../membership/members/remove-dialog";
import { useText } from "../../text";
import { BusyButton } from "../../ui/busy-button";
import { Dialog } from "../../ui/dialogs";
import { TextField } from "../../ui/fields";
import { Form } from "../../ui/form";
import { GroupField } from "../../ui/pickers/group-picker";
import { personOf, type Reviewed } from "./reviewed-customer";

const FORM = "add-reviewed";

interface Group {
  id: string;
  name: string;
}

/** What can be done with ticked customers, and the dialogs for it. */
export function useReviewActions<Row extends Reviewed>(
  rows: readonly Row[],
  idOf: (row: Row) => string,
  /** The group out of which a row can be taken; null where it is in none. */
  groupOf: (row: Row) => Group | null,
): { bulk?: (ids: string[]) => ReactNode; dialogs: ReactNode } {
  const t = useText();
  const may = useMay("MANAGE_USERS");
  const [adding, setAdding] = useState<Row[]>([]);
  const [removing, setRemoving] = useState<Row[]>([]);
  if (!may) return { dialogs: null };
  const pick = (ids: string[]) => rows.filter((row) => ids.includes(idOf(row)));
  const [first] = removing;
  const group = first ? groupOf(first) : null;
  return {
    bulk: (ids) => {
      const picked = pick(ids);
      const groups = new Set(picked.map((row) => groupOf(row)?.id ?? ""));
      return (
        <>
          <Button variant="secondary" onClick={() => setAdding(picked)}>
            {t("review.add")}
          </Button>
          {/* One group at a time, which the dialog names. */}
          {groups.size === 1 && !groups.has("") && (
            <Button variant="secondary" onClick={() => setRemoving(picked)}>
              {t("members.remove")}
            </Button>
          )}
        </>
      );
    },
    dialogs: (
      <>
        {adding.length > 0 && (
          <AddToGroupDialog
            customers={adding.map(({ customerId }) => customerId)}
            onClose={() => setAdding([])}
          />
        )}
        {group && (
          <RemoveDialog
            group={group}
            customers={removing.map(personOf)}
            onClose={() => setRemoving([])}
          />
        )}
      </>
    ),
  };
}

interface Values extends Skipping {
  group: string | null;
  reason: string;
}

/** Adds customers to a group of choice. */
function AddToGroupDialog(props: { customers: string[]; onClose: () => void }) {
  const t = useText();
  const add = useChange(ADD);
  const { refused, attempt } = useRefusedCustomers();
  const form = useForm<Values>({
    defaultValues: { group: null, reason: "", skipRefused: false },
  });
  // Somebody may be in a list twice, as for two groups.
  const customers = [...new Set(props.customers)];
  const count = customers.length;
  return (
    <Dialog
      title={t("popup.toGroup.title", { count })}
      open
      onClose={props.onClose}
      actions={
        <BusyButton
          type="submit"
          form={FORM}
          disabled={!form.watch("group")}
          busy={add.isPending}
        >
          {t("popup.toGroup.button")}
        </BusyButton>
      }
    >
      <Form
        form={form}
        id={FORM}
        bar={false}
        save={({ group, reason, skipRefused }) =>
          attempt(
            add.mutateAsync({
              id: group ?? "",
              customers,
              reason: reason || null,
              skipRefused,
            }),
          )
        }
        savedText={({ changed, customerGroup }) =>
          t("popup.toGroup.done", { count: changed, group: customerGroup?.name })
        }
        onSaved={props.onClose}
      >
        <GroupField name="group" label={t("popup.group")} manual />
        <TextField name="reason" label={t("add.reason")} help={t("add.reasonHelp")} />
        <RefusedCustomers refused={refused} count={count} />
      </Form>
    </Dialog>
  );
}
