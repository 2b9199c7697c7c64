import { useState } from "react";
import { useSession } from "../../../app/session";
import { useText } from "../../../text";
import { BusyButton } from "../../../ui/busy-button";
import { Dialog } from "../../../ui/dialogs";
import { FileField } from "../../../ui/file-field";
import { Notice } from "../../../ui/messages/notices";
import { useToast } from "../../../ui/messages/toasts";
import { Tick } from "../../../ui/tick";
import css from "../../../ui/ui.module.css";
import { useWords } from "../../../ui/values/words";
import type { PriceList } from "../documents";
import {
  decode,
  guess,
  isPlain,
  type Mapping,
  type Read,
  readFile,
  rename,
} from "./csv";
import { MappingFields } from "./mapping-fields";
import { JobProgress, OutcomeOf } from "./outcome";
import { useImport } from "./use-import";

interface Chosen {
  file: File;
  read: Read;
  mapping: Mapping;
  currency: string;
}

/** A file of prices: what its columns are, what it would change, and then the change. */
export function ImportDialog(props: { list: PriceList; onClose: () => void }) {
  const t = useText();
  const toast = useToast();
  const words = useWords();
  const { defaultCurrency } = useSession();
  const { list, onClose } = props;
  const files = useImport(list.id);
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [replace, setReplace] = useState(false);

  const attempt = (next: Chosen, replaces: boolean) => {
    setChosen(next);
    const { sku, unit_price } = next.mapping;
    if (sku === null || unit_price === null) files.forget();
    else void files.run(sent(next), replaces, true);
  };
  const choose = async (file: File) => {
    const read = readFile(decode(await file.arrayBuffer()));
    const currency = chosen?.currency ?? defaultCurrency ?? "";
    attempt({ file, read, mapping: guess(read.header), currency }, replace);
  };
  const save = async (of: Chosen) => {
    const answer = await files.run(sent(of), replace, false);
    if (!answer) return;
    toast(
      answer.job
        ? t("import.started")
        : t("import.done", { added: answer.added, changed: answer.changed }),
    );
    onClose();
  };

  const { outcome, job } = files;
  const isReady = outcome !== null && outcome.badRowsCount === 0 && !files.problem;
  return (
    <Dialog
      wide
      title={t("import.title", { list: list.name })}
      open
      onClose={onClose}
      actions={
        <BusyButton
          busy={!chosen || !isReady || files.busy}
          onClick={() => chosen && void save(chosen)}
        >
          {t("files.button")}
        </BusyButton>
      }
    >
      <p className={css.text}>{t("import.help")}</p>
      <FileField
        label={t("files.file")}
        accept=".csv,.txt,text/csv"
        onChange={(file) => void choose(file)}
      />
      {chosen && (
        <>
          <MappingFields
            read={chosen.read}
            mapping={chosen.mapping}
            onChange={(mapping) => attempt({ ...chosen, mapping }, replace)}
            currency={chosen.currency}
            onCurrency={(currency) => attempt({ ...chosen, currency }, replace)}
          />
          <Tick
            shown
            label={t("import.replace")}
            checked={replace}
            onChange={(on) => {
              setReplace(on);
              attempt(chosen, on);
            }}
          />
        </>
      )}
      {files.problem && <Notice tone="bad">{files.problem}</Notice>}
      {job && !outcome && <JobProgress job={job} />}
      {outcome && (
        <>
          <h3 className={css.dialogTitle}>{t("files.preview")}</h3>
          {files.form && (
            <p className={css.text}>
              {t("import.form", {
                separator: words(files.form.separator),
                commas: String(files.form.hasDecimalCommas),
              })}
            </p>
          )}
          <OutcomeOf outcome={outcome} />
        </>
      )}
    </Dialog>
  );
}

/** What is sent: the file as it is where the API reads it, else with our names in it. */
function sent({ file, read, mapping, currency }: Chosen): File {
  if (isPlain(read, mapping)) return file;
  return new File([rename(read, mapping, currency)], file.name, { type: "text/csv" });
}
