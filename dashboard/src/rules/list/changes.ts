import { useQueryClient } from "@tanstack/react-query";
import type { TadaDocumentNode } from "gql.tada";
import { useState } from "react";
import { type FieldError, Refused } from "../../api/hooks";
import { ask } from "../../api/request";
import { useHost } from "../../bridge";

interface Payload {
  errors?: readonly FieldError[] | null;
}

/** Runs a mutation for each of several things, one after the other. */
export function useEach<Data extends Record<string, unknown>, Variables>(
  document: TadaDocumentNode<Data, Variables>,
) {
  const host = useHost();
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  /** Ends at the first that is refused: what was done before it stays done. */
  const run = async (all: Variables[]) => {
    setBusy(true);
    try {
      for (const variables of all) {
        const data = await ask(host, document, variables);
        const { errors } = Object.values(data)[0] as Payload;
        if (errors && errors.length > 0) throw new Refused(errors);
      }
    } finally {
      setBusy(false);
      await client.invalidateQueries();
    }
  };
  return { run, busy };
}
