import { Button } from "@saleor/macaw-ui";
import { useIntl } from "react-intl";
import { useSearch } from "wouter";
import { graphql, type ResultOf } from "../../api/graphql";
import { useAsk } from "../../api/hooks";
import { AS_PAGE, PageLink, useOwnPages } from "../../app/own-pages";
import { useHost } from "../../bridge";
import { idsIn } from "../../bridge/place";
import { groupAddress } from "../../groups/group-context";
import { ACCOUNT } from "../../terms/customer/account-documents";
import { AccountFacts } from "../../terms/customer/account-facts";
import { type Account, termsOf } from "../../terms/customer/account-values";
import { useText } from "../../text";
import { Asked, State } from "../../ui/messages/notices";
import css from "../../ui/ui.module.css";
import { GroupBadge } from "../../ui/values/values";
import { CardBody, NoPlace } from "./card-body";

const CUSTOMER = graphql(
  `
  query CustomerCard($ids: [ID!]!) {
    customerGroupCandidates(ids: $ids, first: 1) {
      edges {
        node {
          groups {
            id
            name
            colour
            isVip
          }
          customer {
            id
            levelProgress {
              programme {
                id
                name
              }
              group {
                id
                name
              }
              next {
                id
                name
              }
              missing
              currency
            }
            customerGroupAccount {
              ...Account
            }
          }
        }
      }
    }
  }
`,
  [ACCOUNT],
);

type Candidate = NonNullable<
  ResultOf<typeof CUSTOMER>["customerGroupCandidates"]
>["edges"][number]["node"];
type Progress = NonNullable<Candidate["customer"]["levelProgress"]>[number];

/** Beside a customer in the Dashboard: their groups, and how far they are from the next. */
export default function CustomerCard() {
  const [id] = idsIn(useSearch(), "customerId");
  return id ? <OfCustomer id={id} /> : <NoPlace />;
}

function OfCustomer(props: { id: string }) {
  const t = useText();
  const host = useHost();
  const pages = useOwnPages();
  const asked = useAsk(CUSTOMER, { ids: [props.id] });
  const query = `customerId=${encodeURIComponent(props.id)}`;
  const open = async (popup: string, page: string) => {
    if (!(await host.openPopup(popup, { customerId: props.id }))) {
      pages.open(`${page}?${AS_PAGE}&${query}`);
    }
  };
  return (
    <CardBody title={t("cards.groups")}>
      <Asked of={asked} lines={2}>
        {({ customerGroupCandidates }) => {
          const found = customerGroupCandidates?.edges[0]?.node;
          if (!found) return <p className={css.text}>{t("cards.noCustomer")}</p>;
          return (
            <>
              <Groups groups={found.groups} />
              {found.customer.levelProgress?.map((progress) => (
                <Level key={progress.programme.id} progress={progress} />
              ))}
              <Credit id={props.id} account={found.customer.customerGroupAccount} />
              <div className={css.row}>
                <Button
                  variant="secondary"
                  onClick={() => void open("customer-add", "/popup/add-to-group")}
                >
                  {t("cards.add")}
                </Button>
                <Button
                  variant="secondary"
                  onClick={() => void open("customer-why", "/why")}
                >
                  {t("why.title")}
                </Button>
              </div>
            </>
          );
        }}
      </Asked>
    </CardBody>
  );
}

function Groups(props: { groups: Candidate["groups"] }) {
  const t = useText();
  if (props.groups.length === 0) {
    return <p className={css.text}>{t("cards.noGroups")}</p>;
  }
  return (
    <ul className={css.chips} aria-label={t("cards.groups")}>
      {props.groups.map((group) => (
        <li key={group.id} className={css.row}>
          <PageLink to={groupAddress(group.id)}>
            <GroupBadge group={group} />
          </PageLink>
          {group.isVip && <State>{t("groups.vip")}</State>}
        </li>
      ))}
    </ul>
  );
}

/** What they may owe and do owe, where they pay on terms or have done so. */
function Credit(props: { id: string; account: Account | null }) {
  const t = useText();
  const { account } = props;
  if (!account) return null;
  const terms = termsOf(account);
  const pays = terms?.options?.includes("NET_TERMS") ?? false;
  if (!pays && account.itemsCount === 0 && !account.isBlocked) return null;
  return (
    <>
      <AccountFacts account={account} />
      <p className={css.text}>
        <PageLink to={`/customers/${encodeURIComponent(props.id)}`}>
          {t("account.page")}
        </PageLink>
      </p>
    </>
  );
}

/** The level of a programme, and what is missing to the next one. */
function Level(props: { progress: Progress }) {
  const t = useText();
  const { formatNumber } = useIntl();
  const { programme, group, next, missing, currency } = props.progress;
  return (
    <div className={css.text}>
      <strong>
        <bdi>{programme.name}</bdi>
      </strong>
      {": "}
      <bdi>{group?.name ?? t("cards.noLevel")}</bdi>
      {next && missing && (
        <div className={css.quiet}>
          {currency
            ? t("cards.missing", {
                amount: formatNumber(Number(missing), { style: "currency", currency }),
                level: next.name,
              })
            : t("cards.missingOrders", { count: Number(missing), level: next.name })}
        </div>
      )}
    </div>
  );
}
