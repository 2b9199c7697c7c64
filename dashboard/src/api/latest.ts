import { useRef } from "react";

/**
 * Has the last one win of several requests that are under way at once.
 *
 * @returns what is called when one begins, which returns what tells whether it is still
 *   the last one.
 */
export function useLatest(): () => () => boolean {
  const begun = useRef(0);
  return () => {
    begun.current += 1;
    const mine = begun.current;
    return () => mine === begun.current;
  };
}
