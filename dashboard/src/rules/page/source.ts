import { useMemo } from "react";
import { useSearch } from "wouter";
import { useIdOfPage } from "../../app/address";

/** What the page of a rule is about: one, a copy of one, or a new one for a group. */
export function useSource() {
  const id = useIdOfPage() || undefined;
  const search = useSearch();
  return useMemo(() => {
    const query = new URLSearchParams(search);
    const group = query.get("group");
    return {
      /** Of what is changed; none for a new one. */
      id,
      /** Of what is changed or copied. */
      source: id ?? query.get("copy"),
      groups: group ? [group] : [],
    };
  }, [id, search]);
}
