import { useIntl } from "react-intl";
import { useAsk } from "../../api/hooks";
import type { View } from "../../app/address";
import { useText } from "../../text";
import { Asked } from "../../ui/messages/notices";
import { SelectBox } from "../../ui/select-box";
import css from "../../ui/ui.module.css";
import { ReportFile } from "../group/report-file";
import { ReportPart } from "../group/report-table";
import { type About, GROUP_REPORT, type Item } from "../report-requests";
import own from "../reports.module.css";
import { ATTRIBUTES } from "./attribute-requests";
import { GoodsTable } from "./goods-table";
import { MAX_WORDS, WORD_KINDS, wordKindOf, wordsOf } from "./words";

/** What the members buy, as words and as a table: the larger, the more money. */
export function WordsPart(props: {
  about: About;
  view: View;
  change: (changed: Record<string, string | null>) => void;
}) {
  const t = useText();
  const { about, view, change } = props;
  const by = wordKindOf(view.filters.words);
  const attribute = by === "ATTRIBUTE" ? (view.filters.attribute ?? null) : null;
  const needsAttribute = by === "ATTRIBUTE" && !attribute;
  const asked = useAsk(
    GROUP_REPORT,
    { ...about, goods: true, by, attribute, first: MAX_WORDS },
    { keep: true, wait: needsAttribute },
  );
  const title = t("report.words");
  return (
    <ReportPart
      title={title}
      file={<ReportFile about={about} table="GOODS" {...{ by, attribute, title }} />}
    >
      <div className={`${css.row} ${css.unprinted}`}>
        <SelectBox
          label={t("report.words.by")}
          value={by}
          options={WORD_KINDS.map((value) => ({
            value,
            label: t(`report.words.${value}`),
          }))}
          onChange={(words) => change({ words, attribute: null })}
        />
        {by === "ATTRIBUTE" && (
          <AttributeBox
            value={attribute ?? ""}
            onChange={(chosen) => change({ attribute: chosen || null })}
          />
        )}
      </div>
      {needsAttribute ? (
        <p className={css.text}>{t("report.words.choose")}</p>
      ) : (
        <Asked of={asked}>
          {({ customerGroupReport: { goods } }) =>
            goods?.items.length ? (
              <>
                <WordCloud items={goods.items} />
                <GoodsTable
                  label={title}
                  what={t(`report.words.${by}`)}
                  goods={goods}
                  busy={asked.isPlaceholderData}
                />
              </>
            ) : (
              <p className={css.text}>{t("report.goods.none")}</p>
            )
          }
        </Asked>
      )}
    </ReportPart>
  );
}

/** A picture for the eyes alone: the table below it has the words and the money. */
function WordCloud(props: { items: readonly Item[] }) {
  const t = useText();
  const { locale } = useIntl();
  const words = wordsOf(props.items, locale);
  if (words.length < 2) return null;
  return (
    <div className={own.words} role="img" aria-label={t("report.words.picture")}>
      {words.map(({ id, text, size }) => (
        <bdi key={id} style={{ fontSize: size }}>
          {text}
        </bdi>
      ))}
    </div>
  );
}

/** One of the attributes of the shop. */
function AttributeBox(props: { value: string; onChange: (id: string) => void }) {
  const t = useText();
  const asked = useAsk(ATTRIBUTES, {});
  const found = asked.data?.attributes?.edges ?? [];
  return (
    <SelectBox
      label={t("report.words.attribute")}
      value={props.value}
      options={[
        { value: "", label: t("report.words.choice") },
        ...found.map(({ node }) => ({ value: node.id, label: node.name ?? node.id })),
      ]}
      onChange={props.onChange}
    />
  );
}
