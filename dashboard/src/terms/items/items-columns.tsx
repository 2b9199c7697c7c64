import { Button } from "@saleor/macaw-ui";
import { useChange } from "../../api/hooks";
import { CustomerLink } from "../../membership/customer";
import { useText } from "../../text";
import { BusyButton } from "../../ui/busy-button";
import { State, type Tone, useFaultText } from "../../ui/messages/notices";
import { useToast } from "../../ui/messages/toasts";
import type { Column } from "../../ui/table/columns";
import css from "../../ui/ui.module.css";
import { Money } from "../../ui/values/values";
import { DownloadButton } from "../invoices/download-button";
import { CalendarDay, DueOn, OrderLink } from "../order-words";
import { APPROVE_ORDER } from "./item-documents";
import type { OpenItem } from "./item-values";

const TONES: Partial<Record<OpenItem["state"], Tone>> = {
  WAITING: "warning",
  SETTLED: "good",
};

interface Acts {
  onPaid: (item: OpenItem) => void;
  onReject: (item: OpenItem) => void;
  onChanges: (item: OpenItem) => void;
  onInvoice: (item: OpenItem) => void;
}

/** What is shown of an order that is not paid online. */
export function useItemColumns(
  props: Acts & { withCustomers: boolean },
): Column<OpenItem>[] {
  const t = useText();
  const { withCustomers, ...acts } = props;
  const customer: Column<OpenItem> = {
    name: "customer",
    title: t("items.customer"),
    cell: ({ customer }) => <CustomerLink person={customer ?? null} />,
  };
  return [
    {
      name: "order",
      title: t("items.order"),
      fixed: true,
      cell: (item) => (
        <>
          <OrderLink id={item.orderId} number={item.number} />
          {item.purchaseOrderNumber && (
            <div className={css.quiet}>
              <bdi>{item.purchaseOrderNumber}</bdi>
            </div>
          )}
        </>
      ),
    },
    ...(withCustomers ? [customer] : []),
    {
      name: "placed",
      title: t("items.placed"),
      optional: true,
      cell: (item) => <CalendarDay day={item.placedOn} />,
    },
    {
      name: "option",
      title: t("items.option"),
      optional: true,
      cell: (item) => t(`terms.option.${item.option}`),
    },
    {
      name: "due",
      title: t("items.due"),
      cell: (item) => <DueOn of={item} />,
    },
    {
      name: "total",
      title: t("items.total"),
      number: true,
      cell: (item) => <Money {...item.total} />,
    },
    {
      name: "paid",
      title: t("items.paid"),
      number: true,
      cell: (item) => <Money {...item.paid} />,
    },
    {
      name: "open",
      title: t("account.open"),
      number: true,
      cell: (item) => <Money {...item.open} />,
    },
    {
      name: "state",
      title: t("items.state"),
      cell: ({ state, changes }) => {
        const rejected = changes.find(({ change }) => change === "REJECTED");
        return (
          <>
            <State tone={TONES[state]}>{t(`items.state.${state}`)}</State>
            {rejected && (
              <div className={`${css.quiet} ${css.reason}`}>{rejected.reason}</div>
            )}
          </>
        );
      },
    },
    {
      name: "invoice",
      title: t("invoices.one"),
      cell: (item) => <Invoice item={item} onInvoice={acts.onInvoice} />,
    },
    {
      name: "actions",
      title: t("items.actions"),
      titleHidden: true,
      fixed: true,
      cell: (item) => <Actions item={item} {...acts} />,
    },
  ];
}

function Invoice(props: Pick<Acts, "onInvoice"> & { item: OpenItem }) {
  const t = useText();
  const { item } = props;
  if (item.invoice) {
    return <DownloadButton number={item.invoice.number} url={item.invoice.url} />;
  }
  if (item.state !== "OPEN" && item.state !== "SETTLED") return <>–</>;
  return (
    <span className={css.nowrap}>
      <Button
        variant="secondary"
        aria-label={t("invoices.issue.one", { order: `#${item.number}` })}
        onClick={() => props.onInvoice(item)}
      >
        {t("invoices.issue")}
      </Button>
    </span>
  );
}

function Actions(props: Acts & { item: OpenItem }) {
  const t = useText();
  const { item } = props;
  const number = `#${item.number}`;
  return (
    <span className={css.row}>
      <Decision {...props} number={number} />
      <Button
        variant="tertiary"
        aria-label={t("items.changes.one", { number })}
        onClick={() => props.onChanges(item)}
      >
        {t("items.changes")}
      </Button>
    </span>
  );
}

function Decision(props: Acts & { item: OpenItem; number: string }) {
  const t = useText();
  const toast = useToast();
  const textOf = useFaultText();
  const approve = useChange(APPROVE_ORDER);
  const { item, number } = props;
  if (item.state === "OPEN") {
    return (
      <Button
        variant="secondary"
        aria-label={t("items.pay.one", { number })}
        onClick={() => props.onPaid(item)}
      >
        {t("items.pay")}
      </Button>
    );
  }
  if (item.state !== "WAITING") return null;
  return (
    <>
      <BusyButton
        variant="secondary"
        busy={approve.isPending}
        aria-label={t("items.approve.one", { number })}
        onClick={() =>
          approve.mutate(
            { orderId: item.orderId },
            {
              onSuccess: () => toast(t("items.approved", { number })),
              onError: (error) => toast(textOf(error), "error"),
            },
          )
        }
      >
        {t("items.approve")}
      </BusyButton>
      <Button
        variant="secondary"
        aria-label={t("items.reject.one", { number })}
        onClick={() => props.onReject(item)}
      >
        {t("items.reject")}
      </Button>
    </>
  );
}
