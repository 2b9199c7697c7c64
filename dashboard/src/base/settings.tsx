import { useMemo } from "react";
import { useForm, useWatch } from "react-hook-form";
import { useIntl } from "react-intl";
import { graphql, type ResultOf, type VariablesOf } from "../api/graphql";
import { useAsk, useChange } from "../api/hooks";
import { useMay } from "../app/session";
import { useText } from "../text";
import { LongTextField, RadioField, SwitchField, TextField } from "../ui/fields";
import { Form, useLoaded } from "../ui/form";
import { Asked, Notice } from "../ui/messages/notices";
import { Card, Page } from "../ui/page";
import css from "../ui/ui.module.css";
import { useDecimalCheck } from "../ui/values/decimal-check";
import { readDecimal, writeDecimal } from "../ui/values/decimals";
import { PolicyExample } from "./policy-example";
import { SpecialGroups } from "./special-groups";

const SETTINGS = graphql(`
  query Settings {
    customerGroupSettings {
      policy
      priceListsFirst
      minimumMarginPercent
      leaveDefaultGroup
      dashboardAddress
      invoicePrefix
      invoiceFooter
      problems
    }
  }
`);

const CHANGE_SETTINGS = graphql(`
  mutation ChangeSettings($input: CustomerGroupSettingsInput!) {
    customerGroupSettingsUpdate(input: $input) {
      errors {
        field
        code
        message
      }
      settings {
        policy
      }
    }
  }
`);

type Settings = NonNullable<ResultOf<typeof SETTINGS>["customerGroupSettings"]>;
type Input = VariablesOf<typeof CHANGE_SETTINGS>["input"];
type Policy = Settings["policy"];

const POLICIES: Policy[] = [
  "BEST_PRICE",
  "PRIORITY",
  "NEWEST_GROUP",
  "PRIMARY_GROUP",
  "STACK",
  "ADD",
];

interface Values {
  policy: Policy;
  priceListsFirst: boolean;
  minimumMarginPercent: string;
  leaveDefaultGroup: boolean;
  dashboardAddress: string;
  invoicePrefix: string;
  invoiceFooter: string;
}

/** How the shop wants its customer groups. */
export default function SettingsPage() {
  const t = useText();
  const asked = useAsk(SETTINGS, {});
  return (
    <Page title={t("settings.title")}>
      <Asked of={asked}>
        {({ customerGroupSettings }) =>
          customerGroupSettings && <Content settings={customerGroupSettings} />
        }
      </Asked>
    </Page>
  );
}

function Content(props: { settings: Settings }) {
  const t = useText();
  const { settings } = props;
  const mayGroups = useMay("MANAGE_USERS");
  const change = useChange(CHANGE_SETTINGS);
  const { locale } = useIntl();
  const checkNumber = useDecimalCheck();
  const values = useMemo(() => valuesOf(settings, locale), [settings, locale]);
  const form = useForm<Values>({ defaultValues: values });
  useLoaded(form, values);
  return (
    <>
      {settings.problems.map((problem) => (
        <Notice key={problem} tone="warning">
          {problem}
        </Notice>
      ))}
      <div className={css.pile}>
        <Form
          form={form}
          save={(next) => {
            const margin = readDecimal(next.minimumMarginPercent, locale);
            return change.mutateAsync({ input: changesOf(values, next, margin) });
          }}
        >
          <div className={css.columns}>
            <div className={css.pile}>
              <Card title={t("settings.policy")}>
                <RadioField
                  name="policy"
                  label={t("settings.policy.label")}
                  options={POLICIES.map((policy) => ({
                    value: policy,
                    label: t(`settings.policy.${policy}`),
                    help: t(`settings.policyHelp.${policy}`),
                  }))}
                />
                <SwitchField
                  name="priceListsFirst"
                  label={t("settings.listsFirst")}
                  help={t("settings.listsFirst.help")}
                />
                <TextField
                  name="minimumMarginPercent"
                  inputMode="decimal"
                  check={checkNumber}
                  label={t("settings.margin")}
                  unit="%"
                  help={t("settings.margin.help")}
                />
              </Card>
              <Card title={t("settings.members")}>
                <SwitchField
                  name="leaveDefaultGroup"
                  label={t("settings.leaveDefault")}
                  help={t("settings.leaveDefault.help")}
                />
              </Card>
              <Card title={t("invoices.title")}>
                <TextField
                  name="invoicePrefix"
                  label={t("settings.invoicePrefix")}
                  help={t("settings.invoicePrefix.help")}
                />
                <LongTextField
                  name="invoiceFooter"
                  label={t("settings.invoiceFooter")}
                  help={t("settings.invoiceFooter.help")}
                />
              </Card>
              <Card title={t("settings.pages")}>
                <TextField
                  name="dashboardAddress"
                  label={t("settings.address")}
                  help={t("settings.address.help")}
                />
              </Card>
            </div>
            <Example />
          </div>
        </Form>
        {mayGroups && <SpecialGroups />}
      </div>
    </>
  );
}

function Example() {
  const { locale } = useIntl();
  const [policy, priceListsFirst, minimumMarginPercent] = useWatch<
    Values,
    ["policy", "priceListsFirst", "minimumMarginPercent"]
  >({ name: ["policy", "priceListsFirst", "minimumMarginPercent"] });
  return (
    <PolicyExample
      {...{ policy, priceListsFirst }}
      minimumMarginPercent={readDecimal(minimumMarginPercent, locale)}
    />
  );
}

function valuesOf(settings: Settings, locale: string): Values {
  const { problems: _, ...rest } = settings;
  return {
    ...rest,
    minimumMarginPercent: writeDecimal(
      // Saleor writes it as a number.
      String(settings.minimumMarginPercent ?? ""),
      locale,
    ),
    dashboardAddress: settings.dashboardAddress ?? "",
  };
}

/** What has changed; what somebody else has changed meanwhile stays. */
function changesOf(before: Values, after: Values, margin: string): Input {
  const input: Input = {};
  if (after.policy !== before.policy) input.policy = after.policy;
  if (after.priceListsFirst !== before.priceListsFirst) {
    input.priceListsFirst = after.priceListsFirst;
  }
  if (after.minimumMarginPercent !== before.minimumMarginPercent) {
    input.minimumMarginPercent = margin || null;
  }
  if (after.leaveDefaultGroup !== before.leaveDefaultGroup) {
    input.leaveDefaultGroup = after.leaveDefaultGroup;
  }
  if (after.dashboardAddress !== before.dashboardAddress) {
    input.dashboardAddress = after.dashboardAddress.trim() || null;
  }
  if (after.invoicePrefix !== before.invoicePrefix) {
    input.invoicePrefix = after.invoicePrefix;
  }
  if (after.invoiceFooter !== before.invoiceFooter) {
    input.invoiceFooter = after.invoiceFooter;
  }
  return input;
}
