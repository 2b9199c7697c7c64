import type { ComponentType } from "react";
import { Link, useParams } from "wouter";
import { useMay } from "../../app/session";
import { type TextKey, useText } from "../../text";
import { NotFound } from "../../ui/messages/notices";
import { Page, Tabs } from "../../ui/page";
import css from "../../ui/ui.module.css";
import { InactiveMembers, LapsingMembers } from "./at-risk";
import { NearLevels } from "./near-level";
import { Overlaps } from "./overlaps";
import { MembersInGrace, WaitingCustomers } from "./staying";

const LISTS: { path: string; label: TextKey; list: ComponentType }[] = [
  { path: "", label: "review.inactive", list: InactiveMembers },
  { path: "leaving", label: "review.lapsing", list: LapsingMembers },
  { path: "level", label: "review.near", list: NearLevels },
  { path: "grace", label: "review.grace", list: MembersInGrace },
  { path: "overlap", label: "review.overlap", list: Overlaps },
  { path: "waiting", label: "review.waiting", list: WaitingCustomers },
];

/** Whom to look at: those who may be lost, those close to more, and what is amiss. */
export default function ReviewsPage() {
  const t = useText();
  const { list = "" } = useParams<{ list?: string }>();
  const mayCheck = useMay("MANAGE_DISCOUNTS");
  const shown = LISTS.find(({ path }) => path === list);
  if (!shown) return <NotFound whole />;
  const List = shown.list;
  return (
    <Page
      title={t("reviews.title")}
      actions={
        mayCheck && (
          <span className={css.text}>
            <Link className={css.link} to="/check">
              {t("review.conflicts")}
            </Link>
          </span>
        )
      }
    >
      <Tabs base="/reviews" tabs={LISTS} label={t("reviews.lists")} />
      <List key={list} />
    </Page>
  );
}
