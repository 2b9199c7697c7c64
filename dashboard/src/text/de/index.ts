import account from "./account.json";
import base from "./base.json";
import cards from "./cards.json";
import catalogue from "./catalogue.json";
import check from "./check.json";
import dryRuns from "./dry-runs.json";
import groups from "./groups.json";
import invoices from "./invoices.json";
import joining from "./joining.json";
import levels from "./levels.json";
import membership from "./membership.json";
import openItems from "./open-items.json";
import portal from "./portal.json";
import priceLists from "./price-lists.json";
import promotions from "./promotions.json";
import quotes from "./quotes.json";
import reports from "./reports.json";
import reviews from "./reviews.json";
import rules from "./rules.json";
import settings from "./settings.json";
import start from "./start.json";
import terms from "./terms.json";
import visibility from "./visibility.json";
import why from "./why.json";

export default {
  ...account,
  ...base,
  ...cards,
  ...catalogue,
  ...check,
  ...dryRuns,
  ...groups,
  ...invoices,
  ...joining,
  ...levels,
  ...membership,
  ...openItems,
  ...portal,
  ...priceLists,
  ...promotions,
  ...quotes,
  ...reports,
  ...reviews,
  ...rules,
  ...settings,
  ...start,
  ...terms,
  ...visibility,
  ...why,
};
