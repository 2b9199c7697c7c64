import { useText } from "../text";
import { State } from "../ui/messages/notices";
import css from "../ui/ui.module.css";
import type { Group } from "./group-context";

/** How a group stands, in words. */
export function GroupStates(props: {
  group: Pick<Group, "isActive" | "isDefault" | "forGuests" | "isVip">;
}) {
  const t = useText();
  const { isActive, isDefault, forGuests, isVip } = props.group;
  return (
    <span className={css.row}>
      <State tone={isActive ? "good" : "plain"}>
        {t(isActive ? "groups.active" : "groups.off")}
      </State>
      {isDefault && <State>{t("groups.default")}</State>}
      {forGuests && <State>{t("groups.forGuests")}</State>}
      {isVip && <State>{t("groups.vip")}</State>}
    </span>
  );
}
