import { useAsk } from "../../api/hooks";
import { useMay } from "../../app/session";
import { useHost } from "../../bridge";
import { useText } from "../../text";
import { Asked } from "../../ui/messages/notices";
import type { Column } from "../../ui/table/columns";
import css from "../../ui/ui.module.css";
import { Count, Day, Money } from "../../ui/values/values";
import { type About, GROUP_REPORT, type TopCustomer } from "../report-requests";
import { ReportFile } from "./report-file";
import { ReportPart, ReportTable } from "./report-table";

/** The customers who bought for the most. */
export function CustomersPart(props: { about: About }) {
  const t = useText();
  const { about } = props;
  const emails = useMay("MANAGE_USERS");
  const asked = useAsk(
    GROUP_REPORT,
    { ...about, customers: true, emails },
    { keep: true },
  );
  const title = t("report.customers");
  const columns: Column<TopCustomer>[] = [
    {
      name: "customer",
      title: t("members.customer"),
      cell: (customer) => <CustomerLink customer={customer} />,
    },
    {
      name: "orders",
      title: t("report.orders"),
      number: true,
      cell: ({ orders }) => <Count value={orders} />,
    },
    {
      name: "revenue",
      title: t("report.revenue"),
      number: true,
      cell: ({ revenue }) => <Money {...revenue} />,
    },
    {
      name: "last",
      title: t("members.lastOrder"),
      cell: ({ lastOrderAt }) => <Day at={lastOrderAt} />,
    },
    {
      name: "since",
      title: t("report.memberSince"),
      cell: ({ memberSince }) => <Day at={memberSince} />,
    },
  ];
  return (
    <ReportPart
      title={title}
      file={<ReportFile about={about} table="CUSTOMERS" title={title} />}
    >
      <Asked of={asked}>
        {({ customerGroupReport: { topCustomers } }) =>
          topCustomers?.length ? (
            <ReportTable
              label={title}
              columns={columns}
              rows={topCustomers}
              idOf={({ customerId }) => customerId}
              busy={asked.isPlaceholderData}
            />
          ) : (
            <p className={css.text}>{t("report.customers.none")}</p>
          )
        }
      </Asked>
    </ReportPart>
  );
}

/** The name of a customer, in the Dashboard a link to their page. */
function CustomerLink(props: { customer: TopCustomer }) {
  const t = useText();
  const host = useHost();
  const { customerId, email } = props.customer;
  const name = props.customer.name || email || t("report.customer.noName");
  return (
    <div className={css.nameCell}>
      {host.framed ? (
        <button
          type="button"
          className={`${css.link} ${css.linkButton}`}
          onClick={() => host.open(`/customers/${encodeURIComponent(customerId)}`)}
        >
          <bdi>{name}</bdi>
        </button>
      ) : (
        <bdi>{name}</bdi>
      )}
      {email && email !== name && <div className={css.quiet}>{email}</div>}
    </div>
  );
}
