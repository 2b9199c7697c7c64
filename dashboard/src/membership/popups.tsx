import { Button } from "@saleor/macaw-ui";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { useSearch } from "wouter";
import { graphql } from "../api/graphql";
import { useChange } from "../api/hooks";
import { useHost } from "../bridge";
import { idsIn } from "../bridge/place";
import { useText } from "../text";
import { TextField } from "../ui/fields";
import { Form } from "../ui/form";
import { Empty, Notice } from "../ui/notices";
import { Page } from "../ui/page";
import type { Choice } from "../ui/picker";
import css from "../ui/ui.module.css";
import { GroupField } from "./group-field";

// Dialogs of the Dashboard over its list of customers: for the ticked ones.

const ADD = graphql(`
  mutation AddToGroup($id: ID!, $customers: [ID!]!, $reason: String) {
    customerGroupMembersAdd(id: $id, customers: $customers, reason: $reason) {
      changed
      errors {
        field
        code
        message
      }
    }
  }
`);

const REMOVE = graphql(`
  mutation RemoveFromGroup($id: ID!, $customers: [ID!]!, $reason: String) {
    customerGroupMembersRemove(id: $id, customers: $customers, reason: $reason) {
      changed
      errors {
        field
        code
        message
      }
    }
  }
`);

export function AddToGroup() {
  const add = useChange(ADD);
  return <GroupForCustomers action="toGroup" manual save={add.mutateAsync} />;
}

export function RemoveFromGroup() {
  const remove = useChange(REMOVE);
  return <GroupForCustomers action="fromGroup" save={remove.mutateAsync} />;
}

function GroupForCustomers(props: {
  action: "toGroup" | "fromGroup";
  manual?: boolean;
  save: (variables: {
    id: string;
    customers: string[];
    reason: string | null;
  }) => Promise<unknown>;
}) {
  const t = useText();
  const host = useHost();
  const customers = idsIn(useSearch(), "customerId");
  const [done, setDone] = useState(false);
  const form = useForm<{ group: Choice | null; reason: string }>({
    defaultValues: { group: null, reason: "" },
  });
  const group = form.watch("group");
  const title = t(`popup.${props.action}.title`, { count: customers.length });
  if (customers.length === 0) {
    return <Empty title={t("popup.nobody")}>{t("popup.nobodyText")}</Empty>;
  }
  const saved = t(`popup.${props.action}.done`, {
    count: customers.length,
    group: group?.label,
  });
  if (done) {
    return (
      <Page title={title}>
        <Notice tone="good">{saved}</Notice>
        <div className={css.row}>
          <Button onClick={() => host.close()}>{t("close")}</Button>
        </div>
      </Page>
    );
  }
  return (
    <Page title={title}>
      <Form
        form={form}
        bar={false}
        savedText={saved}
        onSaved={() => setDone(true)}
        save={(values) =>
          props.save({
            id: values.group?.value ?? "",
            customers,
            reason: values.reason || null,
          })
        }
      >
        <GroupField name="group" label={t("popup.group")} manual={props.manual} />
        <TextField name="reason" label={t("add.reason")} help={t("add.reasonHelp")} />
        <div className={css.row}>
          <Button type="submit" disabled={!group || form.formState.isSubmitting}>
            {t(`popup.${props.action}.button`)}
          </Button>
        </div>
      </Form>
    </Page>
  );
}
