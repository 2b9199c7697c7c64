import { useMemo } from "react";
import { useForm, useWatch } from "react-hook-form";
import { useIntl } from "react-intl";
import { useChange } from "../../api/hooks";
import { PageLink } from "../../app/own-pages";
import { useCurrencies } from "../../app/session";
import { useGroup } from "../../groups/group-context";
import { useText } from "../../text";
import { Form, useLoaded } from "../../ui/form";
import { Card } from "../../ui/page";
import css from "../../ui/ui.module.css";
import { termsHistoryOf } from "../history/change-words";
import { useSpeech } from "../speech";
import { effective, type Said } from "./inheritance";
import { UPDATE_TERMS } from "./terms-documents";
import { TermsFields } from "./terms-fields";
import {
  type TermsGroup,
  type TermsValues,
  termsInput,
  termsValues,
  typedTerms,
} from "./terms-values";
import { meaning, originWords } from "./words";

/** How the members of a group pay: the form of it, and what it means. */
export function TermsForm(props: {
  group: TermsGroup;
  reload: () => Promise<TermsGroup | null | undefined>;
}) {
  const t = useText();
  const { locale } = useIntl();
  const [currency = ""] = useCurrencies();
  const { group } = props;
  const values = useMemo(
    () => termsValues(group, locale, currency),
    [group, locale, currency],
  );
  const form = useForm<TermsValues>({ defaultValues: values });
  useLoaded(form, values);
  const update = useChange(UPDATE_TERMS);
  const above = group.termsAbove ?? [];
  return (
    <Form
      form={form}
      save={async (typed) => {
        await update.mutateAsync({
          id: group.id,
          input: termsInput(typed, locale),
          ifUpdatedAt: typed.updatedAt,
        });
      }}
      reload={async () => {
        const loaded = await props.reload();
        if (loaded) form.reset(termsValues(loaded, locale, currency));
      }}
    >
      <div className={css.columns}>
        <div className={css.pile}>
          <TermsFields above={above} />
        </div>
        <div className={css.pile}>
          <Meaning above={above} />
          <Card title={t("terms.about")}>
            <p className={css.text}>{t("terms.about.several")}</p>
            <p className={css.text}>{t("terms.about.customer")}</p>
            {group.isDefault && <p className={css.text}>{t("terms.about.default")}</p>}
            {group.forGuests && <p className={css.text}>{t("terms.about.guests")}</p>}
            <p className={css.text}>
              <PageLink to={termsHistoryOf({ group: group.id })}>
                {t("termsHistory.link")}
              </PageLink>
            </p>
          </Card>
        </div>
      </div>
    </Form>
  );
}

/** What the form says in plain words, while it is filled. */
function Meaning(props: { above: readonly Said[] }) {
  const t = useText();
  const { locale } = useIntl();
  const { parent } = useGroup();
  const speech = useSpeech();
  const values = useWatch<TermsValues>() as TermsValues;
  const own = typedTerms(values, locale);
  const above = parent !== null && values.inheritsTerms ? props.above : [];
  const origin = originWords(own, above, speech);
  return (
    <Card title={t("terms.means")}>
      <div role="status">
        {meaning(effective(own, above), speech).map((sentence) => (
          <p key={sentence} className={css.text}>
            {sentence}
          </p>
        ))}
        <p className={css.quiet}>{origin || t("terms.origin.none")}</p>
      </div>
    </Card>
  );
}
