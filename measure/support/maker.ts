import { setTimeout as sleep } from 'node:timers/promises';
import { SETUP_TOKEN } from '../../test/support/product.js';

export interface Login {
  readonly email: string;
  readonly password: string;
}

/** The person who sets up a maker. */
const ADMIN: Login = { email: 'admin@proof.example', password: 'proof-pumps-2026' };

/** A user who calls the API with a session cookie and a CSRF token, like a browser. */
export class Person {
  private cookie = '';
  private csrf = '';

  /** @param login login of an existing user; by default the administrator of the maker that `setUp` creates */
  constructor(
    private readonly portalUrl: string,
    private readonly login: Login = ADMIN,
  ) {}

  /** @param token token of the setup link; by default the token passed by `startProduct` */
  async setUp(token = SETUP_TOKEN): Promise<void> {
    await this.send('POST', '/setup', {
      token,
      makerName: 'Proof Pumps',
      country: 'PL',
      zone: 'Europe/Warsaw',
      adminName: 'Proof',
      ...this.login,
    });
    await this.signIn();
  }

  async signIn(): Promise<void> {
    const session = await this.send<{ csrfToken: string }>('POST', '/session', this.login);
    this.csrf = session.csrfToken;
  }

  get<T>(path: string): Promise<T> {
    return this.send('GET', path);
  }

  /** @param version version of the changed object, if the route requires it */
  post<T>(path: string, body: object, version?: number): Promise<T> {
    return this.send('POST', path, body, version);
  }

  patch<T>(path: string, body: object, version: number): Promise<T> {
    return this.send('PATCH', path, body, version);
  }

  /** Uploads a part of a file. */
  async putBytes(path: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    const response = await fetch(`${this.portalUrl}/api/v1${path}`, {
      method: 'PUT',
      headers: {
        'content-type': 'application/octet-stream',
        cookie: this.cookie,
        'x-csrf-token': this.csrf,
      },
      body: bytes,
    });
    if (!response.ok) throw new Error(`PUT ${path} returned ${response.status}: ${await response.text()}`);
  }

  delete(path: string): Promise<void> {
    return this.send('DELETE', path);
  }

  async text(path: string): Promise<string> {
    const response = await fetch(`${this.portalUrl}/api/v1${path}`, { headers: { cookie: this.cookie } });
    if (!response.ok) throw new Error(`GET ${path} returned ${response.status}: ${await response.text()}`);
    return response.text();
  }

  async bytes(path: string): Promise<Buffer> {
    const response = await fetch(`${this.portalUrl}/api/v1${path}`, { headers: { cookie: this.cookie } });
    if (!response.ok) throw new Error(`GET ${path} returned ${response.status}: ${await response.text()}`);
    return Buffer.from(await response.arrayBuffer());
  }

  /** Yields the lines of a long text as they arrive. */
  async *lines(path: string): AsyncGenerator<string> {
    const response = await fetch(`${this.portalUrl}/api/v1${path}`, { headers: { cookie: this.cookie } });
    if (!response.ok || !response.body)
      throw new Error(`GET ${path} returned ${response.status}: ${await response.text()}`);
    const decoder = new TextDecoder();
    let partialLine = '';
    for await (const chunk of response.body) {
      const lines = (partialLine + decoder.decode(chunk as Uint8Array, { stream: true })).split('\n');
      partialLine = lines.pop()!;
      yield* lines;
    }
    if (partialLine !== '') yield partialLine;
  }

  /** Returns all pages of a list. */
  async all<T>(path: string): Promise<T[]> {
    const items: T[] = [];
    let cursor: string | null = null;
    do {
      const separator: string = path.includes('?') ? '&' : '?';
      const page: { items: T[]; next: string | null } = await this.get(
        `${path}${separator}limit=200${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`,
      );
      items.push(...page.items);
      cursor = page.next;
    } while (cursor);
    return items;
  }

  private async send<T>(method: string, path: string, body?: object, version?: number): Promise<T> {
    const response = await fetch(`${this.portalUrl}/api/v1${path}`, {
      method,
      headers: {
        ...(body ? { 'content-type': 'application/json' } : {}),
        ...(version === undefined ? {} : { 'if-match': `"${version}"` }),
        ...(this.cookie ? { cookie: this.cookie, 'x-csrf-token': this.csrf } : {}),
      },
      body: body ? JSON.stringify(body) : undefined,
    });
    const cookie = response.headers.getSetCookie().find((line) => line.startsWith('dutycycle_session='));
    if (cookie) this.cookie = cookie.split(';')[0]!;
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} returned ${response.status}: ${text}`);
    return (text ? JSON.parse(text) : undefined) as T;
  }
}

/**
 * Repeats the request until the response satisfies the condition, for at most `seconds`. Returns the last response in
 * either case.
 */
export async function pollUntil<T>(
  request: () => Promise<T>,
  isSatisfied: (answer: T) => boolean,
  seconds: number,
): Promise<T> {
  const until = Date.now() + seconds * 1000;
  for (;;) {
    const answer = await request();
    if (isSatisfied(answer) || Date.now() > until) return answer;
    await sleep(500);
  }
}
