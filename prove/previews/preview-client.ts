import { printApiKey, type RunningProduct } from '../../test/support/product.js';
import type { PreviewRequest } from './worked-case.js';

/** An error response of a preview, with its code. */
export class PreviewRejectedError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    problem: string,
  ) {
    super(`${status} ${problem}`);
  }
}

/** Calls the previews of a running product with a key of the maker's manager. */
export class PreviewClient {
  private constructor(
    private readonly portalUrl: string,
    private readonly key: string,
  ) {}

  /** Uses the output of `npm run --silent api-key`, which must be only the key. */
  static async of(product: RunningProduct): Promise<PreviewClient> {
    const output = await printApiKey(product);
    if (!/^dck_\S+\n$/.test(output)) throw new Error(`api-key printed ${JSON.stringify(output)}`);
    return new PreviewClient(product.portalUrl, output.trim());
  }

  /** @throws PreviewRejectedError if the preview returns a problem */
  async requestPreview({ preview: door, body }: PreviewRequest): Promise<unknown> {
    const response = await fetch(`${this.portalUrl}/api/v1/${door}/preview`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${this.key}` },
      body: JSON.stringify(body),
    });
    const text = await response.text();
    if (response.ok) return JSON.parse(text);
    const { code } = JSON.parse(text) as { code: string };
    throw new PreviewRejectedError(response.status, code, text);
  }
}
