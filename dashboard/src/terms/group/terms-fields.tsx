import { useWatch } from "react-hook-form";
import { useCurrencies } from "../../app/session";
import { useGroup } from "../../groups/group-context";
import { useText } from "../../text";
import {
  CheckField,
  LongTextField,
  RadioField,
  SelectField,
  SwitchField,
  TextField,
} from "../../ui/fields";
import { Card } from "../../ui/page";
import css from "../../ui/ui.module.css";
import { useDecimalCheck } from "../../ui/values/decimal-check";
import { useSpeech } from "../speech";
import { type Part, type Said, saidAbove, toldAbove } from "./inheritance";
import { OPTIONS, type TermsValues, TOLD } from "./terms-values";
import { useWholeCheck } from "./whole-check";
import { partWords } from "./words";

/** The fields of how a group pays, each with what it is while it is left open. */
export function TermsFields(props: { above: readonly Said[] }) {
  const t = useText();
  const { parent } = useGroup();
  const values = useWatch<TermsValues>() as TermsValues;
  const above = parent !== null && values.inheritsTerms ? props.above : [];
  const openWords = useOpenWords(above);
  return (
    <>
      <Card title={t("terms.options")}>
        <RadioField
          name="ways"
          label={t("terms.options")}
          options={[
            { value: "OPEN", label: openWords("options") },
            { value: "OWN", label: t("terms.options.OWN") },
          ]}
        />
        {values.ways === "OWN" &&
          OPTIONS.map((option) => (
            <CheckField
              key={option}
              name={`options.${option}`}
              label={t(`terms.option.${option}`)}
            />
          ))}
        {values.ways === "OWN" && values.options.ONLINE && (
          <TextField
            name="gateways"
            label={t("terms.gateways")}
            help={t("terms.gateways.help")}
          />
        )}
        {parent && (
          <SwitchField
            name="inheritsTerms"
            label={t("terms.inherits", { name: parent.name })}
            help={t("terms.inherits.help")}
          />
        )}
      </Card>
      <Later openWords={openWords} />
      <Card title={t("terms.instructions")}>
        <p className={css.quiet}>{t("terms.instructions.help")}</p>
        {TOLD.map((option) => {
          const told = toldAbove(option, above);
          return (
            <LongTextField
              key={option}
              name={`instructions.${option}`}
              label={t(`terms.option.${option}`)}
              rows={2}
              help={
                told
                  ? t("terms.open.as", { name: told.name, value: told.text })
                  : t("terms.open")
              }
            />
          );
        })}
      </Card>
    </>
  );
}

function Later({ openWords }: { openWords: (part: Part) => string }) {
  const t = useText();
  const checkDecimal = useDecimalCheck();
  const checkWhole = useWholeCheck();
  const currencies = useCurrencies();
  const chosen = useWatch<TermsValues, "creditCurrency">({ name: "creditCurrency" });
  const all = [...new Set([...currencies, chosen].filter(Boolean))];
  return (
    <Card title={t("terms.later")}>
      <div className={css.fields}>
        <TextField
          name="netDays"
          inputMode="numeric"
          check={checkWhole}
          label={t("terms.netDays")}
          help={openWords("netDays")}
        />
        <TextField
          name="autoApproveBelow"
          inputMode="decimal"
          check={checkDecimal}
          label={t("terms.autoApproveBelow")}
          help={`${t("terms.autoApproveBelow.help")} ${openWords("autoApproveBelow")}`}
        />
        <TextField
          name="creditLimit"
          inputMode="decimal"
          check={checkDecimal}
          label={t("terms.creditLimit")}
          help={openWords("creditLimit")}
        />
        <SelectField
          name="creditCurrency"
          label={t("terms.creditCurrency")}
          options={all.map((value) => ({ value, label: value }))}
        />
        <TextField
          name="earlyPaymentPercent"
          inputMode="decimal"
          unit="%"
          check={checkDecimal}
          label={t("terms.earlyPaymentPercent")}
          help={openWords("earlyPaymentPercent")}
        />
        <TextField
          name="earlyPaymentDays"
          inputMode="numeric"
          check={checkWhole}
          label={t("terms.earlyPaymentDays")}
        />
        <TextField
          name="blockedAfterDaysOverdue"
          inputMode="numeric"
          check={checkWhole}
          label={t("terms.blockedAfterDaysOverdue")}
          help={openWords("blockedAfterDaysOverdue")}
        />
      </div>
      <RadioField
        row
        name="requiresPurchaseOrder"
        label={t("terms.requiresPurchaseOrder")}
        options={[
          { value: "OPEN", label: openWords("requiresPurchaseOrder") },
          { value: "YES", label: t("terms.requiresPurchaseOrder.YES") },
          { value: "NO", label: t("terms.requiresPurchaseOrder.NO") },
        ]}
      />
    </Card>
  );
}

/** Says of a part what it is while it is left open, and which group says so. */
function useOpenWords(above: readonly Said[]): (part: Part) => string {
  const t = useText();
  const speech = useSpeech();
  return (part) => {
    const said = saidAbove(part, above);
    if (!said?.terms) return t("terms.open");
    const value = partWords(part, said.terms, speech);
    return t("terms.open.as", { name: said.name, value });
  };
}
