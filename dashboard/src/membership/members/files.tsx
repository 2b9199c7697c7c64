import { Button } from "@saleor/macaw-ui";
import { useState } from "react";
import { graphql, type ResultOf } from "../../api/graphql";
import { Refused, useChange } from "../../api/hooks";
import { useLatest } from "../../api/latest";
import { useText } from "../../text";
import { BusyButton } from "../../ui/busy-button";
import { Dialog } from "../../ui/dialogs";
import { ExportButton } from "../../ui/export-button";
import { BadLines, FileField } from "../../ui/file-field";
import { Notice, useFaultText } from "../../ui/messages/notices";
import { useToast } from "../../ui/messages/toasts";
import { Facts } from "../../ui/page";
import css from "../../ui/ui.module.css";

const EXPORT = graphql(`
  query ExportMembers($id: ID!) {
    customerGroupMembersExport(id: $id)
  }
`);

const IMPORT = graphql(`
  mutation ImportMembers(
    $id: ID!
    $file: Upload
    $mode: CustomerGroupImportMode
    $dryRun: Boolean
  ) {
    customerGroupMembersImport(id: $id, file: $file, mode: $mode, dryRun: $dryRun) {
      added
      changed
      unchanged
      removed
      badRows {
        line
        message
      }
      errors {
        field
        code
        message
      }
    }
  }
`);

type Outcome = NonNullable<ResultOf<typeof IMPORT>["customerGroupMembersImport"]>;
type Mode = "ADD" | "REPLACE";

/** Members as a file: out, and in with a preview of what would change. */
export function FilesMenu(props: {
  groupId: string;
  groupName: string;
  /** Whether customers join by rules alone, so that no file can add any. */
  isByRules: boolean;
}) {
  const t = useText();
  const [open, setOpen] = useState(false);
  return (
    <>
      {!props.isByRules && (
        <Button variant="secondary" onClick={() => setOpen(true)}>
          {t("files.import")}
        </Button>
      )}
      <ExportButton
        document={EXPORT}
        variables={{ id: props.groupId }}
        name={props.groupName}
      />
      {open && <ImportDialog {...props} onClose={() => setOpen(false)} />}
    </>
  );
}

function ImportDialog(props: {
  groupId: string;
  groupName: string;
  onClose: () => void;
}) {
  const t = useText();
  const toast = useToast();
  const textOf = useFaultText();
  const change = useChange(IMPORT);
  const [file, setFile] = useState<File | null>(null);
  const [mode, setMode] = useState<Mode>("ADD");
  const [preview, setPreview] = useState<Outcome | null>(null);
  const [problem, setProblem] = useState("");
  const begin = useLatest();

  const run = async (of: File, how: Mode, dryRun: boolean) => {
    const isLatest = begin();
    setProblem("");
    try {
      const outcome = await change.mutateAsync({
        id: props.groupId,
        file: of,
        mode: how,
        dryRun,
      });
      if (!isLatest()) return;
      if (dryRun) {
        setPreview(outcome);
      } else {
        toast(t("files.done", { added: outcome.added, removed: outcome.removed }));
        props.onClose();
      }
    } catch (error) {
      if (!isLatest()) return;
      setPreview(null);
      setProblem(error instanceof Refused ? error.message : textOf(error as Error));
    }
  };

  const bad = preview?.badRows ?? [];
  return (
    <Dialog
      wide
      title={t("files.title", { group: props.groupName })}
      open
      onClose={props.onClose}
      actions={
        <BusyButton
          disabled={!file || !preview || bad.length > 0}
          busy={change.isPending}
          onClick={() => file && void run(file, mode, false)}
        >
          {t("files.button")}
        </BusyButton>
      }
    >
      <p className={css.text}>{t("files.help")}</p>
      <FileField
        label={t("files.file")}
        onChange={(chosen) => {
          setFile(chosen);
          void run(chosen, mode, true);
        }}
      />
      <fieldset className={css.radios}>
        <legend className={css.text}>{t("files.mode")}</legend>
        {(["ADD", "REPLACE"] as const).map((value) => (
          <label key={value} className={css.radio}>
            <input
              type="radio"
              name="import-mode"
              checked={mode === value}
              onChange={() => {
                setMode(value);
                if (file) void run(file, value, true);
              }}
            />
            {t(`files.mode.${value}`)}
          </label>
        ))}
      </fieldset>
      {problem && <Notice tone="bad">{problem}</Notice>}
      {preview && (
        <>
          <h3 className={css.dialogTitle}>{t("files.preview")}</h3>
          <Facts
            facts={[
              [t("files.added"), preview.added],
              [t("files.changed"), preview.changed],
              [t("files.unchanged"), preview.unchanged],
              [t("files.removed"), preview.removed],
            ]}
          />
        </>
      )}
      <BadLines rows={bad} />
    </Dialog>
  );
}
