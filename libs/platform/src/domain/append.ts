/** Appends items to a list in place. Concatenating hundreds of pieces would copy all previous items each time. */
export function append<Item>(to: Item[], more: Iterable<Item>): void {
  for (const item of more) to.push(item);
}
