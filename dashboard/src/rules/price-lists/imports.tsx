import { useAsk } from "../../api/hooks";
import { useText } from "../../text";
import { Notice } from "../../ui/notices";
import { Moment } from "../../ui/values";
import { IMPORT_JOBS, isGoing } from "./import-documents";
import { JobProgress, OutcomeOf } from "./outcome";

const AGAIN_MS = 2000;

/** The latest large file that was put into the list, as long as it is news. */
export function Imports(props: { id: string }) {
  const t = useText();
  const asked = useAsk(
    IMPORT_JOBS,
    { id: props.id },
    {
      again: (data) => {
        const job = data?.customerGroupPriceList?.importJobs?.edges[0]?.node;
        return job && isGoing(job) ? AGAIN_MS : false;
      },
    },
  );
  const job = asked.data?.customerGroupPriceList?.importJobs?.edges[0]?.node;
  if (!job || job.dryRun) return null;
  if (isGoing(job)) {
    return (
      <Notice>
        {t("import.going")} <JobProgress job={job} />
      </Notice>
    );
  }
  if (job.state === "FAILED" || job.badRowsCount > 0) {
    return (
      <Notice tone="bad">
        {t("import.failed")} <Moment at={job.finishedAt} /> {job.problem}
        {job.badRowsCount > 0 && <OutcomeOf outcome={job} />}
      </Notice>
    );
  }
  return null;
}
