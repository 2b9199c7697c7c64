import { Button } from "@saleor/macaw-ui";
import { useId, useState } from "react";
import { useForm } from "react-hook-form";
import { graphql } from "../api/graphql";
import { Refused, useAsk, useChange } from "../api/hooks";
import { GroupLink } from "../groups/group-link";
import { UPDATE_GROUP } from "../groups/group-requests";
import { useText } from "../text";
import { BusyButton } from "../ui/busy-button";
import { Dialog } from "../ui/dialogs";
import { Form } from "../ui/form";
import { Asked } from "../ui/messages/notices";
import { Card } from "../ui/page";
import { GroupField } from "../ui/pickers/group-picker";
import css from "../ui/ui.module.css";

const SPECIAL_GROUPS = graphql(`
  query SpecialGroups {
    customerGroupSettings {
      defaultGroup {
        id
        name
        colour
      }
      guestsGroup {
        id
        name
        colour
      }
    }
  }
`);

interface Group {
  id: string;
  name: string;
  colour: string;
}

/** The default group and the guests' group, each changed in a dialog. */
export function SpecialGroups() {
  const t = useText();
  const asked = useAsk(SPECIAL_GROUPS, {});
  const update = useChange(UPDATE_GROUP);
  const [changed, setChanged] = useState<"default" | "guests" | null>(null);
  return (
    <Card title={t("settings.special")}>
      <Asked of={asked} lines={2}>
        {({ customerGroupSettings }) => {
          const guests = customerGroupSettings?.guestsGroup ?? null;
          return (
            <>
              <Special
                title={t("groups.default")}
                help={t("group.form.default.help")}
                group={customerGroupSettings?.defaultGroup ?? null}
                onChange={() => setChanged("default")}
              />
              <Special
                title={t("settings.guests")}
                help={t("settings.guests.help")}
                group={guests}
                onChange={() => setChanged("guests")}
              />
              {changed === "default" && (
                <ChoiceDialog
                  title={t("settings.default.change")}
                  label={t("groups.default")}
                  field="isDefault"
                  onClose={() => setChanged(null)}
                  save={(id) =>
                    update.mutateAsync({
                      id: id ?? "",
                      input: { isDefault: true },
                      ifUpdatedAt: null,
                    })
                  }
                />
              )}
              {changed === "guests" && (
                <ChoiceDialog
                  title={t("settings.guests.change")}
                  label={t("settings.guests")}
                  field="forGuests"
                  help={t("settings.guests.empty")}
                  canBeEmpty
                  onClose={() => setChanged(null)}
                  save={async (id) => {
                    const set = (of: string, forGuests: boolean) =>
                      update.mutateAsync({
                        id: of,
                        input: { forGuests },
                        ifUpdatedAt: null,
                      });
                    if (guests && guests.id !== id) await set(guests.id, false);
                    if (!id) return;
                    try {
                      await set(id, true);
                    } catch (error) {
                      // There is one at most, so the other had to go first.
                      if (guests) await set(guests.id, true);
                      throw error;
                    }
                  }}
                />
              )}
            </>
          );
        }}
      </Asked>
    </Card>
  );
}

function Special(props: {
  title: string;
  help: string;
  group: Group | null;
  onChange: () => void;
}) {
  const t = useText();
  return (
    <div className={css.apart}>
      <div>
        <div className={css.row}>
          <strong className={css.text}>{props.title}</strong>
          {props.group ? (
            <GroupLink group={props.group} />
          ) : (
            <span className={css.text}>{t("none")}</span>
          )}
        </div>
        <div className={css.quiet}>{props.help}</div>
      </div>
      <Button
        variant="secondary"
        aria-label={`${t("settings.change")}: ${props.title}`}
        onClick={props.onChange}
      >
        {t("settings.change")}
      </Button>
    </div>
  );
}

function ChoiceDialog(props: {
  title: string;
  label: string;
  help?: string;
  /** What the API calls the field that it may refuse. */
  field: "isDefault" | "forGuests";
  canBeEmpty?: boolean;
  onClose: () => void;
  save: (id: string | null) => Promise<unknown>;
}) {
  const t = useText();
  const id = useId();
  const form = useForm<{ group: string | null }>({ defaultValues: { group: null } });
  const chosen = form.watch("group");
  return (
    <Dialog
      title={props.title}
      open
      onClose={props.onClose}
      actions={
        <BusyButton
          type="submit"
          form={id}
          disabled={!chosen && !props.canBeEmpty}
          busy={form.formState.isSubmitting}
        >
          {t("save")}
        </BusyButton>
      }
    >
      <Form
        id={id}
        form={form}
        bar={false}
        save={async ({ group }) => {
          try {
            await props.save(group);
          } catch (error) {
            if (!(error instanceof Refused)) throw error;
            throw new Refused(
              error.errors.map((each) => ({ ...each, field: "group" })),
            );
          }
        }}
        onSaved={props.onClose}
      >
        <GroupField name="group" label={props.label} help={props.help} />
      </Form>
    </Dialog>
  );
}
