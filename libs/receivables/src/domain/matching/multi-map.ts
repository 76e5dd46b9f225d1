/** A map with several values per key. A key with one value has no list, which saves memory for large indexes. */
export class MultiMap<V extends object | string> {
  readonly #values = new Map<string, V | V[]>();

  /** Adds a value unless the key has it. */
  add(key: string, value: V): void {
    const known = this.#values.get(key);
    if (known === undefined) this.#values.set(key, value);
    else if (Array.isArray(known)) {
      if (!known.includes(value)) known.push(value);
    } else if (known !== value) this.#values.set(key, [known, value]);
  }

  get(key: string): readonly V[] {
    const known = this.#values.get(key);
    if (known === undefined) return [];
    return Array.isArray(known) ? known : [known];
  }
}
