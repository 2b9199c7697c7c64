import { Button } from "@saleor/macaw-ui";
import { useText } from "../text";

/** The address of a rule's page. */
export function placeOf(noun: "prices" | "promotions", id: string): string {
  return `/${noun}/${encodeURIComponent(id)}`;
}

export function DuplicateButton(props: { onClick: () => void; disabled?: boolean }) {
  const t = useText();
  return (
    <Button variant="secondary" onClick={props.onClick} disabled={props.disabled}>
      {t("rule.duplicate")}
    </Button>
  );
}
