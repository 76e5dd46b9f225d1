import type { Socket } from 'node:net';
import pg from 'pg';
import { UNDER_TEST } from './property-fixture.js';

/**
 * Way in which a statement fails. `refused`: it fails before it is sent, and the transaction is rolled back. `cut`: its
 * connection is cut immediately after it was sent, so that its outcome is unknown.
 */
export type Cut = 'refused' | 'cut';

interface Inner {
  readonly connectionParameters: { readonly application_name?: string };
  readonly connection: { readonly stream: Socket };
}

type Query = (this: Inner, ...args: unknown[]) => unknown;

/** Intercepts the statements of the tested services: counts them, and makes one of them fail. */
export class CutConnections {
  private readonly original: Query;
  private sent = 0;
  private failing: { readonly at: number; readonly how: Cut } | null = null;

  constructor() {
    const original = pg.Client.prototype.query as unknown as Query;
    const pass = (client: Inner, args: unknown[]): unknown => this.pass(client, args);
    const patched: Query = function (...args) {
      const isUnderTest = this.connectionParameters.application_name === UNDER_TEST;
      return isUnderTest ? pass(this, args) : original.apply(this, args);
    };
    this.original = original;
    pg.Client.prototype.query = patched as unknown as typeof pg.Client.prototype.query;
  }

  /** Restores the original state. */
  end(): void {
    pg.Client.prototype.query = this.original as unknown as typeof pg.Client.prototype.query;
  }

  /** Returns the number of statements of some work. */
  async count(work: () => Promise<unknown>): Promise<number> {
    this.sent = 0;
    await work();
    return this.sent;
  }

  /**
   * Runs work in which the statement with number `at` (from 1) fails.
   * @returns true if the work reported success
   */
  async during(at: number, how: Cut, work: () => Promise<unknown>): Promise<boolean> {
    this.sent = 0;
    this.failing = { at, how };
    try {
      await work();
      return true;
    } catch {
      return false;
    } finally {
      this.failing = null;
    }
  }

  private pass(client: Inner, args: unknown[]): unknown {
    this.sent += 1;
    const { failing } = this;
    if (failing?.at !== this.sent) return this.original.apply(client, args);
    if (failing.how === 'refused') return Promise.reject(new Error('Given up'));
    const answer = this.original.apply(client, args);
    client.connection.stream.destroy();
    return answer;
  }
}
