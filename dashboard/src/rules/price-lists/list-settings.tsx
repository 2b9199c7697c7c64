export { ListSettings as default } from "./list-page";
