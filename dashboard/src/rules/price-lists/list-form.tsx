import { useMemo } from "react";
import { useChange } from "../../api/hooks";
import { asTried } from "../../reports/dry-runs/dry-runs";
import { TryOutForm } from "../../reports/dry-runs/try-out-form";
import { type Place, usePlace } from "../kinds";
import { BasicsCard, Further, PriorityField, WhenCard } from "../page/common-fields";
import { RuleForm } from "../page/rule-form";
import { type CommonValues, commonInput, commonValues } from "../page/values";
import { TogetherFields } from "../prices/price-fields";
import { CREATE_PRICE_LIST, type PriceList, UPDATE_PRICE_LIST } from "./documents";

interface ListValues extends CommonValues {
  withPromotions: "BEST" | "REPLACE" | "STACK";
  tiersCount: "VARIANT" | "PRODUCT" | "SCOPE";
}

const FURTHER = ["priority", "withVouchers", "withPromotions", "tiersCount"];

/** The form of a price list, or of a new one. */
export function ListForm(props: {
  list: PriceList | null;
  groups?: string[];
  reload?: () => Promise<PriceList | null>;
}) {
  const { list, groups } = props;
  const place = usePlace();
  const values = useMemo(() => valuesOf(list, place, groups), [list, place, groups]);
  const create = useChange(CREATE_PRICE_LIST);
  const update = useChange(UPDATE_PRICE_LIST);

  const save = async (typed: ListValues) => {
    const input = inputOf(typed, place);
    const { priceList } = list
      ? await update.mutateAsync({
          id: list.id,
          input,
          ifUpdatedAt: typed.updatedAt,
        })
      : await create.mutateAsync({ input });
    return priceList;
  };
  const reload = async () => valuesOf((await props.reload?.()) ?? null, place);

  return (
    <RuleForm noun="price-lists" id={list?.id} {...{ values, save, reload }}>
      <BasicsCard />
      <WhenCard />
      <Further fields={FURTHER}>
        <PriorityField />
        <TogetherFields />
      </Further>
      {list && (
        <TryOutForm
          draftOf={(typed: ListValues) => ({
            priceList: asTried(inputOf(typed, place), list),
            priceListId: list.id,
          })}
        />
      )}
    </RuleForm>
  );
}

function valuesOf(list: PriceList | null, place: Place, groups?: string[]): ListValues {
  return {
    ...commonValues(list && { ...list, exclusive: null }, place, groups),
    withPromotions: list?.withPromotions ?? "BEST",
    tiersCount: list?.tiersCount ?? "VARIANT",
  };
}

function inputOf(values: ListValues, place: Place) {
  const { exclusive: _exclusive, ...input } = commonInput(values, place);
  const { withPromotions, tiersCount } = values;
  return { ...input, withPromotions, tiersCount };
}
