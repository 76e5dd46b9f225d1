/** Replaces no-break spaces with ordinary ones, so that tests can write them. */
export const plain = (text: string): string => text.replaceAll('\u00a0', ' ');

const textOf = (element: Element): string => plain(element.textContent ?? '').trim();

/** Texts of the cells of a table, row by row, without its headers and group headings. */
export function cellsOf(container: Element, label?: string): string[][] {
  const table = label === undefined ? '[role=grid]' : `[role=grid][aria-label="${label}"]`;
  return [...container.querySelectorAll(`${table} [role=row][data-index]`)].map((row) =>
    [...row.querySelectorAll('[role=gridcell]')].map(textOf),
  );
}

/** Texts of a list of names and values. */
export function factsOf(container: Element): Record<string, string> {
  return Object.fromEntries(
    [...container.querySelectorAll('dt')].map((name) => [
      textOf(name),
      name.nextElementSibling === null ? '' : textOf(name.nextElementSibling),
    ]),
  );
}

/** Texts of all elements that a selector finds. */
export function textsOf(container: Element, selector: string): string[] {
  return [...container.querySelectorAll(selector)].map(textOf);
}

/** Names of the visible buttons. */
export const buttonsOf = (container: Element): string[] =>
  textsOf(container, 'button, a[href][data-variant]');
