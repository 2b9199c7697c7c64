import { Button } from "@saleor/macaw-ui";
import type { TadaDocumentNode } from "gql.tada";
import { ask } from "../api/request";
import { download } from "../app/download";
import { useHost } from "../bridge";
import { useText } from "../text";
import { useFaultText } from "./messages/notices";
import { useToast } from "./messages/toasts";

/** Has what a document answers as a file. */
export function ExportButton<Answer extends object, Variables>(props: {
  document: TadaDocumentNode<Answer, Variables>;
  variables: Variables;
  /** The text in it, where it is not that of its only field. */
  textOf?: (answer: Answer) => string | null;
  /** What its button says, where there are several. */
  label?: string;
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
      const text = (props.textOf ?? onlyText)(answer);
      download(text ?? "", `${props.name}.csv`);
    } catch (error) {
      toast(textOf(error as Error), "error");
    }
  };
  return (
    <Button variant="secondary" onClick={() => void save()}>
      {props.label ?? t("files.export")}
    </Button>
  );
}

function onlyText(answer: object): string | null {
  const [text] = Object.values(answer);
  return typeof text === "string" ? text : null;
}
