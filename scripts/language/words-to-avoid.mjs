/**
 * Returns the rows of the glossary's table of words to avoid.
 * @param {string} glossary its Markdown
 * @returns {{ pattern: RegExp, places: string[], instead: string }[]} places: `code`, `comments`, `texts`, `docs`
 */
export function wordsToAvoid(glossary) {
  const section = glossary.split("## Words that we don't use")[1] ?? '';
  const rows = [...section.matchAll(/^\| `([^`]+)` +\| ([^|]+) \| ([^|]+) \|$/gm)];
  if (rows.length === 0) throw new Error('The glossary has no table of words to avoid.');
  return rows.map(([, pattern, places, instead]) => ({
    // In a Markdown table, `|` must be escaped.
    pattern: new RegExp(`\\b(?:${pattern.replaceAll('\\|', '|')})\\b`, 'i'),
    places: places.split(',').map((place) => place.trim()),
    instead: instead.trim(),
  }));
}
