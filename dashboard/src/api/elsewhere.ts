// A card and a dialog of the Dashboard are frames of their own: what is changed in one is
// to be seen in the others.

const NAME = "customer-groups";

function channel(): BroadcastChannel | null {
  try {
    return new BroadcastChannel(NAME);
  } catch {
    // The browser lets frames of other sites have none.
    return null;
  }
}

/** Tells the other frames that something was changed here. */
export function tellElsewhere(): void {
  const sender = channel();
  sender?.postMessage("changed");
  sender?.close();
}

/** Calls a listener when something was changed in another frame; returns an undo. */
export function onChangeElsewhere(listener: () => void): () => void {
  const receiver = channel();
  receiver?.addEventListener("message", listener);
  return () => receiver?.close();
}
