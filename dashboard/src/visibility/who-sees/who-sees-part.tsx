import { useAsk } from "../../api/hooks";
import { PageLink } from "../../app/own-pages";
import { useText } from "../../text";
import { Asked } from "../../ui/messages/notices";
import css from "../../ui/ui.module.css";
import { partedBy, whoSees } from "../question";
import { WHO_SEES } from "./documents";
import { Reason, Sees, Verdicts } from "./verdicts";

/** In the card beside a product: who sees it, and why the others do not. */
export function WhoSeesPart(props: { productId: string }) {
  const t = useText();
  const { productId } = props;
  const asked = useAsk(WHO_SEES, { productId, customerId: null });
  return (
    <section className={css.stack}>
      <h2 className={css.text}>
        <strong>{t("whoSees.title")}</strong>
      </h2>
      <Asked of={asked} lines={1}>
        {({ customerGroupVisibilityExplain: found }) => {
          if (!found) return null;
          const { seeing, others } = partedBy(found.groups);
          if (others.length === 0 && found.isVisible) {
            return <p className={css.text}>{t("whoSees.everybody")}</p>;
          }
          return (
            <>
              <div className={`${css.row} ${css.text}`}>
                <span>{t("cards.guests")}</span>
                <Sees isVisible={found.isVisible} />
              </div>
              {!found.isVisible && (
                <div className={css.quiet}>
                  <Reason of={found} />
                </div>
              )}
              <span className={css.quiet}>
                {t("whoSees.seeing", { count: seeing.length })}
              </span>
              <Verdicts groups={seeing} label={t("whoSees.seeing.label")} />
              <span className={css.quiet}>
                {t("whoSees.others", { count: others.length })}
              </span>
              <Verdicts groups={others} label={t("whoSees.others.label")} />
            </>
          );
        }}
      </Asked>
      <div className={css.text}>
        <PageLink to={whoSees(productId)}>{t("whoSees.more")}</PageLink>
      </div>
    </section>
  );
}
