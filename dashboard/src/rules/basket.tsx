import { Input } from "@saleor/macaw-ui";
import { X } from "lucide-react";
import { useState } from "react";
import { useText } from "../text";
import { NO_ROLE } from "../ui/fields";
import { useCatalogue } from "../ui/pickers/catalogue";
import { CataloguePicker } from "../ui/pickers/catalogue-pickers";
import css from "../ui/ui.module.css";

export interface BasketLine {
  variantId: string;
  quantity: number;
}

/** A basket to try something out: variants with quantities, and what shipping costs. */
export function Basket(props: {
  channel: string;
  lines: BasketLine[];
  onChange: (lines: BasketLine[]) => void;
  shipping: string;
  onShipping: (typed: string) => void;
}) {
  const t = useText();
  const { lines, onChange } = props;
  const { chosen } = useCatalogue(
    "variants",
    lines.map(({ variantId }) => variantId),
    props.channel,
  );
  const nameOf = (id: string) => chosen.find(({ value }) => value === id)?.label ?? "";
  const [used, setUsed] = useState(false);
  const change = (next: BasketLine[]) => {
    setUsed(true);
    onChange(next);
  };
  const add = (variantId: string | null) => {
    if (!variantId || lines.some((line) => line.variantId === variantId)) return;
    change([...lines, { variantId, quantity: 1 }]);
  };
  return (
    <>
      <CataloguePicker
        // A new one after each choice, so that it is empty again.
        key={lines.length}
        focused={used}
        list="variants"
        channel={props.channel}
        label={t("basket.add")}
        value={null}
        onChange={add}
      />
      {lines.map(({ variantId, quantity }) => (
        <div key={variantId} className={css.between}>
          <bdi className={css.text}>{nameOf(variantId)}</bdi>
          <span className={css.prices}>
            <input
              className={css.native}
              style={{ width: "64px" }}
              type="number"
              min={1}
              aria-label={t("basket.quantityOf", { name: nameOf(variantId) })}
              value={quantity}
              onChange={(event) => {
                const typed = Math.max(1, Math.trunc(Number(event.target.value)) || 1);
                onChange(
                  lines.map((line) =>
                    line.variantId === variantId ? { ...line, quantity: typed } : line,
                  ),
                );
              }}
            />
            <button
              type="button"
              className={css.fold}
              aria-label={`${t("remove")}: ${nameOf(variantId)}`}
              onClick={() =>
                change(lines.filter((line) => line.variantId !== variantId))
              }
            >
              <X size={14} aria-hidden />
            </button>
          </span>
        </div>
      ))}
      <Input
        {...NO_ROLE}
        label={t("basket.shipping")}
        inputMode="decimal"
        value={props.shipping}
        onChange={(event) => props.onShipping(event.target.value)}
      />
    </>
  );
}
