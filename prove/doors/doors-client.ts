import { printApiKey, type RunningProduct } from '../../test/support/product.js';
import type { DoorRequest } from './worked-case.js';

/** A door that said no, with the code of its reason. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    problem: string,
  ) {
    super(`${status} ${problem}`);
  }
}

/** Asks the doors of a running product with a key of its maker's manager. */
export class DoorsClient {
  private constructor(
    private readonly portalUrl: string,
    private readonly key: string,
  ) {}

  /** With what `npm run --silent api-key` prints, which has to be a key and nothing else. */
  static async of(product: RunningProduct): Promise<DoorsClient> {
    const printed = await printApiKey(product);
    if (!/^dck_\S+\n$/.test(printed)) throw new Error(`api-key printed ${JSON.stringify(printed)}`);
    return new DoorsClient(product.portalUrl, printed.trim());
  }

  /** @throws Refused when the door answers with a problem */
  async ask({ door, body }: DoorRequest): Promise<unknown> {
    const response = await fetch(`${this.portalUrl}/api/v1/${door}/preview`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${this.key}` },
      body: JSON.stringify(body),
    });
    const text = await response.text();
    if (response.ok) return JSON.parse(text);
    const { code } = JSON.parse(text) as { code: string };
    throw new Refused(response.status, code, text);
  }
}
