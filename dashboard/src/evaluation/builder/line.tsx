import { useEffect, useRef } from "react";
import { useText } from "../../text";
import { FieldHelp } from "../../ui/fields";
import { Menu } from "../../ui/menu";
import css from "../../ui/ui.module.css";
import { useWords } from "../../ui/values/words";
import own from "../joining.module.css";
import { useBuilder } from "./builder-context";
import { byTopic, operatorFor } from "./fields";
import { Arguments } from "./line-arguments";
import { OperatorSelect, Values } from "./line-values";
import { Met, partItems } from "./part";
import { changeLine, type Line } from "./tree";
import { useValueText } from "./value-text";

/** One condition: what is asked for, how it is compared, and with what. */
export function LineRow(props: { line: Line }) {
  const t = useText();
  const words = useWords();
  const valueText = useValueText();
  const { line } = props;
  const builder = useBuilder();
  const { fields, edit, errors, checks, made } = builder;
  const chooser = useRef<HTMLSelectElement>(null);
  useEffect(() => {
    if (made?.key === line.key) chooser.current?.focus();
  }, [made, line.key]);
  const field = fields.get(line.field);
  const change = (changed: Partial<Line>) =>
    edit((tree) => changeLine(tree, line.key, changed));
  const choose = (name: string) => {
    const next = fields.get(name);
    if (!next) return;
    const isLike = next.valueKind === field?.valueKind;
    change({
      field: name,
      operator: operatorFor(next, line.operator),
      ...(isLike ? {} : { value: "", to: "", list: [] }),
    });
  };
  const check = checks?.[line.key];
  const fault = errors[line.key]?.join(" ");
  return (
    <div
      className={own.line}
      data-met={check && (check.isMet ? "yes" : "no")}
      data-wrong={fault ? true : undefined}
    >
      <div className={own.head}>
        <div className={own.inputs}>
          <select
            ref={chooser}
            className={`${css.native} ${own.field}`}
            aria-label={t("joining.field")}
            value={line.field}
            onChange={(event) => choose(event.target.value)}
          >
            {!field && (
              <option value={line.field}>{line.field || t("joining.choose")}</option>
            )}
            {byTopic([...fields.values()]).map((group) => (
              <optgroup key={group.topic} label={t(`joining.topic.${group.topic}`)}>
                {group.fields.map(({ name, title }) => (
                  <option key={name} value={name}>
                    {words(title)}
                  </option>
                ))}
              </optgroup>
            ))}
          </select>
          {field && (
            <>
              <OperatorSelect {...{ line, field, change }} />
              <Values {...{ line, field, change }} />
            </>
          )}
        </div>
        <Menu label={t("joining.lineMore")} items={partItems(line, builder, t)} />
      </div>
      {field && <Arguments {...{ line, field, change }} />}
      {check && field && (
        <div className={css.row}>
          <Met isMet={check.isMet} />
          <span className={css.text}>
            {t("joining.has", { value: valueText(field, line, check.value) })}
          </span>
        </div>
      )}
      <FieldHelp error={fault} />
    </div>
  );
}
