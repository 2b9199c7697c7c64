import { Button } from "@saleor/macaw-ui";
import { useState } from "react";
import { useText } from "../../../text";
import type { PriceList } from "../documents";
import { ImportDialog } from "./import-dialog";

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
