import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Agent } from 'supertest';
import {
  agentOf,
  type Answer,
  type HttpRequest,
  type HttpServer,
  type ProblemBody,
  send,
} from '../../support/http.js';

/** A visitor with a browser: keeps cookies and sends the CSRF token, like the portal. */
export class Visitor {
  csrfToken: string | undefined;
  private readonly agent: Agent;
  private session: string | undefined;

  constructor(api: HttpServer) {
    this.agent = agentOf(api);
  }

  /** Latest session cookie. */
  get cookie(): string | undefined {
    return this.session;
  }

  /** Sets a cookie that the product did not issue to this browser. */
  set cookie(cookie: string | undefined) {
    this.session = cookie;
    if (cookie !== undefined) this.agent.set('cookie', cookie);
  }

  /** Sets a known-browser cookie. */
  set browser(cookie: string) {
    this.agent.set('cookie', cookie);
  }

  async ask<Body = ProblemBody>(
    method: string,
    path: string,
    { body, headers = {} }: Pick<HttpRequest, 'body' | 'headers'> = {},
  ): Promise<Answer<Body>> {
    const answer = await send<Body>(this.agent, method, `/api/v1${path}`, {
      as: this.csrfToken === undefined ? {} : { 'x-csrf-token': this.csrfToken },
      body,
      headers,
    });
    const set = answer.headers.getSetCookie().find((each) => each.startsWith('dutycycle_session='));
    this.session = set?.split(';')[0] ?? this.session;
    return answer;
  }

  /** Signs in. Fails the test if that is not possible. */
  async signIn(email: string, password: string): Promise<this> {
    return this.useSession(
      await this.ask<{ csrfToken: string }>('POST', '/session', { body: { email, password } }),
    );
  }

  /** Stores the CSRF token of a session response. */
  useSession({ status, body }: Answer<{ csrfToken: string }>): this {
    if (status !== 201) throw new Error(`No session: ${status} ${JSON.stringify(body)}`);
    this.csrfToken = body.csrfToken;
    return this;
  }
}

/** Returns the tokens in emails to an address in the outbox of a home, oldest first. */
export function tokensSentTo(home: string, address: string): string[] {
  const folder = join(home, 'outbox');
  // The first email creates the folder.
  if (!existsSync(folder)) return [];
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
