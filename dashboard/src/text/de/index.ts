import base from "./base.json";
import catalogue from "./catalogue.json";
import groups from "./groups.json";
import joining from "./joining.json";
import membership from "./membership.json";
import promotions from "./promotions.json";
import rules from "./rules.json";
import settings from "./settings.json";
import start from "./start.json";

export default {
  ...base,
  ...catalogue,
  ...groups,
  ...joining,
  ...membership,
  ...promotions,
  ...rules,
  ...settings,
  ...start,
};
