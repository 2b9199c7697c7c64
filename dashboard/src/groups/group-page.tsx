import { Suspense } from "react";
import { useParams } from "wouter";
import { useAsk } from "../api/hooks";
import { useIdOfPage } from "../app/address";
import { useSession } from "../app/session";
import { useText } from "../text";
import { Asked, Loading, NotFound, State } from "../ui/notices";
import { Page, Tabs } from "../ui/page";
import css from "../ui/ui.module.css";
import { GROUP, type Group, GroupProvider, groupAddress } from "./group-context";
import { GROUP_TABS } from "./group-tabs";

/** The page of one group: its title, and its tabs. */
export default function GroupPage() {
  const id = useIdOfPage();
  const asked = useAsk(GROUP, { id });
  return (
    <Asked of={asked}>
      {({ customerGroup }) =>
        customerGroup ? <Content group={customerGroup} /> : <Gone />
      }
    </Asked>
  );
}

function Content(props: { group: Group }) {
  const t = useText();
  const { group } = props;
  const { permissions } = useSession();
  const { tab = "" } = useParams<{ tab?: string }>();
  const tabs = GROUP_TABS.filter(
    ({ permission }) => !permission || permissions.includes(permission),
  );
  const Tab = tabs.find(({ path }) => path === tab)?.page;
  return (
    <GroupProvider group={group}>
      <Page
        title={<GroupTitle group={group} />}
        name={group.name}
        beside={<GroupStates group={group} />}
        back={{ to: "/groups", label: t("groups.title") }}
      >
        <Tabs base={groupAddress(group.id)} tabs={tabs} label={t("group.tabs")} />
        <Suspense fallback={<Loading />}>{Tab ? <Tab /> : <NotFound />}</Suspense>
      </Page>
    </GroupProvider>
  );
}

function GroupTitle(props: { group: { name: string; colour: string } }) {
  const { name, colour } = props.group;
  return (
    <>
      {colour && (
        <span
          className={`${css.dot} ${css.titleDot}`}
          style={{ backgroundColor: colour }}
        />
      )}
      <bdi>{name}</bdi>
    </>
  );
}

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

function Gone() {
  const t = useText();
  return (
    <Page
      title={t("error.notFound.title")}
      back={{ to: "/groups", label: t("groups.title") }}
    >
      <NotFound />
    </Page>
  );
}
