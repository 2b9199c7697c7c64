import base from "./base.json";
import groups from "./groups.json";

export default { ...base, ...groups };
