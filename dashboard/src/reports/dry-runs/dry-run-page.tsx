import { useIdOfPage } from "../../app/address";
import { useText } from "../../text";
import { NotFound, State } from "../../ui/messages/notices";
import { Page } from "../../ui/page";
import { PrintButton } from "../report-actions";
import { DryRunView, useDryRun } from "./dry-run-view";
import { DRY_RUN_TONES, dryRunPlace } from "./dry-runs";
import { useTitle } from "./title";

/** One dry run: how far it has come, and its result. */
export default function DryRunPage() {
  const t = useText();
  const asked = useDryRun(useIdOfPage());
  const titleOf = useTitle();
  const dryRun = asked.data?.customerGroupDryRun;
  const back = { to: dryRunPlace(), label: t("dryRuns.title") };
  if (asked.data && !dryRun) {
    return (
      <Page title={t("error.notFound.title")} back={back}>
        <NotFound />
      </Page>
    );
  }
  return (
    <Page
      title={dryRun ? titleOf(dryRun) : t("table.loading")}
      beside={
        dryRun && (
          <State tone={DRY_RUN_TONES[dryRun.state]}>
            {t(`dryRun.state.${dryRun.state}`)}
          </State>
        )
      }
      back={back}
      actions={dryRun?.state === "DONE" && <PrintButton />}
    >
      <DryRunView of={asked} />
    </Page>
  );
}
