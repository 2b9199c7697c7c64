import { useAsk } from "../../api/hooks";
import { useText } from "../../text";
import { Asked } from "../../ui/messages/notices";
import css from "../../ui/ui.module.css";
import { ReportFile } from "../group/report-file";
import { ReportPart } from "../group/report-table";
import { type About, GROUP_REPORT } from "../report-requests";
import { GoodsTable } from "./goods-table";

const FIRST = 10;

/** The products on which most money was spent. */
export function ProductsPart(props: { about: About }) {
  const t = useText();
  const { about } = props;
  const asked = useAsk(
    GROUP_REPORT,
    { ...about, goods: true, by: "PRODUCT" as const, attribute: null, first: FIRST },
    { keep: true },
  );
  const title = t("report.products");
  return (
    <ReportPart
      title={title}
      file={<ReportFile about={about} table="GOODS" by="PRODUCT" title={title} />}
    >
      <Asked of={asked}>
        {({ customerGroupReport: { goods } }) =>
          goods?.items.length ? (
            <GoodsTable
              label={title}
              what={t("report.product")}
              goods={goods}
              busy={asked.isPlaceholderData}
            />
          ) : (
            <p className={css.text}>{t("report.goods.none")}</p>
          )
        }
      </Asked>
    </ReportPart>
  );
}
