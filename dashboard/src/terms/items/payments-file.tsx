import { Button } from "@saleor/macaw-ui";
import { useState } from "react";
import type { ResultOf } from "../../api/graphql";
import { Refused, useChange } from "../../api/hooks";
import { useLatest } from "../../api/latest";
import { useText } from "../../text";
import { BusyButton } from "../../ui/busy-button";
import { Dialog } from "../../ui/dialogs";
import { BadLines, FileField } from "../../ui/file-field";
import { Notice, useFaultText } from "../../ui/messages/notices";
import { useToast } from "../../ui/messages/toasts";
import { Facts } from "../../ui/page";
import css from "../../ui/ui.module.css";
import { IMPORT_PAYMENTS } from "./item-documents";

type Outcome = NonNullable<
  ResultOf<typeof IMPORT_PAYMENTS>["customerGroupPaymentsImport"]
>;

const COLUMNS = "order,amount,received_on,reference";

/** Records the payments of a file, such as a bank has made: all of them, or none. */
export function PaymentsFile() {
  const t = useText();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="secondary" onClick={() => setOpen(true)}>
        {t("items.file")}
      </Button>
      {open && <FileDialog onClose={() => setOpen(false)} />}
    </>
  );
}

function FileDialog(props: { onClose: () => void }) {
  const t = useText();
  const toast = useToast();
  const textOf = useFaultText();
  const change = useChange(IMPORT_PAYMENTS);
  const [file, setFile] = useState<File | null>(null);
  const [preview, setPreview] = useState<Outcome | null>(null);
  const [problem, setProblem] = useState("");
  const begin = useLatest();

  const run = async (of: File, dryRun: boolean) => {
    const isLatest = begin();
    setFile(of);
    setPreview(null);
    setProblem("");
    try {
      const outcome = await change.mutateAsync({ file: of, dryRun });
      if (!isLatest()) return;
      // Somebody else may have recorded some of them since it was tried.
      if (dryRun || outcome.badRows?.length) return setPreview(outcome);
      toast(t("items.pay.done", { count: outcome.recorded ?? 0 }));
      props.onClose();
    } catch (error) {
      if (!isLatest()) return;
      setProblem(error instanceof Refused ? error.message : textOf(error as Error));
    }
  };

  const bad = preview?.badRows ?? [];
  const recorded = preview?.recorded ?? 0;
  return (
    <Dialog
      open
      wide
      title={t("items.file")}
      onClose={props.onClose}
      actions={
        <BusyButton
          disabled={bad.length > 0 || recorded === 0}
          busy={change.isPending}
          onClick={() => file && void run(file, false)}
        >
          {recorded > 0
            ? t("items.pay.several", { count: recorded })
            : t("items.pay.do")}
        </BusyButton>
      }
    >
      <p className={css.text}>{t("items.file.help")}</p>
      <pre className={css.text}>{COLUMNS}</pre>
      <FileField
        label={t("files.file")}
        onChange={(chosen) => void run(chosen, true)}
      />
      {problem && <Notice tone="bad">{problem}</Notice>}
      {preview && bad.length === 0 && (
        <>
          <h3 className={css.dialogTitle}>{t("files.preview")}</h3>
          <Facts
            facts={[
              [t("items.file.recorded"), preview.recorded],
              [t("items.file.unchanged"), preview.unchanged],
            ]}
          />
        </>
      )}
      <BadLines rows={bad} />
    </Dialog>
  );
}
