import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { parse } from 'csv-parse';
import { type CsvDialect, recogniseDialect } from '#telemetry';

const HEAD_BYTES = 64 * 1024;
const HEAD_LINES = 50;

/** CSV file with a header. Its rows can be read several times. */
export class CsvFile {
  private constructor(
    private readonly path: string,
    readonly dialect: CsvDialect,
    readonly columns: readonly string[],
  ) {}

  /** @throws Error if the file can't be read or has no header */
  static async open(path: string): Promise<CsvFile> {
    const dialect = recogniseDialect(await readHead(path));
    const file = new CsvFile(path, dialect, []);
    for await (const row of file.records(1))
      return new CsvFile(
        path,
        dialect,
        row.map((column) => column.trim()),
      );
    throw new Error(`${path} is empty`);
  }

  /** Returns the rows after the header. */
  rows(): AsyncIterable<string[]> {
    return this.records(2);
  }

  private records(fromLine: number): AsyncIterable<string[]> {
    return createReadStream(this.path).pipe(
      parse({
        delimiter: this.dialect.delimiter,
        bom: true,
        relax_column_count: true,
        relax_quotes: true,
        skip_empty_lines: true,
        from: fromLine,
      }),
    ) as AsyncIterable<string[]>;
  }
}

async function readHead(path: string): Promise<string[]> {
  const file = await open(path).catch((error: unknown) => {
    const { code } = error as NodeJS.ErrnoException;
    throw new Error(code === 'ENOENT' ? `The file ${path} does not exist` : `${path} can't be read: ${code}`);
  });
  try {
    if ((await file.stat()).isDirectory()) throw new Error(`${path} is a folder, not a file`);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return buffer
      .toString('utf8', 0, bytesRead)
      .replace(/^\ufeff/, '')
      .split(/\r?\n/)
      .slice(0, HEAD_LINES);
  } finally {
    await file.close();
  }
}
