import { type ComponentType, type LazyExoticComponent, lazy } from "react";
import type { Permission } from "../app/session";
import type { TextKey } from "../text";

interface GroupTab {
  /** What follows the group's address; nothing for the first. */
  path: string;
  label: TextKey;
  /** What one needs to see it, besides the page's own. */
  permission?: Permission;
  /** Asks `useGroup()` for the group. */
  page: LazyExoticComponent<ComponentType>;
}

/** The tabs of a group, in their order. A new tab is a line here. */
export const GROUP_TABS: GroupTab[] = [
  {
    path: "",
    label: "group.tab.overview",
    page: lazy(() => import("./group-overview")),
  },
  {
    path: "members",
    label: "members.title",
    page: lazy(() => import("../membership/members/members-tab")),
  },
  {
    path: "joining",
    label: "joining.title",
    page: lazy(() => import("../evaluation/joining-tab")),
  },
  {
    path: "prices",
    label: "group.tab.prices",
    permission: "MANAGE_DISCOUNTS",
    page: lazy(() => import("../rules/prices/group-prices")),
  },
  {
    path: "promotions",
    label: "group.tab.promotions",
    permission: "MANAGE_DISCOUNTS",
    page: lazy(() => import("../rules/promotions/group-promotions")),
  },
  {
    path: "history",
    label: "history.title",
    page: lazy(() => import("../membership/history/history-tab")),
  },
];
