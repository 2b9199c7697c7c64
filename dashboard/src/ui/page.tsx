import { type ReactNode, useEffect } from "react";
import { Link, useLocation } from "wouter";
import { decoded } from "../app/address";
import { useMargins } from "../app/own-pages";
import { type TextKey, useText } from "../text";
import css from "./ui.module.css";

// macaw-ui draws the landmark <main> around everything.

/** A page: its title, what can be done with the whole of it, and what is in it. */
export function Page(props: {
  title: ReactNode;
  /** The title in the tab of the browser, where it is not only a text. */
  name?: string;
  /** Not to be seen: the Dashboard shows the same title above. */
  titleHidden?: boolean;
  /** What stands beside the title, as how the thing stands. */
  beside?: ReactNode;
  /** Where the page is one of many: the list. */
  back?: { to: string; label: string };
  actions?: ReactNode;
  children: ReactNode;
}) {
  const name = props.name ?? (typeof props.title === "string" ? props.title : "");
  const bare = useMargins();
  useEffect(() => {
    document.title = name;
  }, [name]);
  return (
    <div className={css.page} data-bare={bare || undefined}>
      <div className={props.titleHidden ? css.hidden : css.head}>
        <div>
          {props.back && (
            <Link className={`${css.link} ${css.crumb}`} to={props.back.to}>
              {props.back.label}
            </Link>
          )}
          <div className={css.title}>
            <h1>{props.title}</h1>
            {props.beside}
          </div>
        </div>
        {props.actions && <div className={css.actions}>{props.actions}</div>}
      </div>
      {props.children}
    </div>
  );
}

/** Links to the parts of a thing; `base` is the address of the first. */
export function Tabs(props: {
  base: string;
  tabs: { path: string; label: TextKey }[];
  label: string;
}) {
  const t = useText();
  const [location] = useLocation();
  return (
    <nav className={css.tabs} aria-label={props.label}>
      {props.tabs.map(({ path, label }) => {
        const to = path ? `${props.base}/${path}` : props.base;
        return (
          <Link
            key={path}
            to={to}
            aria-current={decoded(location) === decoded(to) ? "page" : undefined}
          >
            {t(label)}
          </Link>
        );
      })}
    </nav>
  );
}

/** A box with a heading. */
export function Card(props: { title?: string; children: ReactNode }) {
  return (
    <section className={css.card}>
      {props.title && <h2>{props.title}</h2>}
      {props.children}
    </section>
  );
}

/** Facts, each with what it is. */
export function Facts(props: { facts: [label: string, value: ReactNode][] }) {
  return (
    <dl className={css.facts}>
      {props.facts.map(([label, value]) => (
        <div key={label} style={{ display: "contents" }}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
