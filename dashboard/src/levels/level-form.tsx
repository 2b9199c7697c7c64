import { useFormContext, useWatch } from "react-hook-form";
import { useCurrencies } from "../app/session";
import { useText } from "../text";
import { RadioField, SelectField, TextField } from "../ui/fields";
import { Card } from "../ui/page";
import css from "../ui/ui.module.css";
import { LevelTable } from "./level-table";
import type { LevelPreview, Programme } from "./requests";
import type { ProgrammeValues } from "./values";

const METRICS = ["NET_REVENUE", "GROSS_MARGIN", "ORDER_COUNT"] as const;
const RESETS = ["ROLLING_12_MONTHS", "NEVER"] as const;

/** The fields of a programme. */
export function ProgrammeFields(props: {
  programme?: Programme;
  previews?: readonly LevelPreview[] | null;
}) {
  const t = useText();
  const { control } = useFormContext<ProgrammeValues>();
  const metric = useWatch({ control, name: "metric" });
  const currencies = useCurrencies();
  return (
    <>
      <Card title={t("levels.about")}>
        <div className={css.fields}>
          <TextField name="name" label={t("levels.name")} help={t("levels.nameHelp")} />
          <TextField
            name="activeFrom"
            type="date"
            label={t("levels.activeFrom")}
            help={t("levels.activeFromHelp")}
          />
          <SelectField
            name="metric"
            label={t("levels.metric")}
            options={METRICS.map((value) => ({
              value,
              label: t(`levels.metric.${value}`),
            }))}
          />
          {metric !== "ORDER_COUNT" && (
            <SelectField
              name="currency"
              label={t("levels.currency")}
              options={currencies.map((value) => ({ value, label: value }))}
            />
          )}
        </div>
        <RadioField
          name="reset"
          label={t("levels.reset")}
          options={RESETS.map((value) => ({
            value,
            label: t(`levels.reset.${value}`),
          }))}
        />
      </Card>
      <LevelTable programme={props.programme} previews={props.previews ?? null} />
    </>
  );
}
