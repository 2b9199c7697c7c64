import { Button } from "@saleor/macaw-ui";
import { useState } from "react";
import { useLocation, useParams } from "wouter";
import { useAsk } from "../api/hooks";
import { useIdOfPage } from "../app/address";
import { LazyContent } from "../app/lazy-page";
import { type Permission, useSession } from "../app/session";
import { useText } from "../text";
import { Menu } from "../ui/menu";
import { Asked, Empty, NotFound } from "../ui/messages/notices";
import { Page, Tabs } from "../ui/page";
import css from "../ui/ui.module.css";
import { GROUP, type Group, GroupProvider, groupAddress } from "./group-context";
import { GroupDeletion } from "./group-deletion";
import { GroupStates } from "./group-states";
import { GROUP_TABS } from "./group-tabs";

/** The page of one group: its title, and its tabs. */
export default function GroupPage() {
  const id = useIdOfPage();
  const asked = useAsk(GROUP, { id });
  return (
    <Asked whole of={asked}>
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
  const mayOpen = ({ permission }: { permission?: Permission }) =>
    !permission || permissions.includes(permission);
  const tabs = GROUP_TABS.filter(mayOpen);
  const here = GROUP_TABS.find(({ path }) => path === tab);
  return (
    <GroupProvider group={group}>
      <Page
        title={<GroupTitle group={group} />}
        name={group.name}
        beside={<GroupStates group={group} />}
        back={{ to: "/groups", label: t("groups.title") }}
        actions={<Actions group={group} />}
      >
        <Tabs base={groupAddress(group.id)} tabs={tabs} label={t("group.tabs")} />
        {!here && <NotFound />}
        {here && mayOpen(here) && <LazyContent key={tab} page={here.page} />}
        {here && !mayOpen(here) && (
          <Empty title={t("session.rights.title")}>
            {t("session.rights.text", { permission: here.permission })}
          </Empty>
        )}
      </Page>
    </GroupProvider>
  );
}

function Actions(props: { group: Group }) {
  const t = useText();
  const [, go] = useLocation();
  const { group } = props;
  const [deleting, setDeleting] = useState(false);
  const items = [
    { label: t("group.duplicate"), onSelect: () => go(`/groups/new?from=${group.id}`) },
    {
      label: t("group.delete"),
      onSelect: () => setDeleting(true),
      disabled: group.isDefault ?? false,
    },
  ];
  return (
    <>
      <Button variant="secondary" onClick={() => go(groupAddress(group.id, "edit"))}>
        {t("group.edit")}
      </Button>
      <Menu items={items} />
      {deleting && (
        <GroupDeletion
          groups={[group]}
          onClose={() => setDeleting(false)}
          onDeleted={() => go("/groups")}
        />
      )}
    </>
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
