import { Button } from "@saleor/macaw-ui";
import { Plus } from "lucide-react";
import { useEffect, useRef } from "react";
import { useText } from "../../text";
import { FieldHelp } from "../../ui/fields";
import { Menu } from "../../ui/menu";
import css from "../../ui/ui.module.css";
import own from "../joining.module.css";
import { useBuilder } from "./builder-context";
import { newLine } from "./conditions";
import { LineRow } from "./line";
import { Met, partItems } from "./part";
import {
  add,
  type Block,
  changeJunction,
  isBlock,
  isMet,
  JUNCTIONS,
  type Junction,
  newBlock,
  possible,
} from "./tree";

/** Lines of which all have to be met, any or none, and blocks of them. */
export function BlockBox(props: { block: Block; top?: boolean }) {
  const t = useText();
  const { block, top } = props;
  const builder = useBuilder();
  const { edit, habits, tree, errors, checks, made, setMade } = builder;
  const chooser = useRef<HTMLSelectElement>(null);
  useEffect(() => {
    if (made?.key === block.key) chooser.current?.focus();
  }, [made, block.key]);
  const met =
    checks &&
    isMet(
      block,
      Object.fromEntries(Object.entries(checks).map(([k, check]) => [k, check.isMet])),
    );
  const addLine = () => {
    const line = newLine(habits);
    edit((before) => add(before, block.key, line));
    setMade(line.key);
  };
  const addBlock = () => {
    const below = newBlock("any", [newLine(habits)]);
    edit((before) => add(before, block.key, below));
    setMade(below.key);
  };
  const fault = errors[block.key]?.join(" ");
  return (
    <fieldset className={own.block} data-junction={block.junction}>
      <legend className={css.hidden}>{t(`joining.block.${block.junction}`)}</legend>
      <div className={own.head}>
        <div className={own.inputs}>
          <select
            ref={chooser}
            className={css.native}
            aria-label={t("joining.junction")}
            value={block.junction}
            onChange={(event) =>
              edit((before) =>
                changeJunction(before, block.key, event.target.value as Junction),
              )
            }
          >
            {JUNCTIONS.map((junction) => (
              <option key={junction} value={junction}>
                {t(`joining.block.${junction}`)}
              </option>
            ))}
          </select>
          {met != null && <Met isMet={met} />}
        </div>
        {!top && (
          <Menu label={t("joining.blockMore")} items={partItems(block, builder, t)} />
        )}
      </div>
      {block.parts.map((part) =>
        isBlock(part) ? (
          <BlockBox key={part.key} block={part} />
        ) : (
          <LineRow key={part.key} line={part} />
        ),
      )}
      {block.parts.length === 0 && (
        <p className={css.quiet}>{t(top ? "joining.nobody" : "joining.emptyBlock")}</p>
      )}
      <FieldHelp error={fault} />
      <div className={css.row}>
        <Button
          type="button"
          variant="secondary"
          icon={<Plus size={16} />}
          onClick={addLine}
        >
          {t("joining.addLine")}
        </Button>
        <Button
          type="button"
          variant="tertiary"
          disabled={!possible(tree, add(tree, block.key, newBlock("any")))}
          onClick={addBlock}
        >
          {t("joining.addBlock")}
        </Button>
      </div>
    </fieldset>
  );
}
