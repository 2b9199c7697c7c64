import { useMemo } from "react";
import { useForm, useWatch } from "react-hook-form";
import { useChange } from "../api/hooks";
import { useGroup } from "../groups/group-context";
import { UPDATE_GROUP } from "../groups/group-requests";
import { useText } from "../text";
import { RadioField, SwitchField } from "../ui/fields";
import { Form, useLoaded } from "../ui/form";
import { Card } from "../ui/page";
import {
  above,
  helpOf,
  isAllowed,
  openLabel,
  PORTAL_FIELDS,
  type PortalGroup,
  type PortalValues,
  portalInput,
  portalValues,
  SETTINGS,
} from "./portal-values";

/** What the members of a group may do in the shop: the form of it. */
export function PortalForm(props: {
  group: PortalGroup;
  reload: () => Promise<PortalGroup | null | undefined>;
}) {
  const t = useText();
  const { group } = props;
  const values = useMemo(() => portalValues(group), [group]);
  const form = useForm<PortalValues>({ defaultValues: values });
  useLoaded(form, values);
  const update = useChange(UPDATE_GROUP);
  return (
    <Form
      form={form}
      save={async (typed) => {
        await update.mutateAsync({
          id: group.id,
          input: portalInput(typed),
          ifUpdatedAt: typed.updatedAt,
        });
      }}
      reload={async () => {
        const loaded = await props.reload();
        if (loaded) form.reset(portalValues(loaded));
      }}
    >
      <Card title={t("portal.may")}>
        <PortalFields group={group} />
      </Card>
    </Form>
  );
}

function PortalFields({ group }: { group: PortalGroup }) {
  const t = useText();
  const { parent } = useGroup();
  const values = useWatch<PortalValues>() as PortalValues;
  const inherits = parent !== null && values.inheritsPortal;
  const of = (field: (typeof PORTAL_FIELDS)[number]) =>
    above(group.portalPermissions, field);
  const hidesPrices = !isAllowed(values.canSeePrices, of("canSeePrices"), inherits);
  return (
    <>
      {PORTAL_FIELDS.map((field) => {
        const [label, name] = openLabel(of(field), inherits);
        return (
          <RadioField
            key={field}
            row
            name={field}
            label={t(`portal.${field}`)}
            help={t(helpOf(field, { hidesPrices, forGuests: group.forGuests }))}
            options={SETTINGS.map((value) => ({
              value,
              label:
                value === "OPEN" ? t(label, { name }) : t(`portal.setting.${value}`),
            }))}
          />
        );
      })}
      {parent && (
        <SwitchField
          name="inheritsPortal"
          label={t("portal.inherits", { name: parent.name })}
          help={t("portal.inherits.help")}
        />
      )}
    </>
  );
}
