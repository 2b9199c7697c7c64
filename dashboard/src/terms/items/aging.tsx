import { useAsk } from "../../api/hooks";
import { useText } from "../../text";
import { Asked } from "../../ui/messages/notices";
import { Card } from "../../ui/page";
import css from "../../ui/ui.module.css";
import { Money } from "../../ui/values/values";
import { AGING } from "./item-documents";
import { AGES, type AgingRow } from "./item-values";

/** What is open by age: of everything, and of each group, never over currencies. */
export function Aging() {
  const t = useText();
  const asked = useAsk(AGING, {}, { aside: true });
  return (
    <Card title={t("items.aging")}>
      <Asked of={asked} lines={3}>
        {({ everything, groups }) =>
          everything && everything.length > 0 ? (
            <div className={css.tableBox}>
              <table
                className={css.table}
                aria-label={t("items.aging")}
                aria-busy={false}
              >
                <thead>
                  <tr>
                    <th scope="col">{t("items.group")}</th>
                    {AGES.map((age) => (
                      <th key={age} scope="col" className={css.number}>
                        {t(`items.age.${age}`)}
                      </th>
                    ))}
                    <th scope="col" className={css.number}>
                      {t("items.total")}
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {groups?.map((row) => (
                    <Ages
                      key={`${row.groupCode} ${row.currency}`}
                      of={row}
                      name={row.groupName || t("items.noGroup")}
                    />
                  ))}
                  {everything.map((row) => (
                    <Ages
                      key={row.currency}
                      of={row}
                      name={t("items.everything", { currency: row.currency })}
                    />
                  ))}
                </tbody>
              </table>
            </div>
          ) : (
            <p className={css.text}>{t("account.noItems")}</p>
          )
        }
      </Asked>
    </Card>
  );
}

function Ages(props: { of: AgingRow; name: string }) {
  return (
    <tr>
      <td>
        <bdi>{props.name}</bdi>
      </td>
      {[...AGES, "total" as const].map((age) => (
        <td key={age} className={css.number}>
          <Money {...props.of[age]} />
        </td>
      ))}
    </tr>
  );
}
