/** Puts items behind those of a list, in place: a new list for each of hundreds of pieces would copy all that came before it. */
export function append<Item>(to: Item[], more: Iterable<Item>): void {
  for (const item of more) to.push(item);
}
