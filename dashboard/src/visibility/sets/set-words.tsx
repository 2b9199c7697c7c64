import { useText } from "../../text";
import { State } from "../../ui/messages/notices";
import { Day } from "../../ui/values/values";
import { kindOfSet } from "./set-values";

interface Named {
  isExclusive: boolean | null;
  validUntil: string | null;
}

/** Who sees the products of a set, in a few words. */
export function KindOfSet(props: { of: Named }) {
  const t = useText();
  const kind = kindOfSet(props.of);
  return (
    <span>
      {t(`sets.kind.${kind}`)} {kind === "early" && <Day at={props.of.validUntil} />}
    </span>
  );
}

/** That what is stored of a set cannot be read, and does not count. */
export function BrokenSet() {
  const t = useText();
  return <State tone="bad">{t("rule.broken")}</State>;
}
