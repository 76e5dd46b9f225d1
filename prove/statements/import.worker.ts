import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { readStatementFile } from '#receivables';
import { LineMatcher, type OpenItem, type StatementLine } from '#receivables/domain';
import { CSV_MAP } from './render.js';

/** Lines that are matched together. */
const BATCH = 10_000;

/**
 * Imports a statement: reads the file in a stream, and matches its lines with the items. Prints time and memory.
 * Arguments: file of items, statement file.
 */
async function main([itemFile = '', statementFile = '']: readonly string[]): Promise<void> {
  const items: OpenItem[] = [];
  for await (const line of createInterface({ input: createReadStream(itemFile) }))
    items.push(JSON.parse(line) as OpenItem);
  const [before, start] = [process.cpuUsage(), performance.now()];
  const matcher = new LineMatcher(items);
  const options = statementFile.endsWith('CSV') ? { columnMap: CSV_MAP } : {};
  let batch: StatementLine[] = [];
  let lines = 0;
  const matchBatch = (): void => {
    lines += matcher.match(batch).length;
    batch = [];
  };
  for await (const part of readStatementFile(createReadStream(statementFile), options)) {
    if (part.kind !== 'line') continue;
    batch.push(part.line);
    if (batch.length === BATCH) matchBatch();
  }
  matchBatch();
  const { user, system } = process.cpuUsage(before);
  const figures = {
    cpuSeconds: (user + system) / 1e6,
    seconds: (performance.now() - start) / 1000,
    mebibytes: Math.round(process.resourceUsage().maxRSS / 1024),
    lines,
  };
  process.stdout.write(JSON.stringify(figures));
}

await main(process.argv.slice(2));
