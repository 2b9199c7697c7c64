import type { TextKey } from "../text";
import { type LazyPage, onDemand } from "./lazy-page";
import type { Permission } from "./session";

/** The parts of the navigation, in their order. */
export const SECTIONS = [
  "start",
  "customers",
  "discounts",
  "catalogue",
  "orders",
  "figures",
  "settings",
] as const;
type Section = (typeof SECTIONS)[number];

export interface PageEntry {
  path: string;
  /** What one needs to see it; null for everybody among the staff. */
  permission: Permission | null;
  /** What one needs beside that. */
  also?: Permission;
  page: LazyPage;
  /** Its entry in the navigation, if it has one. */
  nav?: TextKey;
  /** In which part of the navigation it is, for pages with an entry and others. */
  section?: Section;
  /** A card or a dialog of the Dashboard: without the navigation. */
  bare?: boolean;
}

/** All pages. Each is loaded when it is opened. A new page is a line here. */
export const PAGES: PageEntry[] = [
  {
    path: "/",
    section: "start",
    permission: "MANAGE_USERS",
    nav: "nav.start",
    page: onDemand(() => import("../base/start")),
  },
  {
    path: "/groups",
    section: "customers",
    permission: "MANAGE_USERS",
    nav: "nav.groups",
    page: onDemand(() => import("../groups/list/group-list")),
  },
  {
    path: "/groups/new",
    permission: "MANAGE_USERS",
    page: onDemand(() => import("../groups/form/group-new")),
  },
  {
    path: "/groups/:id/edit",
    permission: "MANAGE_USERS",
    page: onDemand(() => import("../groups/form/group-edit")),
  },
  {
    path: "/groups/:id/:tab?",
    permission: "MANAGE_USERS",
    page: onDemand(() => import("../groups/group-page")),
  },
  {
    path: "/customers/:id",
    section: "customers",
    permission: "MANAGE_USERS",
    page: onDemand(() => import("../terms/customer/customer-page")),
  },
  {
    path: "/levels",
    section: "customers",
    permission: "MANAGE_USERS",
    nav: "nav.levels",
    page: onDemand(() => import("../levels/level-list")),
  },
  {
    path: "/levels/new",
    permission: "MANAGE_USERS",
    page: onDemand(() => import("../levels/level-new")),
  },
  {
    path: "/levels/:id",
    permission: "MANAGE_USERS",
    page: onDemand(() => import("../levels/level-page")),
  },
  {
    path: "/prices",
    section: "discounts",
    permission: "MANAGE_DISCOUNTS",
    nav: "nav.prices",
    page: onDemand(() => import("../rules/prices/price-list")),
  },
  {
    path: "/prices/new",
    permission: "MANAGE_DISCOUNTS",
    page: onDemand(() => import("../rules/prices/price-page")),
  },
  {
    path: "/prices/:id",
    permission: "MANAGE_DISCOUNTS",
    page: onDemand(() => import("../rules/prices/price-page")),
  },
  {
    path: "/price-lists",
    section: "discounts",
    permission: "MANAGE_DISCOUNTS",
    nav: "nav.lists",
    page: onDemand(() => import("../rules/price-lists/price-lists")),
  },
  {
    path: "/price-lists/new",
    permission: "MANAGE_DISCOUNTS",
    page: onDemand(() => import("../rules/price-lists/list-new")),
  },
  {
    path: "/price-lists/:id",
    permission: "MANAGE_DISCOUNTS",
    page: onDemand(() => import("../rules/price-lists/list-page")),
  },
  {
    path: "/price-lists/:id/settings",
    permission: "MANAGE_DISCOUNTS",
    page: onDemand(() => import("../rules/price-lists/list-settings")),
  },
  {
    path: "/promotions",
    section: "discounts",
    permission: "MANAGE_DISCOUNTS",
    nav: "nav.promotions",
    page: onDemand(() => import("../rules/promotions/promotion-list")),
  },
  {
    path: "/promotions/new",
    permission: "MANAGE_DISCOUNTS",
    page: onDemand(() => import("../rules/promotions/promotion-page")),
  },
  {
    path: "/promotions/:id",
    permission: "MANAGE_DISCOUNTS",
    page: onDemand(() => import("../rules/promotions/promotion-page")),
  },
  {
    path: "/sets",
    section: "catalogue",
    permission: "MANAGE_DISCOUNTS",
    nav: "nav.sets",
    page: onDemand(() => import("../visibility/sets/set-list")),
  },
  {
    path: "/sets/new",
    permission: "MANAGE_DISCOUNTS",
    page: onDemand(() => import("../visibility/sets/set-page")),
  },
  {
    path: "/sets/:id",
    permission: "MANAGE_DISCOUNTS",
    page: onDemand(() => import("../visibility/sets/set-page")),
  },
  {
    path: "/shop-as",
    section: "catalogue",
    permission: "MANAGE_DISCOUNTS",
    page: onDemand(() => import("../visibility/shop-as")),
  },
  {
    path: "/who-sees",
    section: "catalogue",
    permission: "MANAGE_DISCOUNTS",
    nav: "nav.whoSees",
    page: onDemand(() => import("../visibility/who-sees/who-sees")),
  },
  {
    path: "/why",
    section: "discounts",
    permission: "MANAGE_DISCOUNTS",
    nav: "nav.why",
    page: onDemand(() => import("../pricing/why")),
  },
  {
    path: "/check",
    section: "discounts",
    permission: "MANAGE_DISCOUNTS",
    nav: "nav.check",
    page: onDemand(() => import("../pricing/check/check")),
  },
  {
    path: "/popup/why",
    permission: "MANAGE_DISCOUNTS",
    bare: true,
    page: onDemand(() => import("../pricing/why")),
  },
  {
    path: "/open-items",
    section: "orders",
    permission: "MANAGE_ORDERS",
    nav: "nav.items",
    page: onDemand(() => import("../terms/items/items-page")),
  },
  {
    path: "/invoices",
    section: "orders",
    permission: "MANAGE_ORDERS",
    nav: "nav.invoices",
    page: onDemand(() => import("../terms/invoices/invoices-page")),
  },
  {
    path: "/quotes",
    section: "orders",
    permission: "MANAGE_ORDERS",
    nav: "nav.quotes",
    page: onDemand(() => import("../terms/quotes/quotes-page")),
  },
  {
    path: "/quotes/:id",
    permission: "MANAGE_ORDERS",
    page: onDemand(() => import("../terms/quotes/quote-page")),
  },
  {
    path: "/reports",
    section: "figures",
    permission: "MANAGE_ORDERS",
    nav: "nav.reports",
    page: onDemand(() => import("../reports/comparison/comparison-page")),
  },
  {
    path: "/reviews",
    section: "figures",
    permission: "MANAGE_ORDERS",
    nav: "nav.reviews",
    page: onDemand(() => import("../reports/reviews/reviews-page")),
  },
  {
    path: "/reviews/:list",
    permission: "MANAGE_ORDERS",
    page: onDemand(() => import("../reports/reviews/reviews-page")),
  },
  {
    path: "/dry-runs",
    section: "figures",
    permission: "MANAGE_DISCOUNTS",
    also: "MANAGE_ORDERS",
    page: onDemand(() => import("../reports/dry-runs/dry-run-list")),
  },
  {
    path: "/dry-runs/:id",
    permission: "MANAGE_DISCOUNTS",
    also: "MANAGE_ORDERS",
    page: onDemand(() => import("../reports/dry-runs/dry-run-page")),
  },
  {
    path: "/history",
    section: "customers",
    permission: "MANAGE_USERS",
    nav: "nav.history",
    page: onDemand(() => import("../membership/history/history")),
  },
  {
    path: "/history/then",
    permission: "MANAGE_USERS",
    page: onDemand(() => import("../membership/history/members-then")),
  },
  {
    path: "/history/terms",
    permission: "MANAGE_USERS",
    page: onDemand(() => import("../terms/history/terms-history")),
  },
  {
    path: "/settings",
    section: "settings",
    permission: "MANAGE_PLUGINS",
    nav: "nav.settings",
    page: onDemand(() => import("../base/settings")),
  },
  {
    path: "/popup/add-to-group",
    permission: "MANAGE_USERS",
    bare: true,
    page: onDemand(() => import("../membership/members/add-popup")),
  },
  {
    path: "/popup/remove-from-group",
    permission: "MANAGE_USERS",
    bare: true,
    page: onDemand(() => import("../membership/members/remove-popup")),
  },
  {
    path: "/widget/customer",
    permission: "MANAGE_USERS",
    bare: true,
    page: onDemand(() => import("../pricing/cards/customer-card")),
  },
  {
    path: "/widget/order",
    permission: "MANAGE_ORDERS",
    bare: true,
    page: onDemand(() => import("../pricing/cards/order-card")),
  },
  {
    path: "/widget/draft-order",
    permission: "MANAGE_ORDERS",
    bare: true,
    page: onDemand(() => import("../pricing/cards/order-card")),
  },
  {
    path: "/widget/product",
    permission: "MANAGE_DISCOUNTS",
    bare: true,
    page: onDemand(() => import("../pricing/cards/product-card")),
  },
];
