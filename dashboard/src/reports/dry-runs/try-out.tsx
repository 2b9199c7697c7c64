import { Button } from "@saleor/macaw-ui";
import { useState } from "react";
import { type FieldError, Refused, useChange } from "../../api/hooks";
import { PageLink } from "../../app/own-pages";
import { useMay, useSession } from "../../app/session";
import { useText } from "../../text";
import { BusyButton } from "../../ui/busy-button";
import { Dialog } from "../../ui/dialogs";
import { Notice, useFaultText } from "../../ui/messages/notices";
import { Card } from "../../ui/page";
import { SelectBox } from "../../ui/select-box";
import css from "../../ui/ui.module.css";
import { fromField } from "../../ui/values/zone";
import { useToday } from "../report-actions";
import { DryRunView, useDryRun } from "./dry-run-view";
import { type Choice, daysOf, dryRunPlace, SPANS, type Span } from "./dry-runs";
import { type Draft, START_DRY_RUN } from "./requests";

/** What is tried; throws `Refused` where something is typed that cannot be sent. */
type MakeDraft = () => Draft;

/** Tries what stands in a form on past orders; only for who may also manage orders. */
export function TryOut(props: { draft: MakeDraft }) {
  const t = useText();
  const may = useMay("MANAGE_ORDERS");
  if (!may) return null;
  return (
    <Card title={t("dryRun.try.title")}>
      <p className={css.text}>{t("dryRun.try.text")}</p>
      <div className={css.row}>
        <TryOutButton draft={props.draft} />
        <span className={css.text}>
          <PageLink to={dryRunPlace()}>{t("dryRun.earlier")}</PageLink>
        </span>
      </div>
    </Card>
  );
}

/** Opens the dialog; none for who may not manage orders, too. */
export function TryOutButton(props: { draft: MakeDraft; label?: string }) {
  const t = useText();
  const may = useMay("MANAGE_ORDERS");
  const [open, setOpen] = useState(false);
  if (!may) return null;
  return (
    <>
      <Button type="button" variant="secondary" onClick={() => setOpen(true)}>
        {props.label ?? t("dryRun.try")}
      </Button>
      {open && <TryOutDialog draft={props.draft} onClose={() => setOpen(false)} />}
    </>
  );
}

function TryOutDialog(props: { draft: MakeDraft; onClose: () => void }) {
  const t = useText();
  const [id, setId] = useState<string | null>(null);
  const [choice, setChoice] = useState<Choice>({
    span: "30",
    from: "",
    to: "",
    basis: "MEMBERS_NOW",
    channel: "",
  });
  const { start, busy, fault, errors } = useStart(props.draft, choice, setId);
  return (
    <Dialog
      title={t("dryRun.try.title")}
      open
      onClose={props.onClose}
      wide={id !== null}
      closeLabel={id === null ? undefined : t("close")}
      actions={
        id === null ? (
          <BusyButton type="button" busy={busy} onClick={() => void start()}>
            {t("dryRun.start")}
          </BusyButton>
        ) : (
          <Button type="button" variant="secondary" onClick={() => setId(null)}>
            {t("dryRun.again")}
          </Button>
        )
      }
    >
      {fault && <Notice tone="bad">{fault}</Notice>}
      {errors.length > 0 && (
        <Notice tone="bad">
          {errors.map(({ field, message }) => (
            <div key={`${field} ${message}`}>{message}</div>
          ))}
        </Notice>
      )}
      {id === null ? (
        <Choices choice={choice} onChange={setChoice} />
      ) : (
        <Followed id={id} />
      )}
    </Dialog>
  );
}

/** Starts a dry run of a draft, and says what is refused. */
function useStart(
  draft: MakeDraft,
  choice: Choice,
  onStarted: (id: string) => void,
): {
  start: () => Promise<void>;
  busy: boolean;
  fault: string | null;
  errors: readonly FieldError[];
} {
  const textOf = useFaultText();
  const today = useToday();
  const { timeZone } = useSession();
  const begin = useChange(START_DRY_RUN);
  const [errors, setErrors] = useState<readonly FieldError[]>([]);
  const [fault, setFault] = useState<string | null>(null);
  const start = async () => {
    setErrors([]);
    setFault(null);
    const { since, until } = daysOf(choice, today);
    try {
      const { dryRun } = await begin.mutateAsync({
        input: {
          ...draft(),
          basis: choice.basis,
          channel: choice.channel || null,
          since: fromField(since, timeZone),
          until: fromField(until, timeZone),
        },
      });
      if (dryRun) onStarted(dryRun.id);
    } catch (error) {
      if (error instanceof Refused) setErrors(error.errors);
      else setFault(textOf(error as Error));
    }
  };
  return { start, busy: begin.isPending, fault, errors };
}

/** Which orders it is tried on, and for whom. */
function Choices(props: { choice: Choice; onChange: (choice: Choice) => void }) {
  const t = useText();
  const { channels } = useSession();
  const { choice, onChange } = props;
  const day = (name: "from" | "to") => (
    <label className={css.row}>
      <span className={css.text}>{t(`report.${name}`)}</span>
      <input
        className={css.native}
        type="date"
        value={choice[name]}
        onChange={(event) => onChange({ ...choice, [name]: event.target.value })}
      />
    </label>
  );
  return (
    <div className={css.stack}>
      <p className={css.text}>{t("dryRun.try.how")}</p>
      <SelectBox
        label={t("report.period")}
        value={choice.span}
        options={SPANS.map((value) => ({ value, label: t(`dryRun.span.${value}`) }))}
        onChange={(span) => onChange({ ...choice, span: span as Span })}
      />
      {choice.span === "own" && (
        <div className={css.row}>
          {day("from")}
          {day("to")}
        </div>
      )}
      <SelectBox
        label={t("dryRun.basis")}
        value={choice.basis}
        options={(["MEMBERS_NOW", "AT_ORDER"] as const).map((value) => ({
          value,
          label: t(`dryRun.basis.choice.${value}`),
        }))}
        onChange={(basis) => onChange({ ...choice, basis: basis as Choice["basis"] })}
      />
      {channels.length > 1 && (
        <SelectBox
          label={t("report.channel")}
          value={choice.channel}
          options={[
            { value: "", label: t("report.channel.all") },
            ...channels.map(({ slug, name }) => ({ value: slug, label: name })),
          ]}
          onChange={(channel) => onChange({ ...choice, channel })}
        />
      )}
      <p className={css.quiet}>{t("dryRun.try.dates")}</p>
    </div>
  );
}

/** How far it has come, and its result, over the form that nothing is lost of. */
function Followed(props: { id: string }) {
  const t = useText();
  const asked = useDryRun(props.id);
  return (
    <>
      <DryRunView of={asked} />
      <p className={css.quiet}>
        <PageLink to={dryRunPlace(props.id)}>{t("dryRun.page")}</PageLink>
      </p>
    </>
  );
}
