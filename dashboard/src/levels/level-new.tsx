import { useForm } from "react-hook-form";
import { useIntl } from "react-intl";
import { useLocation } from "wouter";
import { useChange } from "../api/hooks";
import { useSession } from "../app/session";
import { useText } from "../text";
import { Form } from "../ui/form";
import { useToast } from "../ui/messages/toasts";
import { Page } from "../ui/page";
import { ProgrammeFields } from "./level-form";
import { CREATE_PROGRAMME } from "./requests";
import { inputOf, newProgramme, type ProgrammeValues } from "./values";

/** A new loyalty programme. */
export default function LevelNew() {
  const t = useText();
  const toast = useToast();
  const { locale } = useIntl();
  const [, go] = useLocation();
  const { defaultCurrency } = useSession();
  const create = useChange(CREATE_PROGRAMME);
  const form = useForm<ProgrammeValues>({
    defaultValues: newProgramme(defaultCurrency ?? "", new Date()),
  });
  return (
    <Page title={t("levels.new")} back={{ to: "/levels", label: t("levels.title") }}>
      <Form
        form={form}
        save={(values) => create.mutateAsync({ input: inputOf(values, locale) })}
        onSaved={({ levelProgramme, warnings }) => {
          for (const warning of warnings ?? []) toast(warning);
          go(`/levels/${levelProgramme?.id ?? ""}`, { replace: true });
        }}
        saveLabel={t("levels.create")}
        savedText={t("levels.created")}
        onCancel={() => go("/levels")}
      >
        <ProgrammeFields />
      </Form>
    </Page>
  );
}
