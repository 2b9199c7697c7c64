import type { ResultOf } from "../../api/graphql";
import { useAsk } from "../../api/hooks";
import { pageOf, useView } from "../../app/address";
import { CustomerLink, nameOf } from "../../membership/customer";
import { CustomerFilter } from "../../membership/history/customer-filter";
import { By } from "../../membership/history/ledger-words";
import { useText } from "../../text";
import { Empty } from "../../ui/messages/notices";
import { Page } from "../../ui/page";
import { GroupFilter } from "../../ui/pickers/group-filter";
import type { Column } from "../../ui/table/columns";
import { FilterSelect } from "../../ui/table/filters";
import { Table } from "../../ui/table/table";
import { Moment } from "../../ui/values/values";
import { What } from "./change-cells";
import { TERMS_LEDGER } from "./change-documents";
import { CHANGES } from "./change-words";

type Entry = NonNullable<
  ResultOf<typeof TERMS_LEDGER>["customerGroupTermsLedger"]
>["edges"][number]["node"];

/** Who changed terms, and what became of orders on them: everything, the newest first. */
export default function TermsHistoryPage() {
  const t = useText();
  const { view, change } = useView();
  const what = CHANGES.find((each) => each === view.filters.what);
  const asked = useAsk(
    TERMS_LEDGER,
    {
      ...pageOf(view),
      filter: {
        group: view.filters.group ?? null,
        customer: view.filters.customer ?? null,
        changes: what && [what],
      },
    },
    { keep: true },
  );
  const columns: Column<Entry>[] = [
    {
      name: "at",
      title: t("history.at"),
      fixed: true,
      cell: (entry) => <Moment at={entry.at} />,
    },
    {
      name: "what",
      title: t("history.change"),
      fixed: true,
      cell: (entry) => <What of={entry} withOrder />,
    },
    {
      name: "customer",
      title: t("items.customer"),
      cell: (entry) => <CustomerLink person={entry.customer} />,
    },
    {
      name: "by",
      title: t("history.by"),
      cell: (entry) => <By entry={entry} />,
    },
  ];
  return (
    <Page
      title={t("termsHistory.title")}
      back={{ to: "/history", label: t("history.title") }}
    >
      <Table
        name="terms-history"
        label={t("termsHistory.title")}
        columns={columns}
        list={asked.data?.customerGroupTermsLedger}
        query={asked}
        idOf={({ id }) => id}
        nameOf={(entry) => (entry.customer ? nameOf(entry.customer) : entry.groupCode)}
        view={view}
        change={change}
        searchable={false}
        filters={
          <>
            <CustomerFilter view={view} change={change} />
            <GroupFilter view={view} change={change} />
            <FilterSelect
              {...{ view, change }}
              name="what"
              label={t("history.change")}
              options={CHANGES.map((value) => ({
                value,
                label: t(`termsHistory.${value}`),
              }))}
            />
          </>
        }
        empty={
          <Empty title={t("history.empty.title")}>{t("termsHistory.empty")}</Empty>
        }
      />
    </Page>
  );
}
