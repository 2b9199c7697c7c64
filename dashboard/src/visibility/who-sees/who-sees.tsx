import { useLocation, useSearch } from "wouter";
import { useAsk } from "../../api/hooks";
import { writeView } from "../../app/address";
import { useMay } from "../../app/session";
import { useCustomerChoices } from "../../membership/customer-choices";
import { useText } from "../../text";
import { Asked, Empty } from "../../ui/messages/notices";
import { Card, Page } from "../../ui/page";
import { CataloguePicker } from "../../ui/pickers/catalogue-pickers";
import { Picker } from "../../ui/pickers/picker";
import css from "../../ui/ui.module.css";
import { partedBy } from "../question";
import { type Explanation, WHO_SEES } from "./documents";
import { Reason, Sees, Verdicts } from "./verdicts";

/** Who sees a product, and why the others do not. */
export default function WhoSees() {
  const t = useText();
  const [path, go] = useLocation();
  const query = useSearch();
  const all = new URLSearchParams(query);
  const productId = all.get("productId");
  const customerId = all.get("customerId");
  const mayCustomers = useMay("MANAGE_USERS");
  const asked = useAsk(
    WHO_SEES,
    { productId: productId ?? "", customerId },
    { wait: !productId, keep: true },
  );
  const change = (changed: Record<string, string | null>) =>
    go(`${path}?${writeView(query, changed)}`);
  return (
    <Page title={t("whoSees.title")}>
      <Card title={t("whoSees.question")}>
        <div className={css.fields}>
          <CataloguePicker
            list="products"
            label={t("whoSees.product")}
            value={productId}
            onChange={(id) => change({ productId: id })}
          />
          {mayCustomers && (
            <CustomerField
              value={customerId}
              onChange={(id) => change({ customerId: id })}
            />
          )}
        </div>
      </Card>
      {productId ? (
        <Asked of={asked}>
          {({ customerGroupVisibilityExplain: found }) =>
            found && <Answer found={found} ofCustomer={customerId !== null} />
          }
        </Asked>
      ) : (
        <Empty title={t("whoSees.choose.title")}>{t("whoSees.choose.text")}</Empty>
      )}
    </Page>
  );
}

function CustomerField(props: {
  value: string | null;
  onChange: (id: string | null) => void;
}) {
  const t = useText();
  const { choices, chosen, loading, onSearch } = useCustomerChoices(props.value);
  return (
    <Picker
      label={t("whoSees.customer")}
      help={t("whoSees.customer.help")}
      {...{ choices, loading, onSearch }}
      value={chosen}
      onChange={(choice) => props.onChange(choice?.value ?? null)}
    />
  );
}

function Answer(props: { found: Explanation; ofCustomer: boolean }) {
  const t = useText();
  const { found, ofCustomer } = props;
  const { seeing, others } = partedBy(found.groups);
  return (
    <>
      <Card title={t(ofCustomer ? "whoSees.thisCustomer" : "cards.guests")}>
        <div className={css.row}>
          <Sees isVisible={found.isVisible} />
          <span className={css.text}>
            <Reason of={found} />
          </span>
        </div>
      </Card>
      <div className={css.columns}>
        <Card title={t("whoSees.seeing", { count: seeing.length })}>
          {seeing.length > 0 ? (
            <Verdicts groups={seeing} label={t("whoSees.seeing.label")} />
          ) : (
            <p className={css.text}>{t("whoSees.nobody")}</p>
          )}
        </Card>
        <Card title={t("whoSees.others", { count: others.length })}>
          {others.length > 0 ? (
            <Verdicts groups={others} label={t("whoSees.others.label")} />
          ) : (
            <p className={css.text}>{t("whoSees.everybody")}</p>
          )}
        </Card>
      </div>
      <p className={css.quiet}>{t("whoSees.help")}</p>
    </>
  );
}
