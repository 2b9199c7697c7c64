import { useState } from "react";
import { useSession } from "../app/session";
import { useText } from "../text";
import css from "../ui/ui.module.css";

/** The channel that a preview is made in: the first that sells. */
export function useChannel() {
  const { channels } = useSession();
  const first = channels.find(({ isActive }) => isActive) ?? channels[0];
  return useState(first?.slug ?? "");
}

/** The choice of it, where there are several. */
export function ChannelSelect(props: {
  value: string;
  onChange: (slug: string) => void;
}) {
  const t = useText();
  const { channels } = useSession();
  if (channels.length < 2) return null;
  return (
    <select
      className={css.native}
      aria-label={t("preview.channel")}
      value={props.value}
      onChange={(event) => props.onChange(event.target.value)}
    >
      {channels.map(({ slug, name, currency }) => (
        <option key={slug} value={slug}>
          {`${name} (${currency})`}
        </option>
      ))}
    </select>
  );
}
