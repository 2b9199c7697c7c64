import { Button } from "@saleor/macaw-ui";
import { ChevronLeft, ChevronRight } from "lucide-react";
import { useState } from "react";
import type { ResultOf } from "../api/graphql";
import { useAsk } from "../api/hooks";
import { Customer } from "../membership/customer";
import { useText } from "../text";
import { Dialog } from "../ui/dialogs";
import { Asked, Fault } from "../ui/messages/notices";
import { Card, Facts } from "../ui/page";
import css from "../ui/ui.module.css";
import { Count } from "../ui/values/values";
import own from "./joining.module.css";
import { type PREVIEW, WHO } from "./requests";

type Side = "joiners" | "leavers";
const PAGE = 10;

/** How many customers meet the rules as they stand, and who would join or leave. */
export function Matching(props: {
  groupId: string;
  conditions: unknown;
  /** How many lines are still to be filled. */
  open: number;
  isEmpty: boolean;
  preview: {
    data: ResultOf<typeof PREVIEW> | undefined;
    error: Error | null;
    refetch: () => unknown;
  };
  isCurrent: boolean;
}) {
  const t = useText();
  const [side, setSide] = useState<Side | null>(null);
  const { open, isEmpty, preview } = props;
  const found = preview.data?.customerGroupConditionPreview;
  const known = !isEmpty && found?.count != null ? found : null;
  const isOld = open > 0 || !props.isCurrent;
  const show = (of: Side, count: number | null) => (
    <span className={css.row}>
      <Count value={count} />
      {Boolean(count) && !isOld && (
        <Button
          type="button"
          size="small"
          variant="tertiary"
          onClick={() => setSide(of)}
        >
          {t(`joining.show.${of}`)}
        </Button>
      )}
    </span>
  );
  return (
    <Card title={t("joining.matching")}>
      {preview.error && (
        <Fault error={preview.error} retry={() => void preview.refetch()} />
      )}
      <div role="status" aria-busy={isOld} className={css.stack}>
        {known ? (
          <div className={own.count}>
            <span className={own.big}>
              <Count value={known.count} />
            </span>{" "}
            {t("joining.customersMeet", { count: known.count ?? 0 })}
          </div>
        ) : (
          <p className={css.quiet}>
            {t(
              isEmpty
                ? "joining.nobody"
                : open > 0
                  ? "joining.fill"
                  : "joining.counting",
            )}
          </p>
        )}
        {known && open > 0 && (
          <p className={css.quiet}>{t("joining.open", { count: open })}</p>
        )}
      </div>
      {known && (
        <Facts
          facts={[
            [
              t("joining.wouldJoin"),
              show("joiners", (known.joining ?? 0) + (known.inVain ?? 0)),
            ],
            [t("joining.wouldLeave"), show("leavers", known.leaving)],
            ...(known.keptByGrace
              ? [fact(t("joining.keptByGrace"), known.keptByGrace)]
              : []),
            ...(known.inVain ? [fact(t("joining.inVain"), known.inVain)] : []),
          ]}
        />
      )}
      {side && (
        <Who
          groupId={props.groupId}
          conditions={props.conditions}
          side={side}
          onClose={() => setSide(null)}
        />
      )}
    </Card>
  );
}

function fact(label: string, value: number): [string, React.ReactNode] {
  return [label, <Count key={label} value={value} />];
}

/** The customers who would join or leave, page by page. */
function Who(props: {
  groupId: string;
  conditions: unknown;
  side: Side;
  onClose: () => void;
}) {
  const t = useText();
  const { groupId, conditions, side } = props;
  const [offset, setOffset] = useState(0);
  const asked = useAsk(WHO, { groupId, conditions, offset }, { keep: true });
  return (
    <Dialog title={t(`joining.who.${side}`)} open onClose={props.onClose}>
      <Asked of={asked}>
        {({ customerGroupConditionPreview: found }) => {
          const people = found[side];
          const total =
            side === "leavers"
              ? (found.leaving ?? 0)
              : (found.joining ?? 0) + (found.inVain ?? 0);
          return (
            <>
              <ul className={own.people}>
                {people.map((person) => (
                  <li key={person.id}>
                    <Customer person={person} />
                  </li>
                ))}
              </ul>
              <div className={css.foot}>
                <span>
                  {t("joining.range", {
                    from: Math.min(offset + 1, total),
                    to: Math.min(offset + PAGE, total),
                    total,
                  })}
                </span>
                <span className={css.row}>
                  <Button
                    variant="secondary"
                    icon={<ChevronLeft size={16} />}
                    aria-label={t("table.previous")}
                    disabled={offset === 0}
                    onClick={() => setOffset(offset - PAGE)}
                  />
                  <Button
                    variant="secondary"
                    icon={<ChevronRight size={16} />}
                    aria-label={t("table.next")}
                    disabled={offset + PAGE >= total}
                    onClick={() => setOffset(offset + PAGE)}
                  />
                </span>
              </div>
            </>
          );
        }}
      </Asked>
    </Dialog>
  );
}
