import supertest, { type Agent, type Response } from 'supertest';

/** A server that answers HTTP. */
export interface HttpServer {
  /** Without a slash at its end. */
  readonly url: string;
}

export interface HttpRequest {
  /** Headers that say who asks: `byKey` or `bySession`; a stranger without them. */
  readonly as?: Readonly<Record<string, string>>;
  /** An object goes as JSON, a form as multipart, anything else as it is. */
  readonly body?: object | string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Answer<Body> {
  readonly status: number;
  readonly headers: Headers;
  /** The parsed JSON; undefined where the answer is empty or anything else. */
  readonly body: Body;
  readonly text: string;
  readonly bytes: Buffer;
}

/** A refusal, as far as tests look at it. */
export interface ProblemBody {
  readonly status: number;
  readonly code: string;
  readonly params: Record<string, unknown>;
  readonly correlationId: string;
  readonly fields?: readonly { readonly pointer: string; readonly code: string }[];
}

/** Headers of a call with an API key. */
export const byKey = ({ key }: { readonly key: string }): Record<string, string> => ({
  authorization: `Bearer ${key}`,
});

/** Headers of a call in a session of the test world, whose CSRF tokens are all the same. */
export const bySession = ({ session }: { readonly session: string }): Record<string, string> => ({
  cookie: `dutycycle_session=${session}`,
  'x-csrf-token': 'csrf',
});

/** Calls the API. @param path below /api/v1 */
export function call<Body = ProblemBody>(
  api: HttpServer,
  method: string,
  path: string,
  request: HttpRequest = {},
): Promise<Answer<Body>> {
  return send<Body>(agentOf(api), method, `/api/v1${path}`, request);
}

/** Gets an address of a server, such as a page. @param path from the root */
export function get<Body = ProblemBody>(
  server: HttpServer,
  path: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer<Body>> {
  return send<Body>(agentOf(server), 'GET', path, { headers });
}

/** An agent keeps the cookies that it is given, as a browser does. */
export const agentOf = ({ url }: HttpServer): Agent => supertest.agent(url);

/** Sends a request by an agent. @param path from the root */
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
    // Written here: a test may give JSON another type, which would be written in another way.
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
  if (method === undefined) throw new Error(`No request by ${name}`);
  return method;
}

/** Keeps each answer as it came; superagent would read it by its type, and lose the rest. */
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
