import { useForm } from "react-hook-form";
import { useLocation, useSearch } from "wouter";
import { graphql } from "../../api/graphql";
import { useAsk, useChange } from "../../api/hooks";
import { portalInput, portalValues } from "../../portal/portal-values";
import { useText } from "../../text";
import { Form } from "../../ui/form";
import { Asked, NotFound, Notice } from "../../ui/messages/notices";
import { Page } from "../../ui/page";
import { groupAddress } from "../group-context";
import { CREATE_GROUP, type GroupInput } from "../group-requests";
import { GroupFields, useCheckedNumbers } from "./group-form";
import { type GroupValues, inputOf, NEW_GROUP, valuesOf } from "./group-values";

const GROUP_TO_COPY = graphql(`
  query GroupToCopy($id: ID!) {
    customerGroup(id: $id) {
      id
      name
      code
      description
      colour
      kind
      isActive
      isDefault
      forGuests
      isVip
      highlight
      tags
      priority
      capacity
      inheritsPricing
      inheritsVisibility
      inheritsTerms
      inheritsPortal
      canLogIn
      canSeePrices
      canOrder
      canRequestQuotes
      canSeeInvoices
      parent {
        id
        name
      }
      conditions
      graceDays
    }
  }
`);

/** A new group: an empty one, or like another. */
export default function GroupNew() {
  const t = useText();
  const from = new URLSearchParams(useSearch()).get("from");
  const asked = useAsk(GROUP_TO_COPY, { id: from ?? "" }, { wait: !from });
  if (!from) return <Content values={NEW_GROUP} />;
  return (
    <Asked whole of={asked}>
      {({ customerGroup }) => {
        if (!customerGroup) return <NotFound whole />;
        const { kind, conditions, graceDays, name, ...rest } = customerGroup;
        const { inheritsVisibility, inheritsTerms } = rest;
        const portal = portalInput(portalValues({ ...rest, updatedAt: null }));
        return (
          <Content
            like={{ id: customerGroup.id, name }}
            values={{
              ...valuesOf(customerGroup),
              name: t("group.copy.name", { name }),
              code: "",
              // There is one of each in a shop.
              isDefault: false,
              forGuests: false,
            }}
            more={{
              kind,
              conditions,
              graceDays,
              inheritsVisibility,
              inheritsTerms,
              ...portal,
            }}
          />
        );
      }}
    </Asked>
  );
}

function Content(props: {
  values: GroupValues;
  more?: GroupInput;
  like?: { id: string; name: string };
}) {
  const t = useText();
  const [, go] = useLocation();
  const create = useChange(CREATE_GROUP);
  const checkNumbers = useCheckedNumbers();
  const form = useForm<GroupValues>({ defaultValues: props.values });
  const { like } = props;
  return (
    <Page title={t("groups.new")} back={{ to: "/groups", label: t("groups.title") }}>
      <Form
        form={form}
        save={async (values) => {
          checkNumbers(values);
          const { customerGroup } = await create.mutateAsync({
            input: { ...props.more, ...inputOf(values) },
            termsOf: like?.id ?? null,
          });
          return customerGroup?.id ?? "";
        }}
        onSaved={(id) => go(groupAddress(id), { replace: true })}
        saveLabel={t("group.create")}
        savedText={t("group.created")}
        onCancel={() => go("/groups")}
      >
        {like && <Notice>{t("group.copy.text", { name: like.name })}</Notice>}
        <GroupFields />
      </Form>
    </Page>
  );
}
