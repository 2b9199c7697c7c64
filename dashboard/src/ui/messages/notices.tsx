import { Button, Skeleton } from "@saleor/macaw-ui";
import { Fragment, type ReactNode, useEffect } from "react";
import { Refused } from "../../api/hooks";
import { RequestError } from "../../api/request";
import { useMargins } from "../../app/own-pages";
import { type TextKey, useText } from "../../text";
import css from "../ui.module.css";

export type Tone = "plain" | "good" | "warning" | "bad";

/** Something to know about the page or a part of it. */
export function Notice(props: {
  tone?: Tone;
  children: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div
      className={css.notice}
      data-tone={props.tone}
      role={props.tone === "bad" ? "alert" : "status"}
    >
      <div>{props.children}</div>
      {props.action}
    </div>
  );
}

/** A word that says how something stands. */
export function State(props: { tone?: Tone; children: ReactNode }) {
  return (
    <span className={css.state} data-tone={props.tone}>
      {props.children}
    </span>
  );
}

/** Nothing is here, and what to do first. */
export function Empty(props: {
  title: string;
  /** Whether it is all that is on the page. */
  whole?: boolean;
  children?: ReactNode;
  action?: ReactNode;
}) {
  const { title, whole = false } = props;
  const Heading = whole ? "h1" : "h2";
  useEffect(() => {
    if (whole) document.title = title;
  }, [whole, title]);
  return (
    <div className={css.empty}>
      <Heading>{title}</Heading>
      {props.children && <p>{props.children}</p>}
      {props.action}
    </div>
  );
}

/** What a fault of a request is called in the language of the page. */
export function useFaultText(): (error: Error) => string {
  const t = useText();
  return (error) => {
    if (error instanceof Refused) return error.message;
    if (!(error instanceof RequestError)) return t("error.server");
    if (error.reason === "refused") {
      return t("error.refused", { message: error.message });
    }
    const key: TextKey =
      error.reason === "expired" ? "session.expired.title" : `error.${error.reason}`;
    return t(key);
  };
}

/** A request came to nothing: why, and a button to try again. */
export function Fault(props: { error: Error; retry?: () => void }) {
  const t = useText();
  const textOf = useFaultText();
  return (
    <Notice
      tone="bad"
      action={
        props.retry && (
          <Button variant="secondary" onClick={props.retry}>
            {t("again")}
          </Button>
        )
      }
    >
      {textOf(props.error)}
    </Notice>
  );
}

/** A page or a part of it that is still being loaded. */
export function Loading(props: { lines?: number }) {
  const t = useText();
  return (
    <div className={css.stack} role="status" aria-label={t("table.loading")}>
      {Array.from({ length: props.lines ?? 4 }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they are all the same
        <Skeleton key={index} height={6} />
      ))}
    </div>
  );
}

/** Stands where a page will be, within its margins. */
export function InPlaceOfPage(props: { children: ReactNode }) {
  const bare = useMargins();
  return (
    <div className={css.inPlaceOfPage} data-bare={bare || undefined}>
      {props.children}
    </div>
  );
}

/** What a query answers, or that it is loading, failed or found nothing. */
export function Asked<Data>(props: {
  of: { data: Data | undefined; error: Error | null; refetch: () => unknown };
  lines?: number;
  /** Whether it is the page that is drawn with what is answered. */
  whole?: boolean;
  children: (data: Data) => ReactNode;
}) {
  const { data, error, refetch } = props.of;
  const Around = props.whole ? InPlaceOfPage : Fragment;
  const fault = error && (
    <Around>
      <Fault error={error} retry={() => void refetch()} />
    </Around>
  );
  if (data !== undefined) {
    return (
      <>
        {fault}
        {props.children(data)}
      </>
    );
  }
  return (
    fault ?? (
      <Around>
        <Loading lines={props.lines} />
      </Around>
    )
  );
}

/** The page of something that is not there. */
export function NotFound(props: { whole?: boolean }) {
  const t = useText();
  return (
    <Empty title={t("error.notFound.title")} whole={props.whole}>
      {t("error.notFound.text")}
    </Empty>
  );
}
