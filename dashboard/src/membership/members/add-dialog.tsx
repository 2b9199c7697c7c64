import { useState } from "react";
import { useForm } from "react-hook-form";
import { graphql, type ResultOf } from "../../api/graphql";
import { useAsk, useChange } from "../../api/hooks";
import { useText } from "../../text";
import { BusyButton } from "../../ui/busy-button";
import { Dialog } from "../../ui/dialogs";
import { RadioField, SelectField, TextField } from "../../ui/fields";
import { Form } from "../../ui/form";
import { Asked, Notice } from "../../ui/messages/notices";
import { Search } from "../../ui/table/search";
import { Tick } from "../../ui/tick";
import css from "../../ui/ui.module.css";
import { GroupBadge } from "../../ui/values/values";
import { Customer, LastOrder, nameOf, PURCHASES, YearsPurchases } from "../customer";
import { endOfDay } from "../days";
import { ADD } from "./documents";
import { RefusedCustomers, useRefusedCustomers } from "./refused-customers";

const CANDIDATES = graphql(
  `
    query Candidates($groupId: ID!, $search: String, $after: String) {
      customerGroupCandidates(
        groupId: $groupId
        search: $search
        first: 20
        after: $after
      ) {
        totalCount
        edges {
          node {
            ordersCount
            lastOrderAt
            inactiveMonths
            purchases {
              ...Purchases
            }
            customer {
              id
              email
              firstName
              lastName
            }
            groups {
              id
              name
              colour
            }
            refusal {
              message
            }
          }
        }
      }
    }
  `,
  [PURCHASES],
);

type Candidate = NonNullable<
  ResultOf<typeof CANDIDATES>["customerGroupCandidates"]
>["edges"][number]["node"];

const FORM = "add-members";

/** Searches customers and adds the ticked ones to a group. */
export function AddDialog(props: {
  group: { id: string; name: string };
  onClose: () => void;
}) {
  const t = useText();
  const [search, setSearch] = useState("");
  const [chosen, setChosen] = useState<Candidate[]>([]);
  const candidates = useAsk(
    CANDIDATES,
    { groupId: props.group.id, search },
    { keep: true },
  );
  const add = useChange(ADD);
  const { refused, attempt } = useRefusedCustomers();
  const form = useForm({
    defaultValues: {
      mode: "ADD",
      moveFrom: "",
      until: "",
      reason: "",
      skipRefused: false,
    },
  });
  const mode = form.watch("mode");
  const chosenIds = new Set(chosen.map(({ customer }) => customer.id));
  // Somebody can be moved out of a group that one of the chosen is in.
  const groups = new Map(
    chosen.flatMap((each) => each.groups).map((group) => [group.id, group.name]),
  );
  const toggle = (candidate: Candidate, on: boolean) =>
    setChosen((before) => [
      ...before.filter(({ customer }) => customer.id !== candidate.customer.id),
      ...(on ? [candidate] : []),
    ]);
  return (
    <Dialog
      wide
      title={t("add.title", { group: props.group.name })}
      open
      onClose={props.onClose}
      actions={
        <BusyButton
          type="submit"
          form={FORM}
          disabled={chosen.length === 0}
          busy={add.isPending}
        >
          {t("add.button", { count: chosen.length })}
        </BusyButton>
      }
    >
      <Search value={search} onChange={setSearch} label={t("add.search")} />
      <Asked of={candidates}>
        {({ customerGroupCandidates: found }) => (
          <div className={css.tableBox}>
            <table className={css.table} aria-label={t("add.candidates")}>
              <thead>
                <tr>
                  <th className={css.narrow}>
                    <span className={css.hidden}>{t("add.choose")}</span>
                  </th>
                  <th>{t("members.customer")}</th>
                  <th className={css.number}>{t("members.purchases")}</th>
                  <th>{t("members.lastOrder")}</th>
                  <th>{t("add.groups")}</th>
                </tr>
              </thead>
              <tbody>
                {found?.edges.map(({ node }) => (
                  <tr key={node.customer.id}>
                    <td className={css.narrow}>
                      <Tick
                        label={nameOf(node.customer)}
                        checked={chosenIds.has(node.customer.id)}
                        disabled={node.refusal !== null}
                        onChange={(on) => toggle(node, on)}
                      />
                    </td>
                    <td>
                      <Customer person={node.customer} />
                      {node.refusal && (
                        <div className={css.quiet}>{node.refusal.message}</div>
                      )}
                    </td>
                    <td className={css.number}>
                      <YearsPurchases purchases={node.purchases} />
                    </td>
                    <td>
                      <LastOrder
                        at={node.lastOrderAt}
                        inactiveMonths={node.inactiveMonths}
                      />
                    </td>
                    <td>
                      <span className={css.row}>
                        {node.groups.map((group) => (
                          <GroupBadge key={group.id} group={group} />
                        ))}
                      </span>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
            {(found?.totalCount ?? 0) > 20 && (
              <Notice>{t("add.more", { count: (found?.totalCount ?? 0) - 20 })}</Notice>
            )}
            {found?.totalCount === 0 && <Notice>{t("table.nothing")}</Notice>}
          </div>
        )}
      </Asked>
      <Form
        form={form}
        id={FORM}
        bar={false}
        chosen={chosen.length > 0}
        save={({ moveFrom, reason, until, skipRefused }) =>
          attempt(
            add.mutateAsync({
              id: props.group.id,
              customers: chosen.map(({ customer }) => customer.id),
              mode: mode as "ADD" | "MOVE" | "PRIMARY",
              moveFrom: mode === "MOVE" ? moveFrom : null,
              reason: reason || null,
              until: until ? endOfDay(until) : null,
              skipRefused,
            }),
          )
        }
        savedText={({ changed }) =>
          t("add.done", { count: changed, group: props.group.name })
        }
        onSaved={props.onClose}
      >
        <RadioField
          name="mode"
          label={t("add.mode")}
          options={(["ADD", "MOVE", "PRIMARY"] as const).map((value) => ({
            value,
            label: t(`add.mode.${value}`),
          }))}
        />
        {mode === "MOVE" && (
          <SelectField
            name="moveFrom"
            label={t("add.moveFrom")}
            options={[...groups].map(([value, label]) => ({ value, label }))}
          />
        )}
        <div className={css.fields}>
          <TextField
            name="until"
            type="date"
            label={t("add.until")}
            help={t("add.untilHelp")}
          />
          <TextField name="reason" label={t("add.reason")} help={t("add.reasonHelp")} />
        </div>
        <RefusedCustomers refused={refused} count={chosen.length} />
      </Form>
    </Dialog>
  );
}
