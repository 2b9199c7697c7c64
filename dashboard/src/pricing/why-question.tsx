import { Input } from "@saleor/macaw-ui";
import { useMay, useSession } from "../app/session";
import { useCustomerChoices } from "../membership/customer-choices";
import { Basket } from "../rules/basket";
import { ChannelSelect } from "../rules/preview-channel";
import { useText } from "../text";
import { NO_ROLE } from "../ui/fields";
import { Card } from "../ui/page";
import { useGroupChoices } from "../ui/pickers/group-picker";
import { ManyPicker, Picker } from "../ui/pickers/picker";
import { Tick } from "../ui/tick";
import css from "../ui/ui.module.css";
import { AUDIENCES, type Audience, type Question } from "./question";

interface Props {
  question: Question;
  change: (changed: Partial<Question>) => void;
}

/** Whose price of what is asked for. */
export function WhyQuestion(props: Props) {
  const t = useText();
  const { question, change } = props;
  const { timeZone } = useSession();
  return (
    <Card title={t("why.question")}>
      <AudienceFields {...props} />
      <ChannelSelect
        value={question.channel}
        onChange={(channel) => change({ channel })}
      />
      <Basket
        channel={question.channel}
        lines={question.lines}
        onChange={(lines) => change({ lines })}
        shipping={question.shipping}
        onShipping={(shipping) => change({ shipping })}
      />
      <Input
        {...NO_ROLE}
        type="datetime-local"
        label={t("why.at")}
        helperText={t("why.at.help", { zone: timeZone })}
        value={question.at}
        onChange={(event) => change({ at: event.target.value })}
      />
      <Tick
        shown
        label={t("why.voucher")}
        checked={question.hasVoucher}
        onChange={(hasVoucher) => change({ hasVoucher })}
      />
    </Card>
  );
}

function AudienceFields(props: Props) {
  const t = useText();
  const { question, change } = props;
  const { audience } = question;
  return (
    <>
      <fieldset className={css.radios}>
        <legend>{t("why.for")}</legend>
        {AUDIENCES.map((each: Audience) => (
          <label key={each} className={css.radio}>
            <input
              type="radio"
              name="audience"
              checked={audience === each}
              onChange={() => change({ audience: each })}
            />
            {t(`why.for.${each}`)}
          </label>
        ))}
      </fieldset>
      {audience === "customer" && <CustomerField {...props} />}
      {audience === "groups" && <GroupsOfQuestion {...props} />}
    </>
  );
}

function CustomerField(props: Props) {
  const t = useText();
  const { question, change } = props;
  const may = useMay("MANAGE_USERS");
  const { choices, chosen, loading, onSearch } = useCustomerChoices(
    question.customerId,
  );
  if (!may) {
    return (
      <p className={css.text}>
        {t(question.customerId ? "why.customer.unnamed" : "why.customer.rights")}
      </p>
    );
  }
  return (
    <Picker
      label={t("why.customer")}
      {...{ choices, loading, onSearch }}
      value={chosen}
      onChange={(choice) => change({ customerId: choice?.value ?? null })}
    />
  );
}

function GroupsOfQuestion(props: Props) {
  const t = useText();
  const { question, change } = props;
  const { choices, chosen, loading, onSearch } = useGroupChoices(question.groups);
  return (
    <ManyPicker
      label={t("why.groups")}
      {...{ choices, loading, onSearch }}
      value={chosen}
      onChange={(next) => change({ groups: next.map(({ value }) => value) })}
    />
  );
}
