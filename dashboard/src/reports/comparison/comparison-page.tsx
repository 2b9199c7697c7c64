import { useAsk } from "../../api/hooks";
import { useView, type View } from "../../app/address";
import { PageLink } from "../../app/own-pages";
import { useMay } from "../../app/session";
import { useText } from "../../text";
import { ExportButton } from "../../ui/export-button";
import { Asked, Empty, Notice } from "../../ui/messages/notices";
import { Page } from "../../ui/page";
import { useGroupChoices } from "../../ui/pickers/group-picker";
import { ManyPicker } from "../../ui/pickers/picker";
import { Tick } from "../../ui/tick";
import css from "../../ui/ui.module.css";
import { dryRunPlace } from "../dry-runs/dry-runs";
import {
  PrintButton,
  ReadAgainButton,
  useReadAgain,
  useToday,
} from "../report-actions";
import { ReportFilters } from "../report-filters";
import { COMPARISON, COMPARISON_FILE } from "../report-requests";
import { scopeOf } from "../report-view";
import { RefusedReport, ScopeWords } from "../scope-words";
import { ComparisonChart } from "./comparison-chart";
import { ComparisonTable } from "./comparison-table";
import { type Compared, comparedOf, countOf, FEWEST } from "./comparison-view";

type Change = (changed: Record<string, string | null>) => void;

/** Groups side by side, beside the whole shop and those who are in none. */
export default function ComparisonPage() {
  const t = useText();
  const today = useToday();
  const { view, change } = useView();
  const triesRules = useMay("MANAGE_DISCOUNTS");
  const compared = comparedOf(view.filters);
  const { kept, readAgain } = useReadAgain();
  const about = { ...compared, ...scopeOf(view.filters, today), kept };
  const isEnough = countOf(compared) >= FEWEST;
  const asked = useAsk(COMPARISON, about, { wait: !isEnough, keep: true });
  const shown = asked.data?.customerGroupComparison.scope;
  return (
    <Page
      title={t("reports.title")}
      actions={
        triesRules && (
          <span className={css.text}>
            <PageLink to={dryRunPlace()}>{t("dryRuns.title")}</PageLink>
          </span>
        )
      }
    >
      <WhoIsCompared {...{ compared, view, change }} />
      <ReportFilters {...{ view, change, shown }} hasBelow>
        {isEnough && (
          <>
            <ReadAgainButton onClick={readAgain} />
            <PrintButton />
            <ExportButton
              document={COMPARISON_FILE}
              variables={about}
              textOf={({ customerGroupComparison }) => customerGroupComparison.csv}
              label={t("reports.csv")}
              name={t("reports.file")}
            />
          </>
        )}
      </ReportFilters>
      {isEnough ? (
        <Asked of={asked}>
          {({ customerGroupComparison: { scope, columns, errors } }) =>
            scope && columns ? (
              <>
                <ScopeWords scope={scope} below={about.descendants} />
                <ComparisonChart
                  {...{ columns }}
                  sort={view.sort}
                  currency={scope.currency}
                />
                <p className={`${css.quiet} ${css.unprinted}`}>{t("reports.sort")}</p>
                <ComparisonTable
                  {...{ columns, view, change }}
                  currency={scope.currency}
                  busy={asked.isPlaceholderData}
                />
              </>
            ) : (
              <RefusedReport errors={errors} />
            )
          }
        </Asked>
      ) : (
        <Empty title={t("reports.empty.title")}>{t("reports.empty.text")}</Empty>
      )}
    </Page>
  );
}

/** Chooses who is compared. */
function WhoIsCompared(props: { compared: Compared; view: View; change: Change }) {
  const t = useText();
  const { compared, change } = props;
  const users = useMay("MANAGE_USERS");
  const mayName = useMay("MANAGE_DISCOUNTS") || users;
  return (
    <div className={`${css.stack} ${css.unprinted}`}>
      {mayName ? (
        <Groups ids={compared.ids} change={change} />
      ) : (
        <Notice>{t("reports.noNames")}</Notice>
      )}
      <div className={css.row}>
        <Tick
          shown
          label={t("reports.EVERYBODY")}
          checked={compared.everybody}
          onChange={(on) => change({ everybody: on ? "yes" : null })}
        />
        <Tick
          shown
          label={t("reports.NO_GROUP")}
          checked={compared.noGroup}
          onChange={(on) => change({ nogroup: on ? "yes" : null })}
        />
      </div>
    </div>
  );
}

function Groups(props: { ids: string[]; change: Change }) {
  const t = useText();
  const { choices, chosen, loading, onSearch } = useGroupChoices(props.ids);
  return (
    <ManyPicker
      label={t("reports.groups")}
      {...{ choices, loading, onSearch }}
      value={chosen}
      onChange={(next) =>
        props.change({ groups: next.map(({ value }) => value).join(",") || null })
      }
    />
  );
}
