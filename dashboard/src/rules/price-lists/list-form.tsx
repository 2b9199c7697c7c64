import { useMemo } from "react";
import { useForm } from "react-hook-form";
import { useLocation } from "wouter";
import { useChange } from "../../api/hooks";
import { Form, useLoaded } from "../../ui/form";
import css from "../../ui/ui.module.css";
import { usePlace } from "../kinds";
import { BasicsCard, Further, PriorityField, WhenCard } from "../page/common-fields";
import { placeOf } from "../page/rule-page";
import {
  type CommonValues,
  commonInput,
  commonValues,
  type Place,
} from "../page/values";
import { TogetherFields } from "../prices/price-fields";
import { CREATE_PRICE_LIST, UPDATE_PRICE_LIST } from "./documents";
import type { PriceList } from "./list-page";

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
  const [, go] = useLocation();
  const place = usePlace();
  const values = useMemo(() => valuesOf(list, place, groups), [list, place, groups]);
  const form = useForm<ListValues>({ defaultValues: values });
  useLoaded(form, values);
  const create = useChange(CREATE_PRICE_LIST);
  const update = useChange(UPDATE_PRICE_LIST);
  const saved = { id: list?.id };

  const save = async (typed: ListValues) => {
    const input = inputOf(typed, place);
    const { priceList } = list
      ? await update.mutateAsync({
          id: list.id,
          input,
          ifUpdatedAt: typed.updatedAt,
        })
      : await create.mutateAsync({ input });
    saved.id = priceList?.id;
  };
  const reload = async () => {
    form.reset(valuesOf((await props.reload?.()) ?? null, place));
  };

  return (
    <Form
      form={form}
      save={save}
      reload={() => void reload()}
      onSaved={() => !list && saved.id && go(placeOf("price-lists", saved.id))}
      onCancel={list ? undefined : () => go("/price-lists")}
    >
      <div className={css.stack}>
        <BasicsCard />
        <WhenCard />
        <Further fields={FURTHER}>
          <PriorityField />
          <TogetherFields />
        </Further>
      </div>
    </Form>
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
