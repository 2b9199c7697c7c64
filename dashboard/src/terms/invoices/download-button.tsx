import { useState } from "react";
import { fetchFile } from "../../api/files";
import { save } from "../../app/download";
import { useHost } from "../../bridge";
import { useText } from "../../text";
import { BusyButton } from "../../ui/busy-button";
import { useFaultText } from "../../ui/messages/notices";
import { useToast } from "../../ui/messages/toasts";

/** Has an invoice as a file. */
export function DownloadButton(props: { number: string; url: string }) {
  const t = useText();
  const host = useHost();
  const toast = useToast();
  const textOf = useFaultText();
  const [busy, setBusy] = useState(false);
  const { number, url } = props;
  const download = async () => {
    setBusy(true);
    try {
      save(await fetchFile(host, url), `${number}.pdf`);
    } catch (error) {
      toast(textOf(error as Error), "error");
    }
    setBusy(false);
  };
  return (
    <BusyButton
      variant="secondary"
      busy={busy}
      aria-label={t("invoices.download.one", { number })}
      onClick={() => void download()}
    >
      {t("invoices.download")}
    </BusyButton>
  );
}
