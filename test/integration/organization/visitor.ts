import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Answer<Body> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
}

/** What a problem's tests look at. */
export interface ProblemBody {
  readonly code: string;
  readonly params: Record<string, unknown>;
  readonly fields?: { pointer: string; code: string }[];
}

interface Request {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Somebody at a browser: keeps the session's cookie and sends its CSRF token, as the portal does. */
export class Visitor {
  cookie: string | undefined;
  csrfToken: string | undefined;
  /** The cookie by which the product knows this browser again. */
  browser: string | undefined;

  constructor(private readonly url: string) {}

  async ask<Body = ProblemBody>(
    method: string,
    path: string,
    { body, headers = {} }: Request = {},
  ): Promise<Answer<Body>> {
    const cookie = [this.cookie, this.browser].filter((each) => each !== undefined).join('; ');
    const response = await fetch(`${this.url}/api/v1${path}`, {
      method,
      headers: {
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(cookie !== '' && { cookie }),
        ...(this.csrfToken !== undefined && { 'x-csrf-token': this.csrfToken }),
        ...headers,
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const set = (name: string) =>
      response.headers
        .getSetCookie()
        .find((each) => each.startsWith(`${name}=`))
        ?.split(';')[0];
    this.cookie = set('dutycycle_session') ?? this.cookie;
    this.browser = set('dutycycle_browser') ?? this.browser;
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: (text === '' ? undefined : JSON.parse(text)) as Body,
    };
  }

  /** Signs in, or fails the test. */
  async signIn(email: string, password: string): Promise<this> {
    return this.adopt(
      await this.ask<{ csrfToken: string }>('POST', '/session', { body: { email, password } }),
    );
  }

  /** Takes the CSRF token of an answer that is a session. */
  adopt({ status, body }: Answer<{ csrfToken: string }>): this {
    if (status !== 201) throw new Error(`No session: ${status} ${JSON.stringify(body)}`);
    this.csrfToken = body.csrfToken;
    return this;
  }
}

/** Tokens in the links of the mails in a home's outbox to an address, the oldest first. */
export function tokensSentTo(home: string, address: string): string[] {
  const folder = join(home, 'outbox');
  return readdirSync(folder)
    .filter((name) => name.endsWith('.eml'))
    .sort()
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .filter((mail) => mail.includes(`To: ${address}\r\n`))
    .map((mail) => /\/(?:invitation|reset-password)\/([\w-]+)/.exec(textOf(mail))?.[1] ?? '');
}

function textOf(mail: string): string {
  const [head = '', body = ''] = mail.split(/\r\n\r\n([^]*)/);
  if (/^content-transfer-encoding: base64/im.test(head)) return Buffer.from(body, 'base64').toString('utf8');
  return body
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_code, hex: string) => String.fromCharCode(parseInt(hex, 16)));
}
