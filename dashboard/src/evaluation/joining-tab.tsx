import { Link } from "wouter";
import { useAsk } from "../api/hooks";
import { type Group, groupAddress, useGroup } from "../groups/group-context";
import { useText } from "../text";
import { Asked, Empty, NotFound, Notice } from "../ui/messages/notices";
import css from "../ui/ui.module.css";
import { JoiningForm } from "./joining-form";
import { JOINING } from "./requests";
import { Runs } from "./runs";

/** The rules by which customers come into a group, and what they do. */
export default function JoiningTab() {
  const t = useText();
  const group = useGroup();
  if (group.kind === "MANUAL") {
    return (
      <Empty
        title={t("joining.byHand.title")}
        action={
          <Link className={css.link} to={groupAddress(group.id, "edit")}>
            {t("joining.byHand.change")}
          </Link>
        }
      >
        {t("joining.byHand.text")}
      </Empty>
    );
  }
  if (!group.levelProgramme) return <Builder group={group} />;
  return (
    <>
      <Notice
        action={
          <Link className={css.link} to={`/levels/${group.levelProgramme.id}`}>
            {t("joining.level.open")}
          </Link>
        }
      >
        {t("joining.level.text")}
      </Notice>
      <Runs group={group} />
    </>
  );
}

function Builder(props: { group: Group }) {
  const asked = useAsk(JOINING, { id: props.group.id });
  return (
    <Asked of={asked}>
      {({ customerGroup, customerGroupConditionFields }) =>
        customerGroup && customerGroupConditionFields ? (
          <>
            <JoiningForm
              group={customerGroup}
              name={props.group.name}
              known={customerGroupConditionFields}
              reload={async () => (await asked.refetch()).data?.customerGroup}
            />
            {/* Below it, and so not before it: it would be pushed down. */}
            <Runs group={props.group} />
          </>
        ) : (
          <NotFound />
        )
      }
    </Asked>
  );
}
