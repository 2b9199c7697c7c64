export { NewList as default } from "./list-page";
