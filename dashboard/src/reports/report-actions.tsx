import { Button } from "@saleor/macaw-ui";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useSession } from "../app/session";
import { useText } from "../text";
import { toField } from "../ui/values/zone";

/** The day that it is in the shop, when the page was opened. */
export function useToday(): string {
  const { timeZone } = useSession();
  const [now] = useState(() => new Date().toISOString());
  return toField(now, timeZone).slice(0, 10);
}

export function PrintButton() {
  const t = useText();
  return (
    <Button variant="secondary" onClick={() => window.print()}>
      {t("report.print")}
    </Button>
  );
}

/**
 * Whether numbers may be some minutes old, as they are when a page is opened, and how they
 * are read again.
 */
export function useReadAgain(): { kept: boolean; readAgain: () => void } {
  const [kept, setKept] = useState(true);
  const client = useQueryClient();
  return {
    kept,
    readAgain: () => (kept ? setKept(false) : void client.invalidateQueries()),
  };
}

/** Reads numbers again that may be some minutes old. */
export function ReadAgainButton(props: { onClick: () => void }) {
  const t = useText();
  return (
    <Button variant="secondary" onClick={props.onClick}>
      {t("report.readAgain")}
    </Button>
  );
}
