import { invalid, missing } from './http/stripe-fault.js';
import type { Params } from './http/params.js';

interface Stored {
  readonly id: string;
  readonly created: number;
}

/** A page of a list, as Stripe returns it. */
export interface List<T> {
  readonly object: 'list';
  readonly data: readonly T[];
  readonly has_more: boolean;
  readonly url: string;
}

/** The objects of one kind in one account, in the order of creation. */
export class Store<T extends Stored> {
  private readonly byId = new Map<string, T>();

  /** @param kind name in the messages of errors, such as `customer` */
  constructor(private readonly kind: string) {}

  add<One extends T>(one: One): One {
    this.byId.set(one.id, one);
    return one;
  }

  find(id: string | null | undefined): T | undefined {
    return this.byId.get(id ?? '');
  }

  /** @param param name of the parameter that contains the id; without it, the id is in the path */
  get(id: string, param?: string): T {
    const one = this.byId.get(id);
    if (one === undefined) throw missing(this.kind, id, param);
    return one;
  }

  all(): T[] {
    return [...this.byId.values()];
  }

  /** Returns a page of the matching objects, newest first, selected by the list parameters. */
  list(params: Params, url: string, fits: (one: T) => boolean = () => true): List<T> {
    const limit = params.integerIfSet('limit') ?? 10;
    if (limit < 1 || limit > 100)
      throw invalid('Invalid integer: limit', 'parameter_invalid_integer', 'limit');
    const created = params.below('created');
    const bound = (name: string, fallback: number) => created.integerIfSet(name) ?? fallback;
    const [from, after] = [bound('gte', -Infinity), bound('gt', -Infinity)];
    const [to, before] = [bound('lte', Infinity), bound('lt', Infinity)];
    const fitting = this.all()
      .filter(
        (one) => one.created >= from && one.created > after && one.created <= to && one.created < before,
      )
      .filter(fits)
      .reverse();
    const last = params.textIfSet('starting_after');
    const start = last === null ? 0 : fitting.findIndex(({ id }) => id === last) + 1;
    if (last !== null && start === 0) throw missing(this.kind, last, 'starting_after');
    const data = fitting.slice(start, start + limit);
    return { object: 'list', data, has_more: start + limit < fitting.length, url };
  }
}
