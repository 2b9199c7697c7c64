import type { View } from "../../app/address";
import { useText } from "../../text";
import { State, type Tone } from "../../ui/messages/notices";
import css from "../../ui/ui.module.css";
import { Count } from "../../ui/values/values";

export type RuleState = "RUNNING" | "PLANNED" | "ENDED" | "OFF";

const STATES = [
  [null, "total"],
  ["RUNNING", "running"],
  ["PLANNED", "planned"],
  ["ENDED", "ended"],
  ["OFF", "off"],
] as const;
const TONES: Record<RuleState, Tone> = {
  RUNNING: "good",
  PLANNED: "warning",
  ENDED: "plain",
  OFF: "plain",
};

/** Whether a rule or promotion counts now, in a word. */
export function StateOf(props: { state: RuleState | null }) {
  const t = useText();
  if (!props.state) return null;
  return <State tone={TONES[props.state]}>{t(`rule.state.${props.state}`)}</State>;
}

/** The states that a list can be of, each with how many there are. */
export function StateTabs(props: {
  label: string;
  counts: Record<(typeof STATES)[number][1], number> | undefined;
  view: View;
  change: (changed: Record<string, string | null>) => void;
}) {
  const t = useText();
  const chosen = props.view.filters.state ?? null;
  return (
    <fieldset className={css.choices}>
      <legend className={css.hidden}>{t("rule.state")}</legend>
      {STATES.map(([state, count]) => (
        <button
          key={count}
          type="button"
          aria-pressed={state === chosen}
          onClick={() => props.change({ state })}
        >
          {state ? t(`rule.state.${state}`) : t("rule.state.all")}{" "}
          <span className={css.quiet}>
            {props.counts && <Count value={props.counts[count]} />}
          </span>
        </button>
      ))}
    </fieldset>
  );
}

/** The state that a view asks for. */
export function stateOf(view: View): RuleState | null {
  const asked = view.filters.state;
  return STATES.find(([state]) => state === asked)?.[0] ?? null;
}
