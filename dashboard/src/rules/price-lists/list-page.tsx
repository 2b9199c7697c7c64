import { useAsk } from "../../api/hooks";
import { useText } from "../../text";
import { Asked } from "../../ui/messages/notices";
import { Tabs } from "../../ui/page";
import { placeOf, RuleFrame, RuleWaiting } from "../page/rule-page";
import { useSource } from "../page/source";
import { DELETE_PRICE_LIST, PRICE_LIST, type PriceList } from "./documents";
import { Entries } from "./entries";
import { ListForm } from "./list-form";

const FRAME = {
  noun: "price-lists",
  texts: { list: "lists.title", fresh: "lists.new", deleteText: "lists.deleteText" },
  copies: false,
} as const;

const TABS = [
  { path: "", label: "lists.entries" },
  { path: "settings", label: "lists.settings" },
] as const;

/** The prices of a price list. */
export default function ListPage() {
  return <OfList>{(list) => <Entries list={list} />}</OfList>;
}

/** What a price list is called, whom it is for and when it counts. */
export function ListSettings() {
  return (
    <OfList deletes>
      {(list, reload) => <ListForm list={list} reload={reload} />}
    </OfList>
  );
}

/** A new price list: its prices come when it is there. */
export function NewList() {
  const { groups } = useSource();
  return (
    <RuleFrame {...FRAME} rule={null}>
      <ListForm list={null} groups={groups} />
    </RuleFrame>
  );
}

function OfList(props: {
  deletes?: boolean;
  children: (
    list: PriceList,
    reload: () => Promise<PriceList | null>,
  ) => React.ReactNode;
}) {
  const t = useText();
  const { id = "" } = useSource();
  const asked = useAsk(PRICE_LIST, { id });
  const list = asked.data?.customerGroupPriceList ?? null;
  if (!list) {
    return (
      <RuleWaiting {...FRAME} isNew={false} missing={Boolean(asked.data)}>
        <Asked of={asked}>{() => null}</Asked>
      </RuleWaiting>
    );
  }
  const reload = async () =>
    (await asked.refetch()).data?.customerGroupPriceList ?? null;
  return (
    <RuleFrame
      {...FRAME}
      rule={list}
      remove={props.deletes ? DELETE_PRICE_LIST : undefined}
    >
      <Tabs
        base={placeOf("price-lists", list.id)}
        tabs={[...TABS]}
        label={t("lists.tabs")}
      />
      {props.children(list, reload)}
    </RuleFrame>
  );
}
