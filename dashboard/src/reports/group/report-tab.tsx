import { useAsk } from "../../api/hooks";
import { useView } from "../../app/address";
import { useGroup } from "../../groups/group-context";
import { useText } from "../../text";
import { Asked, Notice } from "../../ui/messages/notices";
import { ProductsPart } from "../goods/products-part";
import { WordsPart } from "../goods/words-part";
import {
  PrintButton,
  ReadAgainButton,
  useReadAgain,
  useToday,
} from "../report-actions";
import { ReportFilters } from "../report-filters";
import { GROUP_REPORT } from "../report-requests";
import { scopeOf } from "../report-view";
import { RefusedReport, ScopeWords } from "../scope-words";
import { CustomersPart } from "./customers-part";
import { KeyFigures } from "./key-figures";
import { MonthsPart } from "./months-part";
import { RulesPart } from "./rules-part";

/** What a group brings: figures beside the shop's, by month, goods and rule. */
export default function ReportTab() {
  const t = useText();
  const group = useGroup();
  const today = useToday();
  const { view, change } = useView();
  const { kept, readAgain } = useReadAgain();
  const about = { id: group.id, ...scopeOf(view.filters, today), kept };
  const asked = useAsk(GROUP_REPORT, { ...about, figures: true }, { keep: true });
  const shown = asked.data?.customerGroupReport.scope;
  return (
    <>
      <ReportFilters
        {...{ view, change, shown }}
        hasBelow={Boolean(group.children?.length) || about.descendants}
      >
        <ReadAgainButton onClick={readAgain} />
        <PrintButton />
      </ReportFilters>
      <Asked of={asked}>
        {({ customerGroupReport: report }) => {
          const { scope, metrics, parts = null, errors } = report;
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
                {...{ about, metrics, parts }}
                currency={scope.currency}
                busy={asked.isPlaceholderData}
              />
              <MonthsPart about={about} />
              <CustomersPart about={about} />
              <ProductsPart about={about} />
              <WordsPart {...{ about, view, change }} />
              <RulesPart about={about} />
            </>
          );
        }}
      </Asked>
    </>
  );
}
