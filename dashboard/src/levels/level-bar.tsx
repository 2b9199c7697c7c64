import { useText } from "../text";
import { Card } from "../ui/page";
import css from "../ui/ui.module.css";
import { Count, Percent } from "../ui/values/values";
import own from "./levels.module.css";
import { type Share, sharesOf } from "./values";

/** How the customers of the shop share out among the levels. */
export function LevelBar(props: {
  title: string;
  customers: number;
  levels: Omit<Share, "percent">[];
}) {
  const t = useText();
  const shares = sharesOf(props.levels, props.customers, t("levels.inNone"));
  const last = shares.length - 1;
  // Levels without a colour are told apart all the same: the higher, the darker.
  const drawn = (colour: string, index: number) =>
    colour || index === last
      ? { backgroundColor: colour || undefined }
      : { opacity: 0.5 + (0.5 * (index + 1)) / last };
  return (
    <Card title={props.title}>
      <div className={own.bar} aria-hidden>
        {shares.map(({ key, colour, percent }, index) => (
          <div
            key={key}
            className={`${own.part} ${index === last ? own.rest : ""}`}
            style={{ flexBasis: `${percent}%`, ...drawn(colour, index) }}
          />
        ))}
      </div>
      <ul className={own.legend}>
        {shares.map(({ key, name, colour, count, percent }, index) => (
          <li key={key}>
            <span
              className={`${css.dot} ${own.mark} ${index === last ? own.rest : ""}`}
              style={drawn(colour, index)}
            />
            <bdi>{name}</bdi>
            <strong>
              <Count value={count} />
            </strong>
            <span className={css.quiet}>
              <Percent value={percent} />
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
