import { Button } from "@saleor/macaw-ui";
import { Plus, X } from "lucide-react";
import { useFieldArray, useFormContext, useWatch } from "react-hook-form";
import { useIntl } from "react-intl";
import { Link } from "wouter";
import { groupAddress } from "../groups/group-context";
import { useText } from "../text";
import { FieldHelp, useField } from "../ui/fields";
import { Card } from "../ui/page";
import { Tick } from "../ui/tick";
import css from "../ui/ui.module.css";
import { useDecimalCheck } from "../ui/values/decimal-check";
import { Count } from "../ui/values/values";
import own from "./levels.module.css";
import type { LevelPreview, Programme } from "./requests";
import {
  endsOf,
  keptEnd,
  type LevelRow,
  NEW_LEVEL,
  newLevel,
  notUpwards,
  type ProgrammeValues,
  previewOf,
  written,
} from "./values";

/** The levels: each has a start, and ends where the next one starts. */
export function LevelTable(props: {
  programme?: Programme;
  previews: readonly LevelPreview[] | null;
}) {
  const t = useText();
  const { locale } = useIntl();
  const { control } = useFormContext<ProgrammeValues>();
  const { fields, append, remove } = useFieldArray({ control, name: "levels" });
  const [levels, metric, currency] = useWatch({
    control,
    name: ["levels", "metric", "currency"],
  });
  const list = useField<unknown>("levels");
  const ends = endsOf(levels);
  const wrong = notUpwards(levels, locale);
  const unit = metric === "ORDER_COUNT" ? t("levels.orders") : currency;
  const kept = keptEnd(levels.at(-1), props.programme);
  const end = kept === null ? t("levels.open") : written(kept, locale);
  const stored = new Map(
    (props.programme?.levels ?? []).map((level) => [level.group.id, level]),
  );
  return (
    <Card title={t("levels.levels")}>
      <p className={css.text}>{t("levels.levelsText")}</p>
      <div className={css.tableBox}>
        <table className={css.table} aria-label={t("levels.levels")}>
          <thead>
            <tr>
              <th className={css.narrow}>{t("levels.colour")}</th>
              <th>{t("levels.level")}</th>
              <th className={css.number}>{t("levels.from", { unit })}</th>
              <th className={css.number}>{t("levels.below", { unit })}</th>
              <th className={css.narrow}>{t("levels.vip")}</th>
              {props.programme && (
                <th className={css.number}>{t("levels.customers")}</th>
              )}
              <th className={css.narrow}>
                <span className={css.hidden}>{t("remove")}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {fields.map((field, index) => {
              const row = levels[index] ?? NEW_LEVEL;
              const level = stored.get(row.groupId);
              const number = index + 1;
              const isLast = index === fields.length - 1;
              return (
                <tr key={field.id}>
                  <td className={css.narrow}>
                    <Colour name={`levels.${index}.colour`} number={number} />
                  </td>
                  <td>
                    <Cell
                      name={`levels.${index}.name`}
                      label={t("levels.nameOf", { number })}
                    />
                  </td>
                  <td className={css.number}>
                    <Cell
                      name={`levels.${index}.minimum`}
                      label={t("levels.fromOf", { number })}
                      isNumber
                      hint={wrong.includes(index) ? t("levels.upwards") : undefined}
                    />
                  </td>
                  <td className={css.number}>{(isLast ? end : ends[index]) || "…"}</td>
                  <td className={css.narrow}>
                    <Vip
                      name={`levels.${index}.isVip`}
                      label={t("levels.vipOf", { number })}
                    />
                  </td>
                  {props.programme && (
                    <td className={css.number}>
                      <Customers
                        row={row}
                        members={level?.group.membersCount ?? 0}
                        preview={
                          props.previews && previewOf(row, index, props.previews)
                        }
                      />
                    </td>
                  )}
                  <td className={css.narrow}>
                    <Button
                      type="button"
                      variant="tertiary"
                      icon={<X size={16} />}
                      aria-label={t("levels.remove", { number })}
                      disabled={fields.length === 1}
                      onClick={() => remove(index)}
                    />
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      <FieldHelp error={list.error} />
      <div>
        <Button
          type="button"
          variant="secondary"
          icon={<Plus size={16} />}
          onClick={() =>
            append(newLevel(fields.length), {
              focusName: `levels.${fields.length}.name`,
            })
          }
        >
          {t("levels.add")}
        </Button>
      </div>
    </Card>
  );
}

/** How many customers a level has, and with what is typed would have. */
function Customers(props: {
  row: LevelRow;
  members: number;
  preview: LevelPreview | null | undefined;
}) {
  const t = useText();
  const { row, members, preview } = props;
  const count = <Count value={members} />;
  return (
    <>
      {row.groupId ? (
        <Link className={css.link} to={groupAddress(row.groupId, "members")}>
          {count}
        </Link>
      ) : (
        "–"
      )}
      {preview && (preview.joining > 0 || preview.leaving > 0) && (
        <div className={own.move}>
          {t("levels.moves", {
            count: preview.count,
            joining: preview.joining,
            leaving: preview.leaving,
          })}
        </div>
      )}
    </>
  );
}

function Cell(props: {
  name: string;
  label: string;
  isNumber?: boolean;
  hint?: string;
}) {
  const t = useText();
  const checkDecimal = useDecimalCheck();
  // Without a start there is no level; the API says so of a name that is missing.
  const check = (typed: string) =>
    typed.trim() ? checkDecimal(typed) : t("rule.noNumber");
  const field = useField(props.name, props.isNumber ? check : undefined);
  return (
    <>
      <input
        ref={field.ref}
        name={field.name}
        className={`${css.native} ${props.isNumber ? own.number : own.input}`}
        aria-label={props.label}
        aria-invalid={Boolean(field.error)}
        inputMode={props.isNumber ? "decimal" : undefined}
        autoComplete="off"
        value={field.value}
        onBlur={field.onBlur}
        onChange={(event) => field.onChange(event.target.value)}
      />
      <FieldHelp error={field.error ?? props.hint} />
    </>
  );
}

function Colour(props: { name: string; number: number }) {
  const t = useText();
  const field = useField(props.name);
  return (
    <>
      <input
        ref={field.ref}
        type="color"
        className={css.colour}
        aria-label={t("levels.colourOf", { number: props.number })}
        data-none={field.value ? undefined : true}
        value={field.value || "#ffffff"}
        onBlur={field.onBlur}
        onChange={(event) => field.onChange(event.target.value)}
      />
      <FieldHelp error={field.error} />
    </>
  );
}

function Vip(props: { name: string; label: string }) {
  const field = useField<boolean>(props.name);
  return <Tick label={props.label} checked={field.value} onChange={field.onChange} />;
}
