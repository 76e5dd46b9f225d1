import supertest, { type Agent, type Response } from 'supertest';

/** An HTTP server. */
export interface HttpServer {
  /** Without a trailing slash. */
  readonly url: string;
}

export interface HttpRequest {
  /** Authentication headers from `byKey` or `bySession`; anonymous by default. */
  readonly as?: Readonly<Record<string, string>>;
  /** An object is sent as JSON, a form as multipart, and anything else unchanged. */
  readonly body?: object | string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Answer<Body> {
  readonly status: number;
  readonly headers: Headers;
  /** The parsed JSON; undefined for an empty or other response. */
  readonly body: Body;
  readonly text: string;
  readonly bytes: Buffer;
}

/** The fields of an error response that tests check. */
export interface ProblemBody {
  readonly status: number;
  readonly code: string;
  readonly params: Record<string, unknown>;
  readonly correlationId: string;
  readonly fields?: readonly { readonly pointer: string; readonly code: string }[];
}

/** Returns the headers of a call with an API key. */
export const byKey = ({ key }: { readonly key: string }): Record<string, string> => ({
  authorization: `Bearer ${key}`,
});

/** Returns the headers of a call in a session of the test world, where all CSRF tokens are equal. */
export const bySession = ({ session }: { readonly session: string }): Record<string, string> => ({
  cookie: `dutycycle_session=${session}`,
  'x-csrf-token': 'csrf',
});

/**
 * Calls the API.
 * @param path path below /api/v1
 */
export function call<Body = ProblemBody>(
  api: HttpServer,
  method: string,
  path: string,
  request: HttpRequest = {},
): Promise<Answer<Body>> {
  return send<Body>(agentOf(api), method, `/api/v1${path}`, request);
}

/**
 * Requests a URL of a server, such as a page.
 * @param path path from the root
 */
export function get<Body = ProblemBody>(
  server: HttpServer,
  path: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer<Body>> {
  return send<Body>(agentOf(server), 'GET', path, { headers });
}

/** Returns an agent that keeps cookies, like a browser. */
export const agentOf = ({ url }: HttpServer): Agent => supertest.agent(url);

/**
 * Sends a request with an agent.
 * @param path path from the root
 */
export async function send<Body = ProblemBody>(
  agent: Agent,
  method: string,
  path: string,
  { as = {}, body, headers = {} }: HttpRequest,
): Promise<Answer<Body>> {
  const request = agent[methodOf(method)](path)
    .set({ ...as, ...headers })
    .buffer(true)
    .parse(collect);
  if (body instanceof FormData) {
    for (const [name, value] of body) {
      if (typeof value === 'string') request.field(name, value);
      else
        request.attach(name, Buffer.from(await value.arrayBuffer()), {
          filename: value.name,
          contentType: value.type,
        });
    }
  } else if (body instanceof Blob) {
    if (body.type !== '' && !('content-type' in headers)) request.type(body.type);
    request.send(Buffer.from(await body.arrayBuffer()));
  } else if (typeof body === 'string') {
    if (!('content-type' in headers)) request.type('text/plain');
    request.send(body);
  } else if (body !== undefined) {
    // The body is serialized here, because a test can send JSON with another content type, which superagent would
    // serialize differently.
    if (!('content-type' in headers)) request.type('application/json');
    request.send(JSON.stringify(body));
  }
  const response = await request;
  const bytes: Buffer = Buffer.isBuffer(response.body) ? response.body : Buffer.alloc(0);
  const text = bytes.toString('utf8');
  const received = headersOf(response.headers);
  const isJson = /^application\/(problem\+)?json/.test(received.get('content-type') ?? '');
  return {
    status: response.status,
    headers: received,
    body: (isJson && text !== '' ? JSON.parse(text) : undefined) as Body,
    text,
    bytes,
  };
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

function methodOf(name: string): (typeof METHODS)[number] {
  const method = METHODS.find((each) => each === name.toLowerCase());
  if (method === undefined) throw new Error(`Unsupported method: ${name}`);
  return method;
}

/** Keeps the bytes of each response. superagent would parse it by its type and discard the rest. */
function collect(response: Response, done: (error: Error | null, bytes: Buffer) => void): void {
  const chunks: Buffer[] = [];
  response.on('data', (chunk: Buffer | string) => chunks.push(Buffer.from(chunk)));
  response.on('end', () => done(null, Buffer.concat(chunks)));
}

function headersOf(received: Readonly<Record<string, string | readonly string[]>>): Headers {
  return new Headers(
    Object.entries(received).flatMap(([name, values]) =>
      [values].flat().map((value): [string, string] => [name, value]),
    ),
  );
}
