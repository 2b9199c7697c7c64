import { Button } from "@saleor/macaw-ui";
import type { TadaDocumentNode } from "gql.tada";
import type { ReactNode } from "react";
import { useLocation } from "wouter";
import { TryOutButton } from "../../reports/dry-runs/try-out";
import { type TextKey, useText } from "../../text";
import { NotFound, Notice } from "../../ui/messages/notices";
import { Page } from "../../ui/page";
import { type RuleState, StateOf } from "../list/states";
import { DangerZone } from "./danger-zone";

export type Noun = "prices" | "price-lists" | "promotions" | "sets";

/** What a dry run calls the ids of what can be tried: product sets make no price. */
const IDS = {
  prices: "priceRuleId",
  "price-lists": "priceListId",
  promotions: "promotionId",
  sets: null,
} as const satisfies Record<Noun, string | null>;

/** The address of a rule's page. */
export function placeOf(noun: Noun, id: string): string {
  return `/${noun}/${encodeURIComponent(id)}`;
}

interface Props {
  noun: Noun;
  /** The titles of the list, and of a page for a new one. */
  texts: { list: TextKey; fresh: TextKey; deleteText: TextKey };
  children: ReactNode;
}

/** What stands around the form of a rule or promotion, or of a new one. */
export function RuleFrame(
  props: Props & {
    rule: {
      id: string;
      name: string;
      state: RuleState | null;
      problem: string | null;
    } | null;
    /** What deletes it; none where that is done on another page. */
    remove?: TadaDocumentNode<Record<string, unknown>, { id: string }>;
    /** Whether a copy of it can be made. */
    copies?: boolean;
  },
) {
  const t = useText();
  const [, go] = useLocation();
  const { noun, texts, rule } = props;
  const back = { to: `/${noun}`, label: t(texts.list) };
  const idName = IDS[noun];
  if (!rule) {
    return (
      <Page title={t(texts.fresh)} back={back}>
        {props.children}
      </Page>
    );
  }
  return (
    <Page
      title={<bdi>{rule.name}</bdi>}
      name={rule.name}
      beside={<StateOf state={rule.state} />}
      back={back}
      actions={
        props.copies !== false && (
          <Button
            variant="secondary"
            onClick={() => go(`/${noun}/new?copy=${encodeURIComponent(rule.id)}`)}
          >
            {t("rule.duplicate")}
          </Button>
        )
      }
    >
      {rule.problem && <Notice tone="bad">{rule.problem}</Notice>}
      {props.children}
      {props.remove && (
        <DangerZone
          name={rule.name}
          text={t(texts.deleteText)}
          document={props.remove}
          id={rule.id}
          onDeleted={() => go(`/${noun}`)}
          tryOut={
            idName && (
              <TryOutButton
                label={t("dryRun.tryDeletion")}
                draft={() => ({ [idName]: rule.id, delete: true })}
              />
            )
          }
        />
      )}
    </Page>
  );
}

/** The page while it is being loaded, or where there is nothing. */
export function RuleWaiting(props: Props & { missing: boolean; isNew: boolean }) {
  const t = useText();
  const { noun, texts, missing, isNew } = props;
  const title = isNew ? texts.fresh : "table.loading";
  return (
    <Page
      title={t(missing ? "error.notFound.title" : title)}
      back={{ to: `/${noun}`, label: t(texts.list) }}
    >
      {missing ? <NotFound /> : props.children}
    </Page>
  );
}
