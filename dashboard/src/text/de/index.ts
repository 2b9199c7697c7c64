import base from "./base.json";
import cards from "./cards.json";
import catalogue from "./catalogue.json";
import groups from "./groups.json";
import joining from "./joining.json";
import levels from "./levels.json";
import membership from "./membership.json";
import promotions from "./promotions.json";
import rules from "./rules.json";
import settings from "./settings.json";
import start from "./start.json";
import why from "./why.json";

export default {
  ...base,
  ...cards,
  ...catalogue,
  ...groups,
  ...joining,
  ...levels,
  ...membership,
  ...promotions,
  ...rules,
  ...settings,
  ...start,
  ...why,
};
