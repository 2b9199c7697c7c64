import { useText } from "../../text";
import { State } from "../../ui/messages/notices";
import type { Builder } from "./builder-context";
import {
  type Block,
  duplicate,
  move,
  parentOf,
  possible,
  remove,
  unwrap,
  wrap,
} from "./tree";

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
