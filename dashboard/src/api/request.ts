import { print } from "@0no-co/graphql.web";
import type { TadaDocumentNode } from "gql.tada";
import type { Host } from "../bridge";

const PATH = "/graphql/";
// Nobody waits longer to read something; a change may be a file with many prices.
const READ_MS = 60_000;
const CHANGE_MS = 120_000;
const EXPIRED = new Set([
  "ExpiredSignatureError",
  "JSONWebTokenExpired",
  "JSONWebTokenError",
  "InvalidTokenError",
  "InvalidSignatureError",
  "DecodeError",
]);

/** Why a request came to nothing. */
export class RequestError extends Error {
  constructor(
    readonly reason:
      | "network"
      | "late"
      // Nobody knows whether it was done.
      | "unsure"
      | "server"
      | "expired"
      | "rights"
      | "refused",
    message: string,
  ) {
    super(message);
  }
}

interface Answer {
  data?: Record<string, unknown> | null;
  errors?: { message: string; extensions?: { exception?: { code?: string } } }[];
}

/**
 * Asks Saleor's GraphQL with the token of the staff member.
 *
 * @throws RequestError where there is no answer, or one with errors of the whole request;
 *   typed errors of a mutation are part of what is returned.
 */
export async function ask<Data, Variables>(
  host: Host,
  document: TadaDocumentNode<Data, Variables>,
  variables: Variables,
  signal?: AbortSignal,
): Promise<Data> {
  const token = host.token();
  const isChange = changes(document);
  const limit = new AbortController();
  const stop = () => limit.abort();
  const timer = setTimeout(stop, isChange ? CHANGE_MS : READ_MS);
  signal?.addEventListener("abort", stop);
  let response: Response;
  let answer: Answer;
  try {
    const headers = new Headers({ "Customer-Groups-Language": host.locale });
    if (token) headers.set("Authorization", `JWT ${token}`);
    const sent = body(print(document as never), variables as Record<string, unknown>);
    if (typeof sent === "string") headers.set("Content-Type", "application/json");
    const { signal: within } = limit;
    response = await fetch(PATH, {
      method: "POST",
      headers,
      signal: within,
      body: sent,
    });
    const text = await response.text();
    answer = parsed(text);
  } catch (error) {
    if (signal?.aborted) throw error;
    if (!limit.signal.aborted) throw new RequestError("network", String(error));
    throw new RequestError(isChange ? "unsure" : "late", String(error));
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", stop);
  }
  const [error] = answer.errors ?? [];
  if (error) {
    const code = error.extensions?.exception?.code ?? "";
    if (EXPIRED.has(code)) {
      // A newer token may have come while this one was on its way.
      if (host.token() === token) host.expired();
      throw new RequestError("expired", error.message);
    }
    if (code === "PermissionDenied") throw new RequestError("rights", error.message);
    throw new RequestError(response.ok ? "refused" : "server", error.message);
  }
  if (!answer.data) throw new RequestError("server", `HTTP ${response.status}`);
  return answer.data as Data;
}

/** What is answered; nothing, where it is no JSON. */
function parsed(text: string): Answer {
  try {
    return JSON.parse(text) as Answer;
  } catch {
    return {};
  }
}

function changes({ definitions }: Pick<TadaDocumentNode, "definitions">): boolean {
  return definitions.some(
    (each) => each.kind === "OperationDefinition" && each.operation === "mutation",
  );
}

/** What is sent: JSON, or where there is a file in it a form, as the GraphQL multipart
 * request specification has it. */
function body(query: string, variables: Record<string, unknown>): string | FormData {
  const files = Object.entries(variables ?? {}).filter(([, v]) => v instanceof File);
  if (files.length === 0) return JSON.stringify({ query, variables });
  const form = new FormData();
  const without = Object.fromEntries(files.map(([name]) => [name, null]));
  form.set(
    "operations",
    JSON.stringify({ query, variables: { ...variables, ...without } }),
  );
  form.set(
    "map",
    JSON.stringify(
      Object.fromEntries(files.map(([name], index) => [index, [`variables.${name}`]])),
    ),
  );
  files.forEach(([, file], index) => {
    form.set(String(index), file as File);
  });
  return form;
}
