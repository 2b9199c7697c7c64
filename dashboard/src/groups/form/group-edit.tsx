import { Button } from "@saleor/macaw-ui";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { useLocation } from "wouter";
import { useAsk, useChange } from "../../api/hooks";
import { useIdOfPage } from "../../app/address";
import { useText } from "../../text";
import { Form } from "../../ui/form";
import { Asked, NotFound } from "../../ui/messages/notices";
import { Card, Page } from "../../ui/page";
import css from "../../ui/ui.module.css";
import { GROUP, type Group, groupAddress } from "../group-context";
import { GroupDeletion } from "../group-deletion";
import { UPDATE_GROUP } from "../group-requests";
import { GroupFields, useCheckedNumbers } from "./group-form";
import { changesOf, type GroupValues, valuesOf } from "./group-values";

/** The form of a group that is there already. */
export default function GroupEdit() {
  const asked = useAsk(GROUP, { id: useIdOfPage() });
  return (
    <Asked whole of={asked}>
      {({ customerGroup }) =>
        customerGroup ? (
          <Content
            key={customerGroup.id}
            group={customerGroup}
            reload={async () => (await asked.refetch()).data?.customerGroup}
          />
        ) : (
          <NotFound whole />
        )
      }
    </Asked>
  );
}

function Content(props: {
  group: Group;
  reload: () => Promise<Group | null | undefined>;
}) {
  const t = useText();
  const [, go] = useLocation();
  const update = useChange(UPDATE_GROUP);
  const checkNumbers = useCheckedNumbers();
  // As it was when the form was filled: it may be loaded again meanwhile.
  const [read, setRead] = useState(props.group);
  const form = useForm<GroupValues>({ defaultValues: valuesOf(read) });
  const [deleting, setDeleting] = useState(false);
  const address = groupAddress(read.id);
  return (
    <Page
      title={t("group.edit.title", { name: read.name })}
      back={{ to: address, label: read.name }}
    >
      <Form
        form={form}
        save={async (values) => {
          checkNumbers(values);
          await update.mutateAsync({
            id: read.id,
            input: changesOf(valuesOf(read), values),
            ifUpdatedAt: read.updatedAt,
          });
        }}
        onSaved={() => go(address)}
        reload={async () => {
          const group = await props.reload();
          if (!group) return;
          setRead(group);
          form.reset(valuesOf(group));
        }}
        onCancel={() => go(address)}
      >
        <GroupFields group={read} />
      </Form>
      {!read.isDefault && (
        <Card title={t("group.delete")}>
          <p className={css.text}>{t("group.delete.text")}</p>
          <div>
            <Button variant="error" onClick={() => setDeleting(true)}>
              {t("group.delete")}
            </Button>
          </div>
          {deleting && (
            <GroupDeletion
              groups={[read]}
              onClose={() => setDeleting(false)}
              onDeleted={() => go("/groups")}
            />
          )}
        </Card>
      )}
    </Page>
  );
}
