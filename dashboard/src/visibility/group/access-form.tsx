import { useMemo } from "react";
import { useForm, useWatch } from "react-hook-form";
import { Refused, useChange } from "../../api/hooks";
import { useGroup } from "../../groups/group-context";
import { UPDATE_GROUP } from "../../groups/group-requests";
import { ScopeExcept, ScopeLists } from "../../rules/scope-field";
import { useText } from "../../text";
import { RadioField, SwitchField } from "../../ui/fields";
import { Form, useLoaded } from "../../ui/form";
import { Card } from "../../ui/page";
import { PRODUCT_LISTS } from "../sets/set-values";
import {
  ACCESSES,
  type AccessGroup,
  type AccessValues,
  accessInput,
  accessValues,
  missingSide,
} from "./access-values";

/** What the members of a group see: the form of it. */
export function AccessForm(props: {
  group: AccessGroup;
  reload: () => Promise<AccessGroup | null | undefined>;
}) {
  const t = useText();
  const { group } = props;
  const values = useMemo(() => accessValues(group), [group]);
  const form = useForm<AccessValues>({ defaultValues: values });
  useLoaded(form, values);
  const update = useChange(UPDATE_GROUP);
  return (
    <Form
      form={form}
      save={async (typed) => {
        const missing = missingSide(typed);
        if (missing) {
          const message = t(`visibility.none.${missing}`);
          const field = `productScope.${missing}`;
          throw new Refused([{ field, code: "REQUIRED", message }]);
        }
        await update.mutateAsync({
          id: group.id,
          input: accessInput(typed),
          ifUpdatedAt: typed.updatedAt,
        });
      }}
      reload={async () => {
        const loaded = await props.reload();
        if (loaded) form.reset(accessValues(loaded));
      }}
    >
      <Card title={t("visibility.access")}>
        <AccessFields />
      </Card>
    </Form>
  );
}

function AccessFields() {
  const t = useText();
  const { parent } = useGroup();
  const access = useWatch<AccessValues, "productAccess">({ name: "productAccess" });
  const inherits = useWatch<AccessValues, "inheritsVisibility">({
    name: "inheritsVisibility",
  });
  const name = parent?.name ?? "";
  return (
    <>
      <RadioField
        name="productAccess"
        label={t("visibility.access.label")}
        options={ACCESSES.map((value) => ({
          value,
          label:
            value === "inherit" && parent && inherits
              ? t("visibility.access.inherit.from", { name })
              : t(`visibility.access.${value}`),
          help: t(`visibility.access.${value}.help`),
        }))}
      />
      {access === "only" && (
        <>
          <ScopeLists name="productScope" side="include" lists={PRODUCT_LISTS} />
          <ScopeExcept name="productScope" lists={PRODUCT_LISTS} />
        </>
      )}
      {access === "except" && (
        <ScopeLists name="productScope" side="exclude" lists={PRODUCT_LISTS} />
      )}
      {parent && (
        <SwitchField
          name="inheritsVisibility"
          label={t("visibility.inherits", { name })}
          help={t("visibility.inherits.help")}
        />
      )}
    </>
  );
}
