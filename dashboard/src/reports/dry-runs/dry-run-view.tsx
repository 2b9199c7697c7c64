import { useIntl } from "react-intl";
import { useAsk, useChange } from "../../api/hooks";
import { useMay, useSession } from "../../app/session";
import { useText } from "../../text";
import { BusyButton } from "../../ui/busy-button";
import { Asked, NotFound, Notice, useFaultText } from "../../ui/messages/notices";
import css from "../../ui/ui.module.css";
import { DryRunResult } from "./dry-run-result";
import { goesOn } from "./dry-runs";
import own from "./dry-runs.module.css";
import { CANCEL_DRY_RUN, DRY_RUN, type DryRun } from "./requests";

const AGAIN_MS = 1000;

/** What a dry run is, asked again as long as it goes on. */
export function useDryRun(id: string) {
  const emails = useMay("MANAGE_USERS");
  return useAsk(
    DRY_RUN,
    { id, emails },
    {
      keep: true,
      again: (data) => {
        const state = data?.customerGroupDryRun?.state;
        return state && goesOn(state) ? AGAIN_MS : false;
      },
    },
  );
}

/** A dry run: how far it has come, why it failed, or its result. */
export function DryRunView(props: { of: ReturnType<typeof useDryRun> }) {
  const t = useText();
  return (
    <Asked of={props.of}>
      {({ customerGroupDryRun: dryRun }) => {
        if (!dryRun) return <NotFound />;
        const { state, report, problem } = dryRun;
        return (
          <div className={css.stack}>
            <About dryRun={dryRun} />
            {goesOn(state) && <Progress dryRun={dryRun} />}
            {state === "FAILED" && <Notice tone="bad">{problem}</Notice>}
            {state === "CANCELLED" && <Notice>{t("dryRun.cancelled")}</Notice>}
            {state === "DONE" &&
              (report ? (
                <DryRunResult dryRun={dryRun} report={report} />
              ) : (
                <Notice tone="bad">{t("dryRun.unreadable")}</Notice>
              ))}
          </div>
        );
      }}
    </Asked>
  );
}

/** Which orders it is tried on. */
function About(props: { dryRun: DryRun }) {
  const t = useText();
  const intl = useIntl();
  const { timeZone, channels } = useSession();
  const { since, until, basis, currency, channel } = props.dryRun;
  const moment = (at: string) =>
    intl.formatDate(at, { dateStyle: "medium", timeStyle: "short", timeZone });
  const name = channels.find(({ slug }) => slug === channel)?.name ?? channel;
  return (
    <p className={css.text}>
      {t("dryRun.about", { from: moment(since), to: moment(until), timeZone })}{" "}
      {channel
        ? t("report.scope.channel", { currency, channel: name })
        : t("report.scope.channels", { currency })}{" "}
      {t(`dryRun.basis.${basis}`)}
    </p>
  );
}

function Progress(props: { dryRun: DryRun }) {
  const t = useText();
  const textOf = useFaultText();
  const { id, orders, ordersDone, state } = props.dryRun;
  const cancel = useChange(CANCEL_DRY_RUN);
  return (
    <div className={css.stack}>
      <progress
        className={own.progress}
        aria-label={t("dryRun.progress")}
        value={ordersDone}
        max={Math.max(orders, ordersDone, 1)}
      />
      <div className={css.row}>
        <span className={css.text} role="status">
          {state === "PENDING"
            ? t("dryRun.waiting")
            : t("dryRun.done", { done: ordersDone, orders })}
        </span>
        <BusyButton
          type="button"
          variant="secondary"
          busy={cancel.isPending}
          onClick={() => cancel.mutate({ id })}
        >
          {t("dryRun.cancel")}
        </BusyButton>
      </div>
      {cancel.error && <Notice tone="bad">{textOf(cancel.error)}</Notice>}
      <span className={css.quiet}>{t("dryRun.leave")}</span>
    </div>
  );
}
