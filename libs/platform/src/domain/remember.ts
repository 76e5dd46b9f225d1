/**
 * Returns a function that calls another function once per combination of its texts, and returns the stored result in
 * later calls.
 */
export function rememberByKey<const Texts extends readonly string[], Result>(
  load: (...texts: Texts) => Promise<Result>,
): (...texts: Texts) => Promise<Result> {
  const known = new Map<string, Promise<Result>>();
  return (...texts) => {
    const key = JSON.stringify(texts);
    const found = known.get(key) ?? load(...texts);
    known.set(key, found);
    return found;
  };
}
