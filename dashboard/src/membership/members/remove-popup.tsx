export { RemoveFromGroup as default } from "./popups";
