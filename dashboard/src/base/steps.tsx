import { Check } from "lucide-react";
import { Link } from "wouter";
import { groupAddress } from "../groups/group-context";
import { GROUP_TABS } from "../groups/group-tabs";
import { useText } from "../text";
import { Card } from "../ui/page";
import css from "../ui/ui.module.css";

interface Props {
  /** The id of a group to go on with. */
  first: string | undefined;
  hasGroup: boolean;
  hasCustomers: boolean;
  /** Null for who may not see prices. */
  hasPrice: boolean | null;
}

/** The three steps of a new shop, ticked as they are done; nothing when all are. */
export function Steps(props: Props) {
  const t = useText();
  const { first, hasGroup, hasCustomers, hasPrice } = props;
  const tab = (path: string) =>
    first && GROUP_TABS.some((each) => each.path === path)
      ? groupAddress(first, path)
      : undefined;
  const steps: { name: "group" | "customers" | "price"; done: boolean; to?: string }[] =
    [
      { name: "group", done: hasGroup, to: "/groups/new" },
      { name: "customers", done: hasCustomers, to: tab("members") },
    ];
  if (hasPrice !== null) {
    steps.push({ name: "price", done: hasPrice, to: tab("prices") });
  }
  if (steps.every(({ done }) => done)) return null;
  return (
    <Card title={t("start.steps")}>
      <ol className={css.steps}>
        {steps.map(({ name, done, to }, place) => (
          <li key={name} className={css.step}>
            <span className={css.stepSign} data-done={done || undefined} aria-hidden>
              {done ? <Check size={16} /> : place + 1}
            </span>
            <div>
              {to && !done ? (
                <Link className={css.link} to={to}>
                  {t(`start.step.${name}`)}
                </Link>
              ) : (
                <strong>{t(`start.step.${name}`)}</strong>
              )}
              {done && <span className={css.hidden}>{t("start.step.done")}</span>}
              <div className={css.quiet}>{t(`start.step.${name}.text`)}</div>
            </div>
          </li>
        ))}
      </ol>
    </Card>
  );
}
