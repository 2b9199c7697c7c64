import { Button } from "@saleor/macaw-ui";
import type { TadaDocumentNode } from "gql.tada";
import { ask } from "../api/request";
import { download } from "../app/download";
import { useHost } from "../bridge";
import { useText } from "../text";
import { useFaultText } from "./messages/notices";
import { useToast } from "./messages/toasts";

/** Has what a document answers as a file: the text of its only field. */
export function ExportButton<
  Answer extends Record<string, string | null>,
  Variables,
>(props: {
  document: TadaDocumentNode<Answer, Variables>;
  variables: Variables;
  /** The name of the file, without its ending. */
  name: string;
}) {
  const t = useText();
  const host = useHost();
  const toast = useToast();
  const textOf = useFaultText();
  const save = async () => {
    try {
      const answer = await ask(host, props.document, props.variables);
      download(Object.values(answer)[0] ?? "", `${props.name}.csv`);
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
