import { Button } from "@saleor/macaw-ui";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { useSearch } from "wouter";
import { useChange } from "../../api/hooks";
import { useMargins } from "../../app/own-pages";
import { useHost, useOfHost } from "../../bridge";
import { idsIn } from "../../bridge/place";
import { useText } from "../../text";
import { BusyButton } from "../../ui/busy-button";
import { TextField } from "../../ui/fields";
import { Form } from "../../ui/form";
import { Empty, Notice } from "../../ui/messages/notices";
import { Page } from "../../ui/page";
import { GroupField } from "../../ui/pickers/group-picker";
import css from "../../ui/ui.module.css";
import { ADD, REMOVE } from "./documents";
import {
  RefusedCustomers,
  type Skipping,
  useRefusedCustomers,
} from "./refused-customers";

// Dialogs of the Dashboard over its list of customers: for the ticked ones.

export function AddToGroup() {
  const add = useChange(ADD);
  return <GroupForCustomers action="toGroup" manual save={add.mutateAsync} />;
}

export function RemoveFromGroup() {
  const remove = useChange(REMOVE);
  return <GroupForCustomers action="fromGroup" save={remove.mutateAsync} />;
}

interface Changed {
  changed: number;
  customerGroup: { name: string } | null;
}

interface Values extends Skipping {
  group: string | null;
  reason: string;
}

function GroupForCustomers(props: {
  action: "toGroup" | "fromGroup";
  manual?: boolean;
  save: (variables: {
    id: string;
    customers: string[];
    reason: string | null;
    skipRefused: boolean;
  }) => Promise<Changed>;
}) {
  const t = useText();
  const host = useHost();
  const canClose = useOfHost((of) => of.canClose);
  const isDialog = useMargins();
  const customers = idsIn(useSearch(), "customerId");
  const [done, setDone] = useState<Changed | null>(null);
  const { refused, attempt } = useRefusedCustomers();
  const form = useForm<Values>({
    defaultValues: { group: null, reason: "", skipRefused: false },
  });
  const group = form.watch("group");
  const title = t(`popup.${props.action}.title`, { count: customers.length });
  if (customers.length === 0) {
    return (
      <Empty whole title={t("popup.nobody")}>
        {t("popup.nobodyText")}
      </Empty>
    );
  }
  const words = ({ changed, customerGroup }: Changed) =>
    t(`popup.${props.action}.done`, { count: changed, group: customerGroup?.name });
  if (done) {
    return (
      <Page title={title}>
        <Notice tone="good">{words(done)}</Notice>
        <div className={css.row}>
          {!isDialog ? (
            <Button
              onClick={() =>
                host.open(`/customers/${encodeURIComponent(customers[0] ?? "")}`)
              }
            >
              {t("popup.back")}
            </Button>
          ) : (
            canClose && <Button onClick={() => host.close()}>{t("close")}</Button>
          )}
        </div>
      </Page>
    );
  }
  return (
    <Page title={title}>
      <Form
        form={form}
        bar={false}
        savedText={words}
        onSaved={setDone}
        save={(values) =>
          attempt(
            props.save({
              id: values.group ?? "",
              customers,
              reason: values.reason || null,
              skipRefused: values.skipRefused,
            }),
          )
        }
      >
        <GroupField name="group" label={t("popup.group")} manual={props.manual} />
        <TextField name="reason" label={t("add.reason")} help={t("add.reasonHelp")} />
        <RefusedCustomers refused={refused} count={customers.length} />
        <div className={css.row}>
          <BusyButton
            type="submit"
            disabled={!group}
            busy={form.formState.isSubmitting}
          >
            {t(`popup.${props.action}.button`)}
          </BusyButton>
        </div>
      </Form>
    </Page>
  );
}
