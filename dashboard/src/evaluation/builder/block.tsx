import { Button } from "@saleor/macaw-ui";
import { Plus } from "lucide-react";
import { useEffect, useRef } from "react";
import { useText } from "../../text";
import { FieldHelp } from "../../ui/fields";
import { Menu } from "../../ui/menu";
import { State } from "../../ui/notices";
import css from "../../ui/ui.module.css";
import own from "../joining.module.css";
import { type Builder, useBuilder } from "./builder-context";
import { newLine } from "./conditions";
import { LineRow } from "./line";
import {
  add,
  type Block,
  changeJunction,
  duplicate,
  isBlock,
  isMet,
  JUNCTIONS,
  type Junction,
  move,
  newBlock,
  parentOf,
  possible,
  remove,
  unwrap,
  wrap,
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

/** Whether the customer who is tested meets something, in words. */
export function Met(props: { isMet: boolean }) {
  const t = useText();
  return (
    <State tone={props.isMet ? "good" : "bad"}>
      {t(props.isMet ? "joining.met" : "joining.notMet")}
    </State>
  );
}

/** What can be done with a line or a block. */
export function partItems(
  part: { key: string },
  { tree, edit, setMade }: Builder,
  t: ReturnType<typeof useText>,
) {
  const { key } = part;
  const item = (label: string, change: (tree: Block) => Block, focused = key) => ({
    label,
    disabled: !possible(tree, change(tree)),
    onSelect: () => {
      edit((before) => possible(before, change(before)) ?? before);
      setMade(focused);
    },
  });
  // What has the focus may go: then the block around it gets it.
  const around = parentOf(tree, key)?.key ?? tree.key;
  return [
    item(t("joining.moveUp"), (before) => move(before, key, -1)),
    item(t("joining.moveDown"), (before) => move(before, key, 1)),
    item(t("joining.wrap"), (before) => wrap(before, key)),
    ...("parts" in part
      ? [item(t("joining.unwrap"), (before) => unwrap(before, key), around)]
      : []),
    item(t("joining.duplicate"), (before) => duplicate(before, key)),
    item(t("joining.remove"), (before) => remove(before, key), around),
  ];
}
