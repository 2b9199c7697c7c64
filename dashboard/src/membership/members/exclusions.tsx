import { Button } from "@saleor/macaw-ui";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { graphql, type ResultOf } from "../../api/graphql";
import { useAsk, useChange } from "../../api/hooks";
import { pageOf, sortingOf, useView } from "../../app/address";
import { useGroup } from "../../groups/group-context";
import { useText } from "../../text";
import { BusyButton } from "../../ui/busy-button";
import { Dialog } from "../../ui/dialogs";
import { TextField } from "../../ui/fields";
import { Form } from "../../ui/form";
import { Empty } from "../../ui/messages/notices";
import type { Column } from "../../ui/table/columns";
import { Table } from "../../ui/table/table";
import css from "../../ui/ui.module.css";
import { Moment } from "../../ui/values/values";
import { Customer, nameOf, type Person } from "../customer";
import { LIFT } from "./documents";
import { ExcludeDialog } from "./exclude-dialog";
import { RefusedCustomers, useRefusedCustomers } from "./refused-customers";

const EXCLUSIONS = graphql(`
  query Exclusions(
    $id: ID!
    $search: String
    $sortBy: CustomerGroupExclusionSortingInput
    $first: Int
    $last: Int
    $after: String
    $before: String
  ) {
    customerGroup(id: $id) {
      id
      exclusions(
        search: $search
        sortBy: $sortBy
        first: $first
        last: $last
        after: $after
        before: $before
      ) {
        totalCount
        pageInfo {
          hasNextPage
          hasPreviousPage
          startCursor
          endCursor
        }
        edges {
          node {
            id
            at
            reason
            customer {
              id
              email
              firstName
              lastName
            }
          }
        }
      }
    }
  }
`);

type Group = NonNullable<ResultOf<typeof EXCLUSIONS>["customerGroup"]>;
type Exclusion = NonNullable<Group["exclusions"]>["edges"][number]["node"];

/** Who is kept out of a group, keeping others out, and letting them in again. */
export function Exclusions() {
  const t = useText();
  const { id, name, isDefault } = useGroup();
  const { view, change } = useView("at");
  const [excluding, setExcluding] = useState(false);
  const [lifted, setLifted] = useState<Exclusion[]>([]);
  const asked = useAsk(
    EXCLUSIONS,
    {
      id,
      search: view.search || null,
      sortBy: sortingOf(view, { at: "AT", customer: "EMAIL" }),
      ...pageOf(view),
    },
    { keep: true },
  );
  const group = asked.data?.customerGroup;
  const rows = group?.exclusions?.edges.map(({ node }) => node) ?? [];
  const columns: Column<Exclusion>[] = [
    {
      name: "customer",
      title: t("members.customer"),
      sortable: true,
      fixed: true,
      cell: (each) => <Customer person={each.customer} />,
    },
    {
      name: "at",
      title: t("members.since"),
      sortable: true,
      cell: (each) => <Moment at={each.at} />,
    },
    {
      name: "reason",
      title: t("add.reason"),
      cell: (each) => each.reason || "–",
    },
  ];
  // The default group takes whoever is in no other.
  const exclude = !isDefault && (
    <Button onClick={() => setExcluding(true)}>{t("exclude.button")}</Button>
  );
  return (
    <>
      {exclude && <div className={css.row}>{exclude}</div>}
      <Table
        name="exclusions"
        label={t("excluded.title")}
        columns={columns}
        list={group?.exclusions}
        query={asked}
        idOf={(each) => each.id}
        nameOf={(each) => (each.customer ? nameOf(each.customer) : "")}
        view={view}
        change={change}
        bulk={(ids) => (
          <Button
            variant="secondary"
            onClick={() => setLifted(rows.filter(({ id }) => ids.includes(id)))}
          >
            {t("excluded.lift")}
          </Button>
        )}
        empty={
          <Empty title={t("excluded.empty.title")}>
            {t(isDefault ? "excluded.empty.default" : "excluded.empty.text")}
          </Empty>
        }
      />
      {excluding && (
        <ExcludeDialog group={{ id, name }} onClose={() => setExcluding(false)} />
      )}
      {lifted.length > 0 && (
        <LiftDialog
          group={{ id, name }}
          customers={lifted.flatMap(({ customer }) => customer ?? [])}
          onClose={() => setLifted([])}
        />
      )}
    </>
  );
}

const FORM = "lift-exclusions";

function LiftDialog(props: {
  group: { id: string; name: string };
  customers: (Person & { id: string })[];
  onClose: () => void;
}) {
  const t = useText();
  const lift = useChange(LIFT);
  const { refused, attempt } = useRefusedCustomers();
  const form = useForm({ defaultValues: { reason: "" } });
  const [first] = props.customers;
  const count = props.customers.length;
  const name = first ? nameOf(first) : "";
  return (
    <Dialog
      title={t("excluded.lift.title", { count, name, group: props.group.name })}
      open
      onClose={props.onClose}
      actions={
        <BusyButton type="submit" form={FORM} busy={lift.isPending}>
          {t("excluded.lift")}
        </BusyButton>
      }
    >
      <Form
        form={form}
        id={FORM}
        bar={false}
        save={({ reason }) =>
          attempt(
            lift.mutateAsync({
              id: props.group.id,
              customers: props.customers.map(({ id }) => id),
              reason: reason || null,
            }),
          )
        }
        savedText={({ changed }) =>
          t("excluded.lift.done", { count: changed, group: props.group.name })
        }
        onSaved={props.onClose}
      >
        <p className={css.text}>{t("excluded.lift.text")}</p>
        <TextField name="reason" label={t("add.reason")} help={t("add.reasonHelp")} />
        <RefusedCustomers refused={refused} count={count} canSkip={false} />
      </Form>
    </Dialog>
  );
}
