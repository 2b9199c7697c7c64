import { Button } from "@saleor/macaw-ui";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { useIntl } from "react-intl";
import { useLocation } from "wouter";
import { Refused, useAsk, useChange } from "../api/hooks";
import { useIdOfPage } from "../app/address";
import { useSession } from "../app/session";
import { useText } from "../text";
import { Form } from "../ui/form";
import { useLater } from "../ui/later";
import { Asked, NotFound, Notice } from "../ui/messages/notices";
import { Card, Page } from "../ui/page";
import css from "../ui/ui.module.css";
import { LevelBar } from "./level-bar";
import { Deletion, useDropped } from "./level-deletion";
import { ProgrammeFields } from "./level-form";
import { LEVEL_PREVIEW, PROGRAMME, type Programme, UPDATE_PROGRAMME } from "./requests";
import { inputOf, isFilled, type ProgrammeValues, valuesOf } from "./values";

const AGAIN_MS = 1000;

function isRunning(programme: Programme | null | undefined): boolean {
  return (programme?.levels ?? []).some(
    ({ group }) => group.latestRun?.state === "RUNNING",
  );
}

/** A loyalty programme in one form, and what a change would move before it is made. */
export default function LevelPage() {
  const t = useText();
  const asked = useAsk(
    PROGRAMME,
    { id: useIdOfPage() },
    { again: (data) => isRunning(data?.customerGroupLevelProgramme) && AGAIN_MS },
  );
  return (
    <Asked whole of={asked}>
      {({ customerGroupLevelProgramme: programme, customerGroupTotals }) =>
        programme ? (
          <Content
            key={programme.id}
            programme={programme}
            customers={customerGroupTotals?.customers ?? 0}
            reload={async () =>
              (await asked.refetch()).data?.customerGroupLevelProgramme
            }
          />
        ) : (
          <Page
            title={t("error.notFound.title")}
            back={{ to: "/levels", label: t("levels.title") }}
          >
            <NotFound />
          </Page>
        )
      }
    </Asked>
  );
}

function Content(props: {
  programme: Programme;
  customers: number;
  reload: () => Promise<Programme | null | undefined>;
}) {
  const t = useText();
  const { locale } = useIntl();
  const [, go] = useLocation();
  const { defaultCurrency } = useSession();
  const { programme } = props;
  const shown = (of: Programme) => valuesOf(of, locale, defaultCurrency ?? "");
  // As it was when the form was filled: it may be loaded again meanwhile.
  const [read, setRead] = useState(programme);
  const [warnings, setWarnings] = useState<readonly string[]>([]);
  const [deleting, setDeleting] = useState(false);
  const form = useForm<ProgrammeValues>({ defaultValues: shown(read) });
  const { isDirty } = form.formState;
  const values = form.watch();
  const isAsking = isDirty && isFilled(values, locale);
  const input = useLater(
    isAsking ? JSON.stringify(inputOf(values, locale, read)) : "",
    400,
  );
  const preview = useAsk(
    LEVEL_PREVIEW,
    { id: read.id, input: JSON.parse(input || "{}") as ReturnType<typeof inputOf> },
    { wait: !input, keep: true, aside: true },
  );
  const found = preview.data?.customerGroupLevelProgrammePreview;
  const previews = isDirty && found && found.errors.length === 0 ? found.levels : null;
  const dropped = useDropped();
  const update = useChange(UPDATE_PROGRAMME);

  const show = (latest: Programme | null | undefined) => {
    if (!latest) return;
    setRead(latest);
    form.reset(shown(latest));
  };
  const save = async (typed: ProgrammeValues) => {
    const kept = new Set(typed.levels.map(({ groupId }) => groupId));
    const gone = (read.levels ?? [])
      .map(({ group }) => group)
      .filter(({ id }) => !kept.has(id));
    // Who does not want them to go goes on with the form as it is.
    if (gone.length > 0 && !(await dropped.confirm(gone))) throw new Refused([]);
    const saved = await update.mutateAsync({
      id: read.id,
      input: inputOf(typed, locale, read),
      force: gone.length > 0,
      ifUpdatedAt: read.updatedAt,
    });
    setWarnings(saved.warnings ?? []);
    // New levels have groups now. Loaded before anybody can type again.
    return props.reload();
  };

  return (
    <Page
      title={<bdi>{programme.name}</bdi>}
      name={programme.name}
      back={{ to: "/levels", label: t("levels.title") }}
    >
      {warnings.map((warning) => (
        <Notice key={warning} tone="warning">
          {warning}
        </Notice>
      ))}
      {isRunning(programme) && <Notice>{t("levels.running")}</Notice>}
      <LevelBar
        title={t(previews ? "levels.barThen" : "levels.bar")}
        customers={props.customers}
        levels={
          previews
            ? previews
                .filter(({ isDropped }) => !isDropped)
                .map(({ name, count, group }, index) => ({
                  key: group?.id ?? String(index),
                  name,
                  count,
                  colour: colourOf(group),
                }))
            : (programme.levels ?? []).map(({ group }) => ({
                key: group.id,
                name: group.name,
                colour: group.colour,
                count: group.membersCount ?? 0,
              }))
        }
      />
      <Form
        form={form}
        save={save}
        reload={async () => show(await props.reload())}
        onSaved={show}
      >
        <ProgrammeFields programme={programme} previews={previews} />
      </Form>
      {dropped.dialog}
      <Card title={t("levels.delete")}>
        <p className={css.text}>{t("levels.deleteText")}</p>
        <div>
          <Button variant="error" onClick={() => setDeleting(true)}>
            {t("levels.delete")}
          </Button>
        </div>
        {deleting && (
          <Deletion
            programme={programme}
            onClose={() => setDeleting(false)}
            onDeleted={() => go("/levels")}
          />
        )}
      </Card>
    </Page>
  );

  function colourOf(group: { id: string } | null): string {
    return values.levels.find(({ groupId }) => groupId === group?.id)?.colour ?? "";
  }
}
