interface Branch<Subscriber> {
  readonly below: Map<string, Branch<Subscriber>>;
  /** Subscribers with the highest QoS granted to each. */
  readonly subscribers: Map<Subscriber, 0 | 1>;
}

/** Returns whether a filter is well-formed (MQTT 3.1.1, 4.7): `+` must be a whole level, and `#` the last level. */
export function isTopicFilter(text: string): boolean {
  if (text === '' || text.includes('\u0000')) return false;
  const levels = text.split('/');
  return levels.every(
    (level, i) =>
      level === '+' ||
      (level === '#' && i === levels.length - 1) ||
      !(level.includes('+') || level.includes('#')),
  );
}

/** Returns whether a topic matches a well-formed filter (MQTT 3.1.1, 4.7). */
export function matchesFilter(topic: string, filter: string): boolean {
  // Wildcards do not match the broker's own topics.
  if (topic.startsWith('$') && !filter.startsWith('$')) return false;
  const [levels, wanted] = [topic.split('/'), filter.split('/')];
  for (const [i, level] of wanted.entries()) {
    if (level === '#') return levels.length >= i;
    if (i >= levels.length || (level !== '+' && level !== levels[i])) return false;
  }
  return levels.length === wanted.length;
}

/** Subscriptions as a tree of topic levels. */
export class TopicTree<Subscriber> {
  private readonly root = branch<Subscriber>();

  /** @param filter well-formed; adding it again for the same subscriber replaces the QoS */
  add(filter: string, subscriber: Subscriber, qos: 0 | 1): void {
    let at = this.root;
    for (const level of filter.split('/')) {
      let next = at.below.get(level);
      if (!next) at.below.set(level, (next = branch()));
      at = next;
    }
    at.subscribers.set(subscriber, qos);
  }

  /** @returns whether the subscription existed */
  remove(filter: string, subscriber: Subscriber): boolean {
    return removeBelow(this.root, filter.split('/'), 0, subscriber);
  }

  /** Returns the subscribers with a filter that matches a topic, each once. */
  match(topic: string): Map<Subscriber, 0 | 1> {
    const found = new Map<Subscriber, 0 | 1>();
    // Wildcards do not match the broker's own topics (4.7.2).
    collect(this.root, topic.split('/'), 0, !topic.startsWith('$'), found);
    return found;
  }
}

function branch<Subscriber>(): Branch<Subscriber> {
  return { below: new Map(), subscribers: new Map() };
}

function removeBelow<Subscriber>(
  at: Branch<Subscriber>,
  levels: readonly string[],
  depth: number,
  subscriber: Subscriber,
): boolean {
  if (depth === levels.length) return at.subscribers.delete(subscriber);
  const level = levels[depth]!;
  const next = at.below.get(level);
  if (!next) return false;
  const isRemoved = removeBelow(next, levels, depth + 1, subscriber);
  if (next.subscribers.size === 0 && next.below.size === 0) at.below.delete(level);
  return isRemoved;
}

function collect<Subscriber>(
  at: Branch<Subscriber>,
  levels: readonly string[],
  depth: number,
  withWildcards: boolean,
  found: Map<Subscriber, 0 | 1>,
): void {
  // `a/#` also matches `a`.
  if (withWildcards) addSubscribers(at.below.get('#'), found);
  if (depth === levels.length) return addSubscribers(at, found);
  const exact = at.below.get(levels[depth]!);
  if (exact) collect(exact, levels, depth + 1, true, found);
  const any = withWildcards ? at.below.get('+') : undefined;
  if (any) collect(any, levels, depth + 1, true, found);
}

function addSubscribers<Subscriber>(
  from: Branch<Subscriber> | undefined,
  found: Map<Subscriber, 0 | 1>,
): void {
  if (!from) return;
  for (const [subscriber, qos] of from.subscribers)
    if (qos > (found.get(subscriber) ?? -1)) found.set(subscriber, qos);
}
