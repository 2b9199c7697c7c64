import { type LazyPage, onDemand } from "../app/lazy-page";
import type { Permission } from "../app/session";
import type { TextKey } from "../text";

interface GroupTab {
  /** What follows the group's address; nothing for the first. */
  path: string;
  label: TextKey;
  /** What one needs to see it, besides the page's own. */
  permission?: Permission;
  /** Asks `useGroup()` for the group. */
  page: LazyPage;
}

/** The tabs of a group, in their order. A new tab is a line here. */
export const GROUP_TABS: GroupTab[] = [
  {
    path: "",
    label: "group.tab.overview",
    page: onDemand(() => import("./group-overview")),
  },
  {
    path: "members",
    label: "members.title",
    page: onDemand(() => import("../membership/members/members-tab")),
  },
  {
    path: "joining",
    label: "joining.title",
    page: onDemand(() => import("../evaluation/joining-tab")),
  },
  {
    path: "prices",
    label: "group.tab.prices",
    permission: "MANAGE_DISCOUNTS",
    page: onDemand(() => import("../rules/prices/group-prices")),
  },
  {
    path: "promotions",
    label: "group.tab.promotions",
    permission: "MANAGE_DISCOUNTS",
    page: onDemand(() => import("../rules/promotions/group-promotions")),
  },
  {
    path: "visibility",
    label: "visibility.title",
    permission: "MANAGE_DISCOUNTS",
    page: onDemand(() => import("../visibility/group/visibility-tab")),
  },
  {
    path: "access",
    label: "portal.title",
    page: onDemand(() => import("../portal/portal-tab")),
  },
  {
    path: "terms",
    label: "terms.title",
    page: onDemand(() => import("../terms/group/terms-tab")),
  },
  {
    path: "report",
    label: "report.title",
    permission: "MANAGE_ORDERS",
    page: onDemand(() => import("../reports/group/report-tab")),
  },
  {
    path: "history",
    label: "history.title",
    page: onDemand(() => import("../membership/history/history-tab")),
  },
];
