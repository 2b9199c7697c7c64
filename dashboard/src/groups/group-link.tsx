import { Link } from "wouter";
import css from "../ui/ui.module.css";
import { GroupBadge } from "../ui/values/values";
import { groupAddress } from "./group-context";

/** The badge of a group, which leads to its page. */
export function GroupLink(props: {
  group: { id: string; name: string; colour: string };
  tab?: string;
}) {
  return (
    <Link className={css.link} to={groupAddress(props.group.id, props.tab)}>
      <GroupBadge group={props.group} />
    </Link>
  );
}
