import { Button } from "@saleor/macaw-ui";
import { useLocation } from "wouter";
import { type TextKey, useText } from "../../text";
import type { Noun } from "../page/rule-page";

/** The button for a new one, of a group where there is one. */
export function NewRule(props: { noun: Noun; label: TextKey; groupId?: string }) {
  const t = useText();
  const [, go] = useLocation();
  const query = props.groupId ? `?group=${encodeURIComponent(props.groupId)}` : "";
  return (
    <Button onClick={() => go(`/${props.noun}/new${query}`)}>{t(props.label)}</Button>
  );
}
