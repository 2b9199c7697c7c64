import { Button } from "@saleor/macaw-ui";
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
