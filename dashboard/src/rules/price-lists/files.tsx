import { Button } from "@saleor/macaw-ui";
import { useState } from "react";
import { ask } from "../../api/request";
import { download } from "../../app/download";
import { useHost } from "../../bridge";
import { useText } from "../../text";
import { useFaultText } from "../../ui/notices";
import { useToast } from "../../ui/toasts";
import { ImportDialog } from "./import-dialog";
import { EXPORT } from "./import-documents";
import type { PriceList } from "./list-page";

/** Puts a file of prices into the list. */
export function ImportButton(props: { list: PriceList }) {
  const t = useText();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="secondary" onClick={() => setOpen(true)}>
        {t("files.import")}
      </Button>
      {open && <ImportDialog list={props.list} onClose={() => setOpen(false)} />}
    </>
  );
}

/** Has the prices of a list as a file, which can be put in again. */
export function ExportButton(props: { id: string; name: string }) {
  const t = useText();
  const host = useHost();
  const toast = useToast();
  const textOf = useFaultText();
  const save = async () => {
    try {
      const answer = await ask(host, EXPORT, { id: props.id });
      download(answer.customerGroupPriceListExport ?? "", `${props.name}.csv`);
    } catch (error) {
      toast(textOf(error as Error), "error");
    }
  };
  return (
    <Button variant="secondary" onClick={() => void save()}>
      {t("files.export")}
    </Button>
  );
}
