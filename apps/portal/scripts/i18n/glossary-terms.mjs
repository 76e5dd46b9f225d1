/** Language code of each column of translations in the glossary. */
const COLUMNS = { 中文: 'zh', Español: 'es', 'Bahasa Indonesia': 'id', Polski: 'pl' };

/**
 * Returns the terms of the glossary's tables with their translations. A row with several terms, such as "symptom, cause,
 * remedy", becomes one entry per term.
 * @param {string} glossary its Markdown
 * @returns {{ term: string, translations: Readonly<Record<string, string>> }[]} translations by language
 */
export function glossaryTerms(glossary) {
  const terms = [];
  /** @type {string[]} */
  let head = [];
  for (const line of glossary.split('\n')) {
    if (!line.startsWith('|')) {
      head = [];
      continue;
    }
    const cells = cellsOf(line);
    if (head.length === 0) head = cells;
    else if (head[0] === 'Term' && !/^-+$/.test(cells[0])) terms.push(...termsOfRow(head, cells));
  }
  if (terms.length === 0) throw new Error('The glossary has no table of terms.');
  return terms;
}

const cellsOf = (line) =>
  line
    .split(/(?<!\\)\|/)
    .slice(1, -1)
    .map((cell) => cell.trim());

function termsOfRow(head, cells) {
  const names = cells[0].split(', ');
  return names.map((term, index) => {
    const translations = {};
    for (const [column, language] of Object.entries(COLUMNS)) {
      const cell = cells[head.indexOf(column)] ?? '';
      const parts = names.length === 1 ? [cell] : cell.split(/, |、/);
      if (!parts[index]) throw new Error(`The glossary has no ${language} translation of "${term}".`);
      translations[language] = parts[index];
    }
    return { term, translations };
  });
}
