import "@saleor/macaw-ui/style";
import "./ui/global.css";
import { createRoot } from "react-dom/client";
import { App } from "./app/app";
import { findHost } from "./bridge";

const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]');
// Under this name the libraries look for what their styles have to show for themselves.
if (nonce) Object.assign(window, { __webpack_nonce__: nonce.content });

const base = new URL(document.baseURI).pathname.replace(/\/$/, "");
const root = document.getElementById("root");
if (root) {
  void findHost(window).then((host) =>
    createRoot(root).render(<App host={host} base={base} />),
  );
}
