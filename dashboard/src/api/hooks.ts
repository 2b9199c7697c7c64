import {
  type Query,
  type QueryKey,
  useMutation,
  useQueries,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import type { TadaDocumentNode } from "gql.tada";
import { type Host, useHost } from "../bridge";
import { tellElsewhere } from "./elsewhere";
import { ask } from "./request";

interface Options<Data> {
  /** Do not ask yet. */
  wait?: boolean;
  /** Ask again after so many milliseconds, as long as this says so. */
  again?: (data: Data | undefined) => number | false;
  /** Show what was found before while something else is asked for. */
  keep?: boolean;
  /** After a change nobody waits for it: what takes long, and stands beside a form. */
  aside?: boolean;
}

/** What a document answers; asked again when something on this page was changed. */
export function useAsk<Data, Variables>(
  document: TadaDocumentNode<Data, Variables>,
  variables: Variables,
  { wait = false, again, keep = false, aside = false }: Options<Data> = {},
) {
  const host = useHost();
  return useQuery<Data, Error, Data, QueryKey>({
    queryKey: [nameOf(document), variables],
    queryFn: ({ signal }) => ask(host, document, variables, signal),
    enabled: !wait,
    refetchInterval: again ? (query) => again(query.state.data) : false,
    placeholderData: keep ? (before) => before : undefined,
    meta: { aside },
  });
}

/** What a document answers for each of several variables. */
export function useAskEach<Data, Variables>(
  document: TadaDocumentNode<Data, Variables>,
  each: Variables[],
) {
  const host = useHost();
  return useQueries({
    queries: each.map((variables) => ({
      queryKey: [nameOf(document), variables],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        ask(host, document, variables, signal),
    })),
  });
}

/** A typed error of a mutation. */
export interface FieldError {
  field: string | null;
  code: string;
  message: string | null;
}

interface Payload {
  errors?: readonly FieldError[] | null;
}

/** The code of a refusal because somebody else has changed the same thing meanwhile. */
export const CHANGED = "CHANGED_MEANWHILE";

/** The mutation was refused: nothing was changed. */
export class Refused extends Error {
  constructor(
    readonly errors: readonly FieldError[],
    /** All that the API answered. */
    readonly answer: unknown = null,
  ) {
    super(errors.map((error) => error.message).join(" "));
  }
}

/**
 * A mutation. What its document answers is returned without what is around it; what the
 * API refuses comes as `Refused`, and what was shown is asked for again after it.
 */
export function useChange<Data extends Record<string, unknown>, Variables>(
  document: TadaDocumentNode<Data, Variables>,
) {
  const host = useHost();
  const client = useQueryClient();
  return useMutation<NonNullable<Data[keyof Data]>, Error, Variables>({
    mutationFn: (variables) => run(host, document, variables),
    onSuccess: () => {
      // What is not shown is not shown again as it was.
      client.removeQueries({ type: "inactive" });
      tellElsewhere();
      const isAside = ({ meta }: Pick<Query, "meta">) => meta?.aside === true;
      void client.invalidateQueries({ predicate: isAside });
      return client.invalidateQueries({ predicate: (each) => !isAside(each) });
    },
  });
}

/** Asks what a mutation would do, by its dry run: what is shown stays as it is. */
export function useDryRun<Data extends Record<string, unknown>, Variables>(
  document: TadaDocumentNode<Data, Variables>,
) {
  const host = useHost();
  return (variables: Omit<Variables, "dryRun">) =>
    run(host, document, { ...variables, dryRun: true } as Variables);
}

async function run<Data extends Record<string, unknown>, Variables>(
  host: Host,
  document: TadaDocumentNode<Data, Variables>,
  variables: Variables,
): Promise<NonNullable<Data[keyof Data]>> {
  const data = await ask(host, document, variables);
  const payload = Object.values(data)[0] as NonNullable<Data[keyof Data]>;
  const errors = (payload as Payload).errors ?? [];
  if (errors.length > 0) throw new Refused(errors, payload);
  return payload;
}

function nameOf(document: Pick<TadaDocumentNode, "definitions">): string {
  for (const definition of document.definitions) {
    if (definition.kind === "OperationDefinition" && definition.name) {
      return definition.name.value;
    }
  }
  throw new Error("A document needs a name.");
}
