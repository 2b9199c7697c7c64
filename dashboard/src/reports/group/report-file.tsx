import type { VariablesOf } from "../../api/graphql";
import { useGroup } from "../../groups/group-context";
import { useText } from "../../text";
import { ExportButton } from "../../ui/export-button";

import { type About, REPORT_FILE } from "../report-requests";

/** Saves a table of a report as a file. */
export function ReportFile(props: {
  about: About;
  table: VariablesOf<typeof REPORT_FILE>["table"];
  title: string;
}) {
  const t = useText();
  const { code } = useGroup();
  return (
    <ExportButton
      document={REPORT_FILE}
      variables={{ ...props.about, table: props.table }}
      textOf={({ customerGroupReport }) => customerGroupReport.csv}
      label={t("report.csv", { table: props.title })}
      name={`${code}-${props.table.toLowerCase()}`}
    />
  );
}
