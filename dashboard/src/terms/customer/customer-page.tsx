import { useAsk } from "../../api/hooks";
import { useIdOfPage } from "../../app/address";
import { PageLink } from "../../app/own-pages";
import { useMay } from "../../app/session";
import { groupAddress } from "../../groups/group-context";
import { nameOf } from "../../membership/customer";
import { useText } from "../../text";
import { Asked, NotFound } from "../../ui/messages/notices";
import { Card, Page } from "../../ui/page";
import css from "../../ui/ui.module.css";
import { meaning } from "../group/words";
import { termsHistoryOf } from "../history/change-words";
import { useSpeech } from "../speech";
import { CUSTOMER_ACCOUNT } from "./account-documents";
import { AccountFacts } from "./account-facts";
import { type Account, type CustomerWithAccount, termsOf } from "./account-values";
import { CreditForm } from "./credit-form";
import { CustomerInvoices } from "./customer-invoices";
import { OpenOrders } from "./open-orders";

/** What one customer may owe and does owe. */
export default function CustomerPage() {
  const id = useIdOfPage();
  const asked = useAsk(CUSTOMER_ACCOUNT, { ids: [id] });
  const found = (data = asked.data) =>
    data?.customerGroupCandidates?.edges[0]?.node.customer;
  return (
    <Asked whole of={asked}>
      {(data) => {
        const customer = found(data);
        const account = customer?.customerGroupAccount;
        if (!customer || !account) return <NotFound whole />;
        return (
          <Content
            customer={customer}
            account={account}
            reload={async () =>
              found((await asked.refetch()).data)?.customerGroupAccount
            }
          />
        );
      }}
    </Asked>
  );
}

function Content(props: {
  customer: CustomerWithAccount;
  account: NonNullable<CustomerWithAccount["customerGroupAccount"]>;
  reload: () => Promise<Account | null | undefined>;
}) {
  const t = useText();
  const { customer, account } = props;
  const name = nameOf(customer);
  const mayOrders = useMay("MANAGE_ORDERS");
  return (
    <Page
      title={<bdi>{name}</bdi>}
      name={name}
      back={mayOrders ? { to: "/open-items", label: t("items.title") } : undefined}
    >
      <div className={css.columns}>
        <div className={css.pile}>
          <Card title={t("account.items")}>
            <OpenOrders items={account.items} count={account.itemsCount} />
          </Card>
          {mayOrders && <CustomerInvoices id={customer.id} />}
          <CreditForm id={customer.id} account={account} reload={props.reload} />
        </div>
        <div className={css.pile}>
          <Card title={t("account.title")}>
            <AccountFacts account={account} />
          </Card>
          <Card title={t("terms.title")}>
            <TermsOfCustomer account={account} />
            <p className={css.text}>
              <PageLink to={termsHistoryOf({ customer: customer.id })}>
                {t("termsHistory.link")}
              </PageLink>
            </p>
          </Card>
        </div>
      </div>
    </Page>
  );
}

/** On which terms a customer pays, and through which group. */
export function TermsOfCustomer({ account }: { account: Account }) {
  const t = useText();
  const speech = useSpeech();
  const terms = termsOf(account);
  if (!account.group || !terms)
    return <p className={css.text}>{t("account.noTerms")}</p>;
  return (
    <>
      {meaning(terms, speech).map((sentence) => (
        <p key={sentence} className={css.text}>
          {sentence}
        </p>
      ))}
      <p className={css.text}>
        {t("account.through")}{" "}
        <PageLink to={groupAddress(account.group.id, "terms")}>
          <bdi>{account.group.name}</bdi>
        </PageLink>
      </p>
    </>
  );
}
