import { PageLink, useOwnPages } from "../../app/own-pages";
import { useMay } from "../../app/session";
import { groupAddress } from "../../groups/group-context";
import { placeOf } from "../../rules/page/rule-page";
import { useText } from "../../text";
import { State } from "../../ui/messages/notices";
import css from "../../ui/ui.module.css";
import { GroupBadge } from "../../ui/values/values";
import type { Explanation, OfGroup } from "./documents";

/** Whether somebody sees a product, in a word. */
export function Sees(props: { isVisible: boolean }) {
  const t = useText();
  const { isVisible } = props;
  return (
    <State tone={isVisible ? "good" : "bad"}>
      {t(isVisible ? "whoSees.yes" : "whoSees.no")}
    </State>
  );
}

/** Why somebody sees a product or does not, with the way to the set that decides. */
export function Reason(props: { of: Pick<Explanation, "message" | "visibilitySet"> }) {
  const { message, visibilitySet } = props.of;
  if (!visibilitySet) return <bdi>{message}</bdi>;
  return (
    <PageLink to={placeOf("sets", visibilitySet.id)}>
      <bdi>{message}</bdi>
    </PageLink>
  );
}

/** Groups, each with the reason why its members see the product, or do not. */
export function Verdicts(props: { groups: OfGroup[]; label: string }) {
  const mayHere = useMay("MANAGE_USERS");
  // A card's own token knows discounts alone; the page that it opens has another.
  const { elsewhere } = useOwnPages();
  const may = mayHere || elsewhere;
  return (
    <ul className={css.plainList} aria-label={props.label}>
      {props.groups.map((each) => {
        const badge = <GroupBadge group={each.customerGroup} />;
        const { id } = each.customerGroup;
        return (
          <li key={id}>
            {may ? (
              <PageLink to={groupAddress(id, "visibility")}>{badge}</PageLink>
            ) : (
              badge
            )}
            <div className={css.quiet}>
              <Reason of={each} />
            </div>
          </li>
        );
      })}
    </ul>
  );
}
