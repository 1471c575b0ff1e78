/** What the simulated API answers. */
export interface ApiReply {
  readonly status: number;
  /** JSON, unless it is a text with another type. `undefined`: no body. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** A call as the API sees it. */
export interface ApiCall {
  readonly method: string;
  /** Below `/api/v0`, without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** The bearer token, if there is one. */
  readonly token: string | undefined;
  /** The JSON of the body; `undefined` without one. */
  readonly body: unknown;
}

/** An answer with a body in JSON. */
export function ok(body: unknown): ApiReply {
  return { status: 200, body };
}

/** An error as CML describes its own. */
export function refuse(status: number, description: string): ApiReply {
  return { status, body: { code: status, description } };
}

/** A page of the web server before the API. */
export function page(
  status: number,
  title: string,
  headers: Readonly<Record<string, string>> = {},
): ApiReply {
  const body = `<html><head><title>${title}</title></head><body><h1>${title}</h1><hr>nginx</body></html>`;
  return { status, body, headers: { 'content-type': 'text/html', ...headers } };
}
