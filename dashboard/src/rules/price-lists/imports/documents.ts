import { graphql, type ResultOf } from "../../../api/graphql";

const JOB = graphql(`
  fragment ImportJob on CustomerGroupPriceListImportJob @_unmask {
    id
    state
    dryRun
    rows
    rowsDone
    added
    changed
    unchanged
    removed
    badRows {
      line
      message
    }
    badRowsCount
    warnings
    problem
    startedBy
    createdAt
    finishedAt
  }
`);

export const IMPORT = graphql(
  `
    mutation ImportPriceList(
      $id: ID!
      $file: Upload
      $dryRun: Boolean
      $replace: Boolean
    ) {
      customerGroupPriceListImport(
        id: $id
        file: $file
        dryRun: $dryRun
        replace: $replace
      ) {
        added
        changed
        unchanged
        removed
        badRows {
          line
          message
        }
        warnings
        form {
          separator
          hasDecimalCommas
        }
        job {
          ...ImportJob
        }
        errors {
          field
          code
          message
        }
      }
    }
  `,
  [JOB],
);

export const IMPORT_JOB = graphql(
  `
    query PriceListImportJob($id: ID!) {
      customerGroupPriceListImportJob(id: $id) {
        ...ImportJob
      }
    }
  `,
  [JOB],
);

export const IMPORT_JOBS = graphql(
  `
    query PriceListImportJobs($id: ID!) {
      customerGroupPriceList(id: $id) {
        id
        importJobs(first: 5) {
          edges {
            node {
              ...ImportJob
            }
          }
        }
      }
    }
  `,
  [JOB],
);

export const EXPORT = graphql(`
  query ExportPriceList($id: ID!) {
    customerGroupPriceListExport(id: $id)
  }
`);

export type Job = ResultOf<typeof JOB>;
export type Import = NonNullable<
  ResultOf<typeof IMPORT>["customerGroupPriceListImport"]
>;

/** What a file changes, or would: of a small one at once, of a large one as its job says. */
export type Outcome = Pick<
  Job,
  | "added"
  | "changed"
  | "unchanged"
  | "removed"
  | "badRows"
  | "badRowsCount"
  | "warnings"
>;

export function outcomeOf(answer: Import): Outcome {
  const badRows = answer.badRows ?? [];
  return {
    added: answer.added ?? 0,
    changed: answer.changed ?? 0,
    unchanged: answer.unchanged ?? 0,
    removed: answer.removed ?? 0,
    badRows,
    badRowsCount: badRows.length,
    warnings: answer.warnings ?? [],
  };
}

/** Whether a job still goes on. */
export function isGoing(job: Pick<Job, "state">): boolean {
  return job.state === "PENDING" || job.state === "RUNNING";
}
