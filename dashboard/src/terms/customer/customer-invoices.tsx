import { useAsk } from "../../api/hooks";
import { PageLink } from "../../app/own-pages";
import { useText } from "../../text";
import { Asked } from "../../ui/messages/notices";
import { Card } from "../../ui/page";
import css from "../../ui/ui.module.css";
import { Money } from "../../ui/values/values";
import { DownloadButton } from "../invoices/download-button";
import { INVOICES } from "../invoices/invoice-documents";
import { CalendarDay } from "../order-words";

const SHOWN = 10;

/** The last invoices of a customer. */
export function CustomerInvoices({ id }: { id: string }) {
  const t = useText();
  const asked = useAsk(INVOICES, {
    first: SHOWN,
    filter: { customer: id },
    withCustomers: false,
  });
  return (
    <Card title={t("invoices.title")}>
      <Asked of={asked}>
        {({ customerGroupInvoices: list }) => {
          if (!list?.edges.length) {
            return <p className={css.text}>{t("invoices.empty")}</p>;
          }
          return (
            <>
              {list.edges.map(({ node }) => (
                <p key={node.id} className={css.row}>
                  <bdi>{node.number}</bdi>
                  <CalendarDay day={node.issuedOn} />
                  <Money {...node.total} />
                  <DownloadButton number={node.number} url={node.url} />
                </p>
              ))}
              <PageLink to="/invoices">{t("invoices.all")}</PageLink>
            </>
          );
        }}
      </Asked>
    </Card>
  );
}
