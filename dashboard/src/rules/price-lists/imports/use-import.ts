import { useState } from "react";
import { Refused, useAsk, useChange } from "../../../api/hooks";
import { useLatest } from "../../../api/latest";
import { useFaultText } from "../../../ui/messages/notices";
import {
  IMPORT,
  IMPORT_JOB,
  type Import,
  isGoing,
  type Outcome,
  outcomeOf,
} from "./documents";

const AGAIN_MS = 1000;

/** A file that is tried and then put into a price list, at once or in the background. */
export function useImport(id: string) {
  const textOf = useFaultText();
  const change = useChange(IMPORT);
  const [answer, setAnswer] = useState<Import | null>(null);
  const [problem, setProblem] = useState("");
  const begin = useLatest();
  const jobId = answer?.job?.id;
  const asked = useAsk(
    IMPORT_JOB,
    { id: jobId ?? "" },
    {
      wait: !jobId,
      again: (data) => {
        const job = data?.customerGroupPriceListImportJob;
        return job && !isGoing(job) ? false : AGAIN_MS;
      },
    },
  );
  const job = jobId
    ? (asked.data?.customerGroupPriceListImportJob ?? answer?.job ?? null)
    : null;
  const outcome: Outcome | null = job
    ? isGoing(job)
      ? null
      : job
    : answer && outcomeOf(answer);
  /** Returns what was answered; none where it was refused, or another has begun since. */
  const run = async (file: File, replace: boolean, dryRun: boolean) => {
    const isLatest = begin();
    setProblem("");
    setAnswer(null);
    try {
      const answered = await change.mutateAsync({ id, file, replace, dryRun });
      if (!isLatest()) return null;
      setAnswer(answered);
      return answered;
    } catch (error) {
      if (isLatest())
        setProblem(error instanceof Refused ? error.message : textOf(error as Error));
      return null;
    }
  };
  return {
    run,
    forget: () => {
      begin();
      setAnswer(null);
    },
    busy: change.isPending,
    form: answer?.form ?? null,
    job,
    outcome,
    problem: problem || job?.problem || "",
  };
}
