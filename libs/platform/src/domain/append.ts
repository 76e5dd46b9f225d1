/** Appends items to a list in place: concatenating hundreds of pieces would copy everything before each of them. */
export function append<Item>(to: Item[], more: Iterable<Item>): void {
  for (const item of more) to.push(item);
}
