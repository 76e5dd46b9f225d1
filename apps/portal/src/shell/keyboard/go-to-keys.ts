/** Pages by the letter that follows `g`. */
export type GoToKeys = Readonly<Record<string, string>>;

/** Time in ms within which the letter has to follow. */
const WITHIN_MS = 1500;

type Typed = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey'>;

/** Detects `g` followed by a letter. */
export class GoToSequence {
  private startedAt: number | null = null;

  constructor(private readonly pages: GoToKeys) {}

  /**
   * @param now in ms
   * @returns the page to open; undefined if the key does not complete a sequence
   */
  press({ key, ctrlKey, metaKey, altKey }: Typed, now: number): string | undefined {
    const startedAt = this.startedAt;
    this.startedAt = null;
    if (ctrlKey || metaKey || altKey) return undefined;
    if (startedAt !== null && now - startedAt <= WITHIN_MS && Object.hasOwn(this.pages, key))
      return this.pages[key];
    if (key === 'g') this.startedAt = now;
    return undefined;
  }
}

/** Returns true if a key press is text for the focused element. */
export function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName))
  );
}
