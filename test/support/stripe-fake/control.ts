import type { Account } from './account.js';
import type { Api } from './http/api.js';
import { type FaultKind, type Faults, FAULT_KINDS } from './http/faults.js';
import { payOut } from './objects/balance.js';
import { closeDispute, openDispute } from './objects/disputes.js';
import type { World, WorldSettings } from './world.js';

/** Commands that tests send to the fake, as JSON to `POST /_fake/<name>`. */
export interface Orders {
  settings: Partial<WorldSettings>;
  faults: { kind: FaultKind; match?: string; times?: number; delayMs?: number };
  'faults/clear': object;
  webhooks: {
    url: string | null;
    secrets?: string[];
    isHeld?: boolean;
    lose?: number;
    copies?: number;
    delayMs?: number;
    seed?: number;
  };
  'webhooks/deliver': object;
  /** Settles the pending debit or refund with this id, or all of them without an id. */
  settle: { id?: string };
  dispute: {
    account: string;
    charge: string;
    reason: string;
    status: 'needs_response' | 'warning_needs_response' | 'lost';
  };
  'dispute/close': { account: string; id: string; result: 'won' | 'lost' };
  payout: { account: string };
  clock: { advanceMs: number };
  'keys/forget': object;
  /** Returns the state of all intents of an account, for comparison with the state that the product has stored. */
  intents: { account: string };
  /** Returns all refunds of an account, like `intents`. */
  refunds: { account: string };
  /** Returns all requests to the API. */
  requests: object;
}

export type OrderName = keyof Orders;

/** Executes the commands of tests. */
export class Control {
  constructor(
    private readonly world: World,
    private readonly api: Api,
    private readonly faults: Faults,
  ) {}

  async carryOut(name: string, order: unknown): Promise<unknown> {
    const handler = (this.handlers as Readonly<Record<string, (order: never) => unknown>>)[name];
    if (handler === undefined) throw new Error(`The fake doesn't know ${name}`);
    return handler(order as never);
  }

  private readonly handlers: { [Name in OrderName]: (order: Orders[Name]) => unknown } = {
    settings: (settings) => Object.assign(this.world.settings, settings),
    faults: ({ kind, match = 'POST /v1/', times = 1, delayMs = 0 }) => {
      if (!FAULT_KINDS.includes(kind)) throw new Error(`The fake doesn't know the fault ${kind}`);
      return this.faults.order({ kind, match, times, delayMs });
    },
    'faults/clear': () => this.faults.clear(),
    webhooks: ({ url, secrets = [], isHeld = false, lose = 0, copies = 1, delayMs = 0, seed = 1 }) =>
      this.world.webhooks.use(url === null ? null : { url, secrets, isHeld, lose, copies, delayMs, seed }),
    'webhooks/deliver': () => this.world.webhooks.deliver(),
    settle: ({ id }) => {
      for (const one of id === undefined ? this.world.pending() : [id]) this.world.settle(one);
    },
    dispute: ({ account, charge, reason, status }) => {
      const of = this.accountOf(account);
      return openDispute(this.world, of, of.charges.get(charge), reason, status);
    },
    'dispute/close': ({ account, id, result }) =>
      closeDispute(this.world, this.accountOf(account), id, result),
    payout: ({ account }) => payOut(this.world, this.accountOf(account)),
    clock: ({ advanceMs }) => this.world.advance(advanceMs),
    'keys/forget': () => this.api.forgetKeys(),
    intents: ({ account }) => this.accountOf(account).intents.all(),
    refunds: ({ account }) => this.accountOf(account).refunds.all(),
    requests: () => this.api.seen,
  };

  private accountOf(id: string): Account {
    const account = this.world.accounts.get(id);
    if (account === undefined) throw new Error(`The fake has no account ${id}`);
    return account;
  }
}
