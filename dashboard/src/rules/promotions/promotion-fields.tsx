import { Button } from "@saleor/macaw-ui";
import { Plus, X } from "lucide-react";
import { useRef } from "react";
import { useFieldArray, useFormContext } from "react-hook-form";
import { useText } from "../../text";
import { RadioField, SwitchField, TextField } from "../../ui/fields";
import css from "../../ui/ui.module.css";
import { type Kind, useTyping } from "../kinds";
import { KindFields } from "../page/kind-fields";
import { kindDraft, type PromotionValues } from "../page/values";
import { VouchersField } from "../prices/price-fields";

// The fields that only promotions have.

/** What must be true of the basket: all of it. */
export function ConditionsField(props: { kinds: Kind[] }) {
  const t = useText();
  const typing = useTyping();
  const { control } = useFormContext<PromotionValues>();
  const more = useRef<HTMLButtonElement>(null);
  const { fields, append, remove } = useFieldArray({ control, name: "conditions" });
  return (
    <>
      <p className={css.hint}>{t("promotions.conditions.help")}</p>
      {fields.map((row, index) => (
        <div key={row.id} className={css.inset}>
          <div className={css.head}>
            <strong className={css.text}>
              {t("promotions.condition", { number: index + 1 })}
            </strong>
            <Button
              type="button"
              variant="tertiary"
              icon={<X size={16} />}
              aria-label={t("promotions.removeCondition", { number: index + 1 })}
              onClick={() => {
                remove(index);
                more.current?.focus();
              }}
            />
          </div>
          <KindFields
            kinds={props.kinds}
            name={`conditions.${index}`}
            label={t("promotions.conditionKind")}
          />
        </div>
      ))}
      <div>
        <Button
          ref={more}
          type="button"
          variant="secondary"
          icon={<Plus size={16} />}
          onClick={() => append(kindDraft(props.kinds, null, typing))}
        >
          {t("promotions.addCondition")}
        </Button>
      </div>
    </>
  );
}

/** How often it can be used, and how often it was. */
export function LimitFields(props: { uses: number | null }) {
  const t = useText();
  return (
    <>
      <div className={css.fields}>
        <TextField
          name="limitTotal"
          type="number"
          min={1}
          step={1}
          label={t("promotions.limitTotal")}
          help={t("promotions.limit.help")}
        />
        <TextField
          name="limitPerCustomer"
          type="number"
          min={1}
          step={1}
          label={t("promotions.limitPerCustomer")}
          help={t("promotions.limit.help")}
        />
      </div>
      {props.uses !== null && (
        <p className={css.hint}>{t("promotions.used", { count: props.uses })}</p>
      )}
    </>
  );
}

/** What happens where something else makes the basket cheaper, too. */
export function PromotionTogether() {
  const t = useText();
  return (
    <>
      <SwitchField
        name="exclusive"
        label={t("promotions.exclusive")}
        help={t("promotions.exclusive.help")}
      />
      <VouchersField />
      <RadioField
        name="withGroupPrices"
        label={t("promotions.withGroupPrices")}
        options={(["STACK", "BEST"] as const).map((value) => ({
          value,
          label: t(`promotions.withGroupPrices.${value}`),
        }))}
      />
    </>
  );
}
