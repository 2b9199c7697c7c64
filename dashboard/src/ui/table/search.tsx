import { SearchInput } from "@saleor/macaw-ui";
import { useEffect, useState } from "react";
import { useText } from "../../text";
import css from "../ui.module.css";

const TYPING_MS = 300;

/** A search that waits until somebody has stopped typing. */
export function Search(props: {
  value: string;
  onChange: (value: string) => void;
  label?: string;
}) {
  const t = useText();
  const [text, setText] = useState(props.value);
  const { value, onChange } = props;
  useEffect(() => setText(value), [value]);
  useEffect(() => {
    if (text === value) return;
    const timer = setTimeout(() => onChange(text), TYPING_MS);
    return () => clearTimeout(timer);
  }, [text, value, onChange]);
  const label = props.label ?? t("table.search");
  return (
    <div className={css.grow}>
      <SearchInput
        size="small"
        aria-label={label}
        placeholder={label}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
    </div>
  );
}
