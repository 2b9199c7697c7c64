import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import type { ResultOf } from "../../../api/graphql";
import { useAsk } from "../../../api/hooks";
import { useText } from "../../../text";
import { Notice } from "../../../ui/messages/notices";
import css from "../../../ui/ui.module.css";
import { Moment } from "../../../ui/values/values";
import { IMPORT_JOBS, isGoing, type Job } from "./documents";
import { JobProgress, OutcomeOf } from "./outcome";

const AGAIN_MS = 2000;

/** The latest large file that was put into the list: how far it is, or what it did. */
export function LatestImport(props: { id: string }) {
  const t = useText();
  const client = useQueryClient();
  const asked = useAsk(
    IMPORT_JOBS,
    { id: props.id },
    {
      again: (data) => {
        const job = latestOf(data);
        return job && isGoing(job) ? AGAIN_MS : false;
      },
    },
  );
  const job = latestOf(asked.data);
  const going = job ? isGoing(job) : false;
  const wentOn = useRef(false);
  useEffect(() => {
    // What it has put into the list is not shown yet.
    if (wentOn.current && !going) void client.invalidateQueries();
    wentOn.current = going;
  }, [going, client]);
  if (!job) return null;
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
  return (
    <p className={css.quiet}>
      {t("import.last")} <Moment at={job.finishedAt} />:{" "}
      {t("import.done", { added: job.added, changed: job.changed })}
    </p>
  );
}

function latestOf(data: ResultOf<typeof IMPORT_JOBS> | undefined): Job | undefined {
  const jobs = data?.customerGroupPriceList?.importJobs?.edges ?? [];
  return jobs.find(({ node }) => !node.dryRun)?.node;
}
