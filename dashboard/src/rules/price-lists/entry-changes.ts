import { useEffect, useRef } from "react";
import { useChange } from "../../api/hooks";
import { PUT_ENTRIES, REMOVE_ENTRIES } from "./documents";

interface Put {
  variant: string;
  currency: string;
  minQuantity: number;
  unitPrice: string;
  /** The price that was seen, or that there was none: else somebody else was there. */
  ifUnitPrice?: string;
  isNew?: boolean;
}

/**
 * Putting entries into a price list, as long as nobody else has changed the same, and
 * taking them out, as long as nobody else has changed the list; what is changed here one
 * after the other is no such change.
 */
export function useEntryChanges(id: string, updatedAt: string | null) {
  const put = useChange(PUT_ENTRIES);
  const remove = useChange(REMOVE_ENTRIES);
  const latest = useRef(updatedAt);
  useEffect(() => {
    latest.current = updatedAt;
  }, [updatedAt]);
  return {
    busy: put.isPending || remove.isPending,
    put: async (entry: Put) => {
      const answer = await put.mutateAsync({ id, entries: [entry] });
      latest.current = answer.priceList?.updatedAt ?? latest.current;
      return answer;
    },
    remove: async (entries: string[]) => {
      const answer = await remove.mutateAsync({
        id,
        entries,
        ifUpdatedAt: latest.current,
      });
      latest.current = answer.priceList?.updatedAt ?? latest.current;
      return answer;
    },
  };
}
