import { graphql, type ResultOf } from "../api/graphql";
import { useAsk } from "../api/hooks";
import { pageOf, useView } from "../app/address";
import { PageLink } from "../app/own-pages";
import { ChannelSelect, useChannel } from "../rules/preview-channel";
import { useText } from "../text";
import { Empty } from "../ui/messages/notices";
import { Page } from "../ui/page";
import { variantName } from "../ui/pickers/catalogue";
import { useGroupChoices } from "../ui/pickers/group-picker";
import { ManyPicker } from "../ui/pickers/picker";
import type { Column } from "../ui/table/columns";
import { FilterSelect } from "../ui/table/filters";
import { Table } from "../ui/table/table";
import css from "../ui/ui.module.css";
import { Money } from "../ui/values/values";
import { idsOf, whoSees } from "./question";

const SHOP_AS_GROUPS = graphql(`
  query ShopAsGroups(
    $groupCodes: [String!]!
    $kind: CustomerGroupCatalogueKindEnum!
    $channel: String
    $search: String
    $first: Int
    $last: Int
    $after: String
    $before: String
  ) {
    customerGroupCatalogue(
      groupCodes: $groupCodes
      kind: $kind
      channel: $channel
      search: $search
      first: $first
      last: $last
      after: $after
      before: $before
    ) {
      totalCount
      pageInfo {
        hasNextPage
        hasPreviousPage
        startCursor
        endCursor
      }
      edges {
        node {
          id
          name
          productId
          productName
          sku
          listPrice {
            amount
            currency
          }
        }
      }
    }
  }
`);

type Item = NonNullable<
  ResultOf<typeof SHOP_AS_GROUPS>["customerGroupCatalogue"]
>["edges"][number]["node"];

/** The products of the shop, as who is in just some groups sees them. */
export default function ShopAs() {
  const t = useText();
  const { view, change } = useView();
  const { groups: asked, channel: chosenChannel, ...filters } = view.filters;
  const groups = idsOf(asked);
  const { choices, chosen, codes, areNamed, loading, onSearch } =
    useGroupChoices(groups);
  const [firstChannel] = useChannel();
  const channel = chosenChannel ?? firstChannel;
  const isVariants = filters.kind === "variants";
  const items = useAsk(
    SHOP_AS_GROUPS,
    {
      ...pageOf(view),
      groupCodes: codes,
      kind: isVariants ? "VARIANT" : "PRODUCT",
      channel,
      search: view.search || null,
    },
    { wait: codes.length === 0 || !areNamed, keep: true },
  );
  const names = chosen.map(({ label }) => label).join(", ");
  return (
    <Page title={t("shopAs.title")}>
      <p className={css.text}>{t("shopAs.help")}</p>
      <div className={css.fields}>
        <ManyPicker
          label={t("rule.groups")}
          {...{ choices, loading, onSearch }}
          value={chosen}
          onChange={(next) =>
            change({ groups: next.map(({ value }) => value).join(",") })
          }
        />
        <ChannelSelect value={channel} onChange={(slug) => change({ channel: slug })} />
      </div>
      {groups.length === 0 ? (
        <Empty title={t("shopAs.choose.title")}>{t("shopAs.choose.text")}</Empty>
      ) : (
        <Table
          name="shop-as"
          label={t("shopAs.list", { names })}
          columns={columnsOf(t, isVariants)}
          list={items.data?.customerGroupCatalogue}
          query={items}
          idOf={({ id }) => id}
          nameOf={(item) => item.name}
          view={{ ...view, filters }}
          change={change}
          filters={
            <FilterSelect
              name="kind"
              label={t("scope.products")}
              options={[{ value: "variants", label: t("scope.variants") }]}
              view={view}
              change={change}
            />
          }
          empty={
            <Empty title={t("shopAs.nothing.title")}>{t("shopAs.nothing.text")}</Empty>
          }
        />
      )}
    </Page>
  );
}

function columnsOf(t: ReturnType<typeof useText>, isVariants: boolean): Column<Item>[] {
  const columns: (Column<Item> | false)[] = [
    {
      name: "name",
      title: t("rule.name"),
      fixed: true,
      cell: (item) => <bdi>{isVariants ? variantName(item) : item.name}</bdi>,
    },
    isVariants && { name: "sku", title: t("shopAs.sku"), cell: (item) => item.sku },
    isVariants && {
      name: "price",
      title: t("shopAs.price"),
      number: true,
      cell: ({ listPrice }) => (listPrice ? <Money {...listPrice} /> : "–"),
    },
    {
      name: "who",
      title: t("whoSees.title"),
      titleHidden: true,
      cell: (item) => (
        <PageLink to={whoSees(item.productId ?? item.id)}>
          {t("whoSees.title")}
          <span className={css.hidden}> {item.productName ?? item.name}</span>
        </PageLink>
      ),
    },
  ];
  return columns.filter((column) => column !== false);
}
