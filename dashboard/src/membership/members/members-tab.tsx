import { useView } from "../../app/address";
import { useGroup } from "../../groups/group-context";
import { useText } from "../../text";
import css from "../../ui/ui.module.css";
import { Exclusions } from "./exclusions";
import { Members } from "./members";

/** Who is in a group, or who is kept out of it. */
export default function MembersTab() {
  const t = useText();
  const { id } = useGroup();
  const { view, change } = useView();
  const isExcluded = view.layout === "excluded";
  return (
    <>
      <fieldset className={css.choices}>
        <legend className={css.hidden}>{t("excluded.choose")}</legend>
        {[false, true].map((excluded) => (
          <button
            key={String(excluded)}
            type="button"
            aria-pressed={excluded === isExcluded}
            onClick={() =>
              // What is looked for among the ones says nothing of the others.
              change({
                ...Object.fromEntries(Object.keys(view.filters).map((f) => [f, null])),
                search: null,
                sort: null,
                layout: excluded ? "excluded" : null,
              })
            }
          >
            {t(excluded ? "excluded.title" : "members.title")}
          </button>
        ))}
      </fieldset>
      {isExcluded ? <Exclusions /> : <Members groupId={id} />}
    </>
  );
}
