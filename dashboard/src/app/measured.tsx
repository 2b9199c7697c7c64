import { type ReactNode, useEffect, useRef } from "react";
import { useHost } from "../bridge";

/** Has the Dashboard give a card the height of what is in it, whenever that changes. */
export function Measured(props: { children: ReactNode }) {
  const host = useHost();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!box.current) return;
    const observer = new ResizeObserver(([entry]) => {
      if (entry) host.resize(Math.ceil(entry.contentRect.height));
    });
    observer.observe(box.current);
    return () => observer.disconnect();
  }, [host]);
  return (
    // The margins of what is in it are a part of its height.
    <div ref={box} style={{ display: "flow-root" }}>
      {props.children}
    </div>
  );
}
