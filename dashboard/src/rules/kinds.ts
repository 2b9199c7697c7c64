import { useMemo } from "react";
import { useIntl } from "react-intl";
import { graphql } from "../api/graphql";
import { useAsk } from "../api/hooks";
import { useSession } from "../app/session";
import type { Draft, Words } from "./drafts";
import { type JsonSchema, type Shape, shapeOf } from "./schema";

const ADJUSTMENT_KINDS = graphql(`
  query AdjustmentKinds {
    kinds: customerGroupAdjustmentKinds {
      kind
      title
      description
      parameters
    }
  }
`);

const PROMOTION_KINDS = graphql(`
  query PromotionKinds {
    kinds: customerGroupBenefitKinds {
      kind
      title
      description
      parameters
    }
    conditions: customerGroupPromotionConditionKinds {
      kind
      title
      description
      parameters
    }
  }
`);

/** A kind of adjustment, benefit or condition, with the fields that it asks for. */
export interface Kind {
  kind: string;
  title: string;
  description: string;
  shape: Shape;
  /** Parameters as a shop may have them. */
  example: Draft;
}

interface Answered {
  kind: string;
  title: string;
  description: string;
  parameters: unknown;
}

function kindsOf(answered: readonly Answered[] | null | undefined): Kind[] | undefined {
  return answered?.map(({ parameters, ...kind }) => {
    const schema = parameters as JsonSchema;
    const example = (schema.examples?.[0] ?? {}) as Draft;
    return { ...kind, shape: shapeOf(schema), example };
  });
}

export interface PromotionKinds {
  /** Of what a promotion gives. */
  kinds: Kind[];
  /** Of what must be true of the basket. */
  conditions: Kind[];
}

/** The kinds of price adjustment. */
export function useAdjustmentKinds() {
  const asked = useAsk(ADJUSTMENT_KINDS, {});
  const kinds = useMemo(() => kindsOf(asked.data?.kinds), [asked.data]);
  return { ...asked, data: kinds };
}

/** The kinds of benefit and of condition that promotions have. */
export function usePromotionKinds() {
  const asked = useAsk(PROMOTION_KINDS, {});
  const data = useMemo((): PromotionKinds | undefined => {
    const kinds = kindsOf(asked.data?.kinds);
    const conditions = kindsOf(asked.data?.conditions);
    return kinds && conditions && { kinds, conditions };
  }, [asked.data]);
  return { ...asked, data };
}

export interface Place extends Words {
  /** The time zone of the shop. */
  zone: string;
}

/** How numbers, money and moments are typed here. */
export function usePlace(): Place {
  const typing = useTyping();
  const { timeZone } = useSession();
  return useMemo(() => ({ ...typing, zone: timeZone }), [typing, timeZone]);
}

/** How numbers and money are typed here. */
export function useTyping(): Words {
  const { locale } = useIntl();
  const { defaultCurrency } = useSession();
  return useMemo(
    () => ({ locale, currency: defaultCurrency ?? "" }),
    [locale, defaultCurrency],
  );
}
