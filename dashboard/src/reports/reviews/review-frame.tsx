import type { ReactNode } from "react";
import type { VariablesOf } from "../../api/graphql";
import type { View } from "../../app/address";
import { useCurrencies, useMay } from "../../app/session";
import { type TextKey, useText } from "../../text";
import { ExportButton } from "../../ui/export-button";
import { Empty, Notice } from "../../ui/messages/notices";
import { GroupFilter } from "../../ui/pickers/group-filter";
import { FilterSelect } from "../../ui/table/filters";
import css from "../../ui/ui.module.css";
import { PrintButton } from "../report-actions";
import own from "../reports.module.css";
import { REVIEW_FILE } from "./review-requests";

export interface InView {
  view: View;
  change: (changed: Record<string, string | null>) => void;
}

/** What a list is about, its file, and the list. */
export function ReviewFrame(props: {
  text: TextKey;
  filters?: ReactNode;
  /** What its file is asked with; null where there is no list yet. */
  file: VariablesOf<typeof REVIEW_FILE> | null;
  children: ReactNode;
}) {
  const t = useText();
  const { file } = props;
  return (
    <div className={css.stack}>
      <p className={css.text}>{t(props.text)}</p>
      <div className={css.toolbar}>
        {props.filters}
        {file && (
          <span className={`${css.row} ${own.end}`}>
            <PrintButton />
            <ExportButton
              document={REVIEW_FILE}
              variables={file}
              label={t("reports.csv")}
              name={t("review.file", { list: file.review.toLowerCase() })}
            />
          </span>
        )}
      </div>
      {props.children}
    </div>
  );
}

/** Chooses the group that a list is about. */
export function ReviewGroup(props: InView) {
  const t = useText();
  const users = useMay("MANAGE_USERS");
  const mayName = useMay("MANAGE_DISCOUNTS") || users;
  if (!mayName) return null;
  return <GroupFilter {...props} label={t("review.group")} />;
}

/** What is asked with one of a few numbers. */
export function ReviewNumber(
  props: InView & {
    name: string;
    label: string;
    /** What it is where none is chosen. */
    usual: number;
    choices: readonly number[];
    textOf: (number: number) => string;
  },
) {
  const { view, change, usual, choices, textOf, name, label } = props;
  return (
    <FilterSelect
      {...{ view, change, name, label }}
      none={textOf(usual)}
      options={choices
        .filter((each) => each !== usual)
        .map((each) => ({ value: String(each), label: textOf(each) }))}
    />
  );
}

/** Chooses the currency of revenue, where there are several. */
export function ReviewCurrency(props: InView) {
  const t = useText();
  const currencies = useCurrencies();
  if (currencies.length < 2) return null;
  return (
    <FilterSelect
      {...props}
      name="currency"
      label={t("report.currency")}
      none={t("report.currency.most")}
      options={currencies.map((value) => ({ value, label: value }))}
    />
  );
}

/** A list that needs a group, which is still to be chosen. */
export function ChooseGroup() {
  const t = useText();
  const users = useMay("MANAGE_USERS");
  const mayName = useMay("MANAGE_DISCOUNTS") || users;
  if (!mayName) return <Notice>{t("reports.noNames")}</Notice>;
  return <Empty title={t("review.choose.title")}>{t("review.choose.text")}</Empty>;
}

/** Nobody is in a list: that is good. */
export function Nobody() {
  const t = useText();
  return <Empty title={t("review.nobody.title")}>{t("review.nobody.text")}</Empty>;
}
