import { DynamicCombobox } from "@saleor/macaw-ui";
import { X } from "lucide-react";
import { type FocusEvent, type MouseEvent, useEffect, useRef } from "react";
import { useText } from "../../text";
import { FieldHelp } from "../fields";
import css from "../ui.module.css";

export interface Choice {
  value: string;
  label: string;
}

interface Props {
  label: string;
  /** In a bar of filters: its label stands in it, as long as nothing is chosen. */
  bare?: boolean;
  /** What was found for the text that was typed last. */
  choices: Choice[];
  loading: boolean;
  onSearch: (text: string) => void;
  error?: string;
  /** Where what is wrong is said elsewhere. */
  isWrong?: boolean;
  help?: string;
  disabled?: boolean;
  size?: "small" | "large";
  /** Has the focus when it is drawn: where it takes the place of one that had it. */
  focused?: boolean;
}

const CLICK_MS = 150;
const LIST_HEIGHT = 320;

function showBelow(box: HTMLElement): void {
  if (box.getBoundingClientRect().bottom + LIST_HEIGHT > window.innerHeight) {
    box.scrollIntoView({ block: "center" });
  }
}

/** Picks one of many things by searching the shop for it. */
export function Picker(
  props: Props & { value: Choice | null; onChange: (value: Choice | null) => void },
) {
  const t = useText();
  const box = useRef<HTMLDivElement>(null);
  const focused = useRef(props.focused);
  const isWrong = String(props.isWrong ?? Boolean(props.error));
  useEffect(() => {
    const around = box.current;
    // macaw-ui's arrow is for the mouse alone, and says so to nobody.
    around?.querySelector("svg[aria-expanded]")?.setAttribute("aria-hidden", "true");
    // Its list opens downwards, also where there is no room; after a click is over.
    const makeRoom = () => setTimeout(() => around && showBelow(around), CLICK_MS);
    around?.addEventListener("focusin", makeRoom);
    if (focused.current) around?.querySelector("input")?.focus();
    return () => around?.removeEventListener("focusin", makeRoom);
  }, []);
  useEffect(() => {
    box.current?.querySelector("input")?.setAttribute("aria-invalid", isWrong);
  }, [isWrong]);
  return (
    <div ref={box} {...useClicksKept()}>
      <DynamicCombobox
        {...(props.bare
          ? {
              label: <span className={css.hidden}>{props.label}</span>,
              placeholder: props.label,
            }
          : { label: props.label })}
        size={props.size}
        value={props.value}
        options={props.choices}
        loading={props.loading}
        disabled={props.disabled}
        error={Boolean(props.error)}
        helperText={props.error ?? props.help}
        locale={{ loadingText: t("picker.loading") }}
        onFocus={showChoices}
        onInputValueChange={props.onSearch}
        onChange={props.onChange}
      />
    </div>
  );
}

/**
 * Keeps clicks on the choices of what it is given to.
 *
 * macaw-ui puts new ones in their place whenever another is under the mouse. A browser
 * makes no click of a press and a release that are not on the same one: who is quick, or
 * has no steady hand, would choose nothing.
 */
function useClicksKept() {
  const pressed = useRef<Element | null>(null);
  return {
    onMouseDown: ({ target }: MouseEvent) => {
      pressed.current = optionAt(target);
    },
    onMouseUp: ({ target }: MouseEvent) => {
      const before = pressed.current;
      const now = optionAt(target);
      pressed.current = null;
      const isReplaced = before && !before.isConnected;
      if (isReplaced && now?.textContent === before.textContent) now.click();
    },
  };
}

function optionAt(target: EventTarget): HTMLElement | null {
  return target instanceof Element ? target.closest("[role=option]") : null;
}

/** A dialog hides all else from screen readers, also the choices of what is in it. */
function showChoices(event: FocusEvent<HTMLInputElement>) {
  const id = event.target.getAttribute("aria-controls") ?? "";
  const hidden = document.getElementById(id)?.closest("[aria-hidden]");
  hidden?.removeAttribute("aria-hidden");
}

/** Picks several things; each chosen one can be taken out again. */
export function ManyPicker(
  props: Props & { value: Choice[]; onChange: (value: Choice[]) => void },
) {
  const t = useText();
  const { value, onChange: change, choices, error, help, ...rest } = props;
  const moved = useRef(false);
  const onChange = (next: Choice[]) => {
    moved.current = true;
    change(next);
  };
  useEffect(() => {
    // The new picker has taken the focus; nothing else gives it to the next one.
    moved.current = false;
  });
  const chosen = new Set(value.map((choice) => choice.value));
  return (
    <div className={css.picked}>
      <Picker
        // A new one after each choice, so that it is empty again.
        key={value.length}
        {...rest}
        focused={moved.current}
        isWrong={Boolean(error)}
        choices={choices.filter((choice) => !chosen.has(choice.value))}
        value={null}
        onChange={(choice) => choice && onChange([...value, choice])}
      />
      {value.length > 0 && (
        <ul className={css.chips}>
          {value.map((choice) => (
            <li key={choice.value} className={css.chip}>
              <bdi>{choice.label}</bdi>
              <button
                type="button"
                aria-label={`${t("remove")}: ${choice.label}`}
                onClick={() => onChange(value.filter((c) => c.value !== choice.value))}
              >
                <X size={12} aria-hidden />
              </button>
            </li>
          ))}
        </ul>
      )}
      <FieldHelp error={error} help={help} />
    </div>
  );
}
