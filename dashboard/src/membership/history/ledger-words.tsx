import { useText } from "../../text";
import css from "../../ui/ui.module.css";

type Cause =
  | "APP"
  | "ERASED"
  | "EXPIRED"
  | "GROUP_DELETED"
  | "IMPORT"
  | "REGISTERED"
  | "RULE"
  | "STAFF";

/** Why something happened, with the reason that was given. */
export function Why(props: { entry: { cause: Cause; reason: string } }) {
  const t = useText();
  const { cause, reason } = props.entry;
  return (
    <>
      {t(`history.cause.${cause}`)}
      {reason && <div className={`${css.quiet} ${css.reason}`}>{reason}</div>}
    </>
  );
}

/** Who did it. */
export function By(props: {
  entry: { byUser: { email: string } | null; byApp: string };
}) {
  const { byUser, byApp } = props.entry;
  return <>{byUser?.email || byApp || "–"}</>;
}
