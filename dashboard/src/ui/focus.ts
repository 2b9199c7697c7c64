import { useEffect } from "react";

/** Gives the focus to the title of the page, where the keyboard goes on from. */
export function focusTitle(): void {
  const title = document.querySelector("h1");
  if (!title) return;
  title.tabIndex = -1;
  title.focus();
}

/**
 * Gives the focus to the title of the page where what had it is gone: a link to another
 * page, a button that was there while something was ticked or not saved yet.
 *
 * Otherwise whoever has no mouse would not see where they are, and a screen reader would
 * say nothing of the new page.
 */
export function useFocusKept(): void {
  useEffect(() => {
    let last: Element | null = null;
    const keep = () => {
      const isLost = document.activeElement === document.body && document.hasFocus();
      if (isLost && last && !last.isConnected) focusTitle();
    };
    const follow = ({ target }: FocusEvent) => {
      last = target as Element;
    };
    // Later: a dialog gives the focus back itself.
    const changes = new MutationObserver(() => {
      if (last && !last.isConnected) setTimeout(keep);
    });
    changes.observe(document.body, { childList: true, subtree: true });
    document.addEventListener("focusin", follow);
    return () => {
      changes.disconnect();
      document.removeEventListener("focusin", follow);
    };
  }, []);
}
