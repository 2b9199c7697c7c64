import type { ReactNode } from "react";
import { useText } from "../../text";
import css from "../../ui/ui.module.css";

/** What is in a card of the Dashboard, 320 pixels wide. */
export function CardBody(props: { title: string; children: ReactNode }) {
  return (
    <div className={css.cardBody}>
      {/* The Dashboard shows a title of its own above the card. */}
      <h1 className={css.hidden}>{props.title}</h1>
      {props.children}
    </div>
  );
}

/** The Dashboard has not said what its page is about. */
export function NoPlace() {
  const t = useText();
  return (
    <CardBody title={t("groups.title")}>
      <p className={css.text}>{t("cards.noPlace")}</p>
    </CardBody>
  );
}
