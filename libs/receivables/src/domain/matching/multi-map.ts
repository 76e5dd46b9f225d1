/** A map with several values per key. A key with one value has no list, which saves memory for large indexes. */
export class MultiMap<K, V extends object | string> {
  readonly #values = new Map<K, V | V[]>();

  /** Adds a value unless it is the last value that was added to the key. */
  add(key: K, value: V): void {
    const known = this.#values.get(key);
    if (known === undefined) this.#values.set(key, value);
    else if (Array.isArray(known)) {
      if (known.at(-1) !== value) known.push(value);
    } else if (known !== value) this.#values.set(key, [known, value]);
  }

  /** Adds a value unless the key already has it. Slow for keys with many values. */
  addOnce(key: K, value: V): void {
    if (!this.get(key).includes(value)) this.add(key, value);
  }

  get(key: K): readonly V[] {
    if (this.#values.size === 0) return [];
    const known = this.#values.get(key);
    if (known === undefined) return [];
    return Array.isArray(known) ? (known as readonly V[]) : [known];
  }
}
