import "@saleor/macaw-ui/style";
import "./ui/global.css";
import { setNonce } from "get-nonce";
import { createRoot } from "react-dom/client";
import { App } from "./app/app";
import { findHost } from "./bridge";

const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]');
if (nonce) setNonce(nonce.content);

const base = new URL(document.baseURI).pathname.replace(/\/$/, "");
const root = document.getElementById("root");
if (root) {
  void findHost(window).then((host) =>
    createRoot(root).render(<App host={host} base={base} />),
  );
}
