import { Button } from "@saleor/macaw-ui";
import { useState } from "react";
import { useAsk } from "../api/hooks";
import { useView } from "../app/address";
import { useSession } from "../app/session";
import { useGroup } from "../groups/group-context";
import { useText } from "../text";
import { Asked, Notice } from "../ui/messages/notices";
import { toField } from "../ui/values/zone";
import { CustomersPart } from "./customers-part";
import { KeyFigures } from "./key-figures";
import { MonthsPart } from "./months-part";
import { ReportFilters } from "./report-filters";
import { GROUP_REPORT } from "./report-requests";
import { scopeOf } from "./report-view";
import { RulesPart } from "./rules-part";
import { RefusedReport, ScopeWords } from "./scope-words";

/** What a group brings: figures beside those of the shop, by month, customer and rule. */
export default function ReportTab() {
  const t = useText();
  const group = useGroup();
  const today = useToday();
  const { view, change } = useView();
  const about = { id: group.id, ...scopeOf(view.filters, today) };
  const asked = useAsk(GROUP_REPORT, about, { keep: true });
  const shown = asked.data?.customerGroupReport.scope;
  return (
    <>
      <ReportFilters
        {...{ view, change, shown }}
        hasBelow={Boolean(group.children?.length) || about.descendants}
      >
        <PrintButton />
      </ReportFilters>
      <Asked of={asked}>
        {({ customerGroupReport: report }) => {
          const { scope, metrics, errors } = report;
          if (!scope || !metrics) return <RefusedReport errors={errors} />;
          return (
            <>
              <ScopeWords scope={scope} below={(report.groupsCount ?? 1) > 1} />
              {Boolean(report.unfilledOrders) && (
                <Notice tone="warning">
                  {t("report.unfilled", { count: report.unfilledOrders })}
                </Notice>
              )}
              <KeyFigures
                {...{ about, metrics }}
                currency={scope.currency}
                busy={asked.isPlaceholderData}
              />
              <MonthsPart about={about} />
              <CustomersPart about={about} />
              <RulesPart about={about} />
            </>
          );
        }}
      </Asked>
    </>
  );
}

/** The day that it is in the shop, when the page was opened. */
export function useToday(): string {
  const { timeZone } = useSession();
  const [now] = useState(() => new Date().toISOString());
  return toField(now, timeZone).slice(0, 10);
}

export function PrintButton() {
  const t = useText();
  return (
    <Button variant="secondary" onClick={() => window.print()}>
      {t("report.print")}
    </Button>
  );
}
