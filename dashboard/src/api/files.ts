import type { Host } from "../bridge";
import { RequestError } from "./request";

/**
 * Fetches a file of the shop with the token of the staff member.
 *
 * @param url its address as the API has it, which may name the shop by another host than
 *   the one that the browser knows it by.
 * @throws RequestError where there is none.
 */
export async function fetchFile(host: Host, url: string): Promise<Blob> {
  const { pathname } = new URL(url);
  const token = host.token();
  const headers = new Headers({ "Customer-Groups-Language": host.locale });
  if (token) headers.set("Authorization", `JWT ${token}`);
  let response: Response;
  try {
    response = await fetch(pathname, { headers });
  } catch (error) {
    throw new RequestError("network", String(error));
  }
  if (response.ok) return response.blob();
  if (response.status === 401) {
    if (host.token() === token) host.expired();
    throw new RequestError("expired", await response.text());
  }
  throw new RequestError("refused", await response.text());
}
