import type { VariablesOf } from "../../api/graphql";
import { useGroup } from "../../groups/group-context";
import { useText } from "../../text";
import { ExportButton } from "../../ui/export-button";
import { type About, REPORT_FILE } from "../report-requests";

type File = VariablesOf<typeof REPORT_FILE>;

/** Saves a table of a report as a file. */
export function ReportFile(props: {
  about: About;
  table: File["table"];
  title: string;
  /** By what the table of goods is summed up. */
  by?: File["by"];
  attribute?: string | null;
}) {
  const t = useText();
  const { code } = useGroup();
  const { by = null, attribute = null } = props;
  return (
    <ExportButton
      document={REPORT_FILE}
      variables={{ ...props.about, table: props.table, by, attribute }}
      textOf={({ customerGroupReport }) => customerGroupReport.csv}
      label={t("report.csv", { table: props.title })}
      name={`${code}-${(by ?? props.table).toLowerCase()}`}
    />
  );
}
