import { useText } from "../../../text";
import { Notice } from "../../../ui/messages/notices";
import { Facts } from "../../../ui/page";
import { Count } from "../../../ui/values/values";
import type { Job, Outcome } from "./documents";

const SHOWN = 20;

/** What a file changes, what is wrong with it, and what is probably a mistake. */
export function OutcomeOf(props: { outcome: Outcome }) {
  const t = useText();
  const { outcome } = props;
  return (
    <>
      <Facts
        facts={(["added", "changed", "unchanged", "removed"] as const).map((each) => [
          t(`import.${each}`),
          <Count key={each} value={outcome[each]} />,
        ])}
      />
      {outcome.badRowsCount > 0 && (
        <Notice tone="bad">
          {t("import.bad", { count: outcome.badRowsCount })}
          <ul>
            {outcome.badRows.slice(0, SHOWN).map((row) => (
              <li key={row.line}>
                {t("files.line", { line: row.line })} {row.message}
              </li>
            ))}
          </ul>
        </Notice>
      )}
      {outcome.warnings.length > 0 && (
        <Notice tone="warning">
          {outcome.warnings.map((warning) => (
            <div key={warning}>{warning}</div>
          ))}
        </Notice>
      )}
    </>
  );
}

/** How far a large file has come. */
export function JobProgress(props: { job: Job }) {
  const t = useText();
  const { rows, rowsDone } = props.job;
  return (
    <div role="status">
      <progress value={rowsDone} max={rows} aria-label={t("import.progress")} />{" "}
      {t("import.rows", { done: rowsDone, rows })}
    </div>
  );
}
