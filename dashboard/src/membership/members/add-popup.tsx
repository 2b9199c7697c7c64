export { AddToGroup as default } from "./popups";
