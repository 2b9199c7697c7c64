import { Button } from "@saleor/macaw-ui";
import { useState } from "react";
import { useText } from "../../text";
import { Dialog } from "../dialogs";
import { Asked } from "../messages/notices";
import css from "../ui.module.css";
import {
  type CatalogueItem,
  type CatalogueList,
  MAX_NAMED,
  useCatalogue,
  useCategories,
} from "./catalogue";
import { ManyPicker, Picker } from "./picker";

interface Props {
  /** Which of the catalogue: products, variants, categories and so on. */
  list: CatalogueList;
  label: string;
  /** The slug of a channel: only what is in it. */
  channel?: string;
  error?: string;
  help?: string;
  disabled?: boolean;
  focused?: boolean;
}

/** Picks one product, variant, category, collection or product type. */
export function CataloguePicker(
  props: Props & {
    value: string | null;
    /** With the item itself where it was just found. */
    onChange: (id: string | null, item?: CatalogueItem) => void;
  },
) {
  const { list, channel, value, onChange, ...rest } = props;
  const { chosen, items, choices, loading, onSearch } = useCatalogue(
    list,
    value ? [value] : [],
    channel,
  );
  return (
    <Picker
      {...rest}
      {...{ choices, loading, onSearch }}
      value={chosen[0] ?? null}
      onChange={(choice) =>
        onChange(
          choice?.value ?? null,
          items.find(({ id }) => id === choice?.value),
        )
      }
    />
  );
}

/** Picks several of the catalogue; categories out of their tree as well. */
export function CatalogueManyPicker(
  props: Props & { value: string[]; onChange: (ids: string[]) => void },
) {
  const t = useText();
  const { list, channel, value, onChange, ...rest } = props;
  const { chosen, choices, loading, onSearch } = useCatalogue(list, value, channel);
  const [open, setOpen] = useState(false);
  // Those that the API names at once; the others stay chosen.
  const shown = chosen.slice(0, MAX_NAMED);
  const hidden = value.slice(MAX_NAMED);
  return (
    <div className={css.stack}>
      <ManyPicker
        {...rest}
        {...{ choices, loading, onSearch }}
        value={shown}
        onChange={(next) =>
          onChange([...next.map((choice) => choice.value), ...hidden])
        }
      />
      {hidden.length > 0 && (
        <span className={css.quiet}>
          {t("catalogue.further", { count: hidden.length })}
        </span>
      )}
      {list === "categories" && (
        <div>
          <Button
            type="button"
            variant="secondary"
            disabled={props.disabled}
            onClick={() => setOpen(true)}
          >
            {t("catalogue.browse")}
          </Button>
          <Dialog
            title={t("catalogue.browse")}
            open={open}
            onClose={() => setOpen(false)}
          >
            <CategoryTree value={value} onChange={onChange} />
          </Dialog>
        </div>
      )}
    </div>
  );
}

interface TreeProps {
  value: string[];
  onChange: (ids: string[]) => void;
}

/** The categories of the shop; what is below one is loaded when it is opened. */
export function CategoryTree(props: TreeProps) {
  return <Branches {...props} parentId={null} />;
}

function Branches(props: TreeProps & { parentId: string | null }) {
  const { parentId, ...rest } = props;
  const asked = useCategories(parentId);
  return (
    <Asked of={asked} lines={2}>
      {() => (
        <ul className={css.tree}>
          {asked.items.map((item) => (
            <Branch key={item.id} item={item} {...rest} />
          ))}
        </ul>
      )}
    </Asked>
  );
}

function Branch(props: TreeProps & { item: CatalogueItem }) {
  const t = useText();
  const { item, ...rest } = props;
  const { value, onChange } = rest;
  const [open, setOpen] = useState(false);
  return (
    <li>
      <span className={css.row}>
        <label className={css.radio}>
          <input
            type="checkbox"
            checked={value.includes(item.id)}
            onChange={(event) =>
              onChange(
                event.target.checked
                  ? [...value, item.id]
                  : value.filter((id) => id !== item.id),
              )
            }
          />
          <bdi>{item.name}</bdi>
        </label>
        {item.hasChildren && (
          <button
            type="button"
            className={css.fold}
            aria-expanded={open}
            aria-label={t("catalogue.below", { name: item.name })}
            onClick={() => setOpen(!open)}
          >
            {open ? "▾" : "▸"}
          </button>
        )}
      </span>
      {open && <Branches {...rest} parentId={item.id} />}
    </li>
  );
}
