import { useEffect, useRef } from "react";
import { FormProvider, useForm } from "react-hook-form";
import type { ScopeDraft } from "../../rules/drafts";
import { ScopeField } from "../../rules/scope-field";
import { useText } from "../../text";
import css from "../../ui/ui.module.css";
import { useWords } from "../../ui/values/words";
import own from "../joining.module.css";
import { furtherArguments, takes } from "./fields";
import type { LineProps } from "./line-values";
import type { PeriodDraft } from "./tree";

const PERIODS = ["lifetime", "rolling_days", "since"] as const;

/** What a condition asks for beside its value: a period, goods, the key of metadata. */
export function Arguments({ line, field, change }: LineProps) {
  const words = useWords();
  const further = furtherArguments(field);
  const hasPeriod = takes(field, "period");
  return (
    <>
      {(hasPeriod || further.length > 0) && (
        <div className={own.inputs}>
          {hasPeriod && (
            <Period value={line.period} onChange={(period) => change({ period })} />
          )}
          {further.map(({ name, title, isSwitch }) => {
            const set = (value: string | boolean) =>
              change({ more: { ...line.more, [name]: value } });
            return isSwitch ? (
              <label key={name} className={css.radio}>
                <input
                  type="checkbox"
                  checked={line.more[name] === true}
                  onChange={(event) => set(event.target.checked)}
                />
                {words(title)}
              </label>
            ) : (
              <label key={name} className={own.inputs}>
                {words(title)}
                <input
                  className={css.native}
                  autoComplete="off"
                  value={String(line.more[name] ?? "")}
                  onChange={(event) => set(event.target.value)}
                />
              </label>
            );
          })}
        </div>
      )}
      {takes(field, "scope") && (
        <Goods value={line.scope} onChange={(scope) => change({ scope })} />
      )}
    </>
  );
}

function Period(props: { value: PeriodDraft; onChange: (value: PeriodDraft) => void }) {
  const t = useText();
  const { value, onChange } = props;
  return (
    <>
      <select
        className={css.native}
        aria-label={t("joining.period")}
        value={value.kind}
        onChange={(event) =>
          onChange({ ...value, kind: event.target.value as PeriodDraft["kind"] })
        }
      >
        {PERIODS.map((kind) => (
          <option key={kind} value={kind}>
            {t(`joining.period.${kind}`)}
          </option>
        ))}
      </select>
      {value.kind === "rolling_days" && (
        <>
          <input
            className={`${css.native} ${own.number}`}
            aria-label={t("joining.periodDays")}
            inputMode="numeric"
            autoComplete="off"
            value={value.days}
            onChange={(event) => onChange({ ...value, days: event.target.value })}
          />
          <span>{t("joining.days")}</span>
        </>
      )}
      {value.kind === "since" && (
        <input
          type="date"
          className={css.native}
          aria-label={t("joining.periodSince")}
          value={value.date}
          onChange={(event) => onChange({ ...value, date: event.target.value })}
        />
      )}
    </>
  );
}

/** Which goods count. Their field is one of a form, so they have a form of their own. */
function Goods(props: { value: ScopeDraft; onChange: (value: ScopeDraft) => void }) {
  const t = useText();
  const form = useForm<{ scope: ScopeDraft }>({
    defaultValues: { scope: props.value },
  });
  const onChange = useRef(props.onChange);
  onChange.current = props.onChange;
  const { watch } = form;
  useEffect(() => {
    const watched = watch(({ scope }) => onChange.current(scope as ScopeDraft));
    return () => watched.unsubscribe();
  }, [watch]);
  return (
    <FormProvider {...form}>
      <ScopeField name="scope" label={t("joining.goods")} />
    </FormProvider>
  );
}
